-- The facts behind each fingerprint that an event names, joined by line feeds: the fingerprint is their SHA-256, so the chains prove them.
create table seen_facts (
  fingerprint text not null primary key,
  facts       text not null
);
