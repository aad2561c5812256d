-- The signed requests that came in a short while ago, so that none is acted on twice.
create table request_seen (
  signature text   not null primary key,
  at        bigint not null
);
create index request_seen_by_age on request_seen (at);
