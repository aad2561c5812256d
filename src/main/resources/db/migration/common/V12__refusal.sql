-- What was refused to whom: what is alike within a minute is one row. incident 0, environment '' = none.
create table refusal (
  at_minute   bigint not null,
  team        text   not null,
  member      text   not null,
  act         text   not null,
  incident    bigint not null,
  environment text   not null,
  code        text   not null,
  times       bigint not null,
  primary key (at_minute, team, member, act, incident, environment, code)
);
create index refusal_by_incident on refusal (incident, at_minute);
