-- What open incidents act on, by what makes it the same thing: of two environments that are one, one acts at a time.
create table held_thing (
  kind     text   not null,
  identity text   not null,
  incident bigint not null references incident (number),
  primary key (kind, identity)
);
