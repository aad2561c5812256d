-- What the watcher knows of each environment: what stands, and the post about it. A help to the watcher, no part of the record.
create table watch_state (
  environment text   not null primary key,
  version     bigint not null,
  subject     text,
  title       text,
  since       bigint,
  held_by     text,
  held_since  bigint,
  calm_since  bigint,
  blind_since bigint,
  label       text,
  channel     text,
  ts          text,
  told        text,
  shown       text
);

-- Which node watches an environment: '' = none at the moment.
create table watch_turn (
  environment text not null primary key,
  node        text not null
);

-- Where nothing is posted until then.
create table watch_mute (
  environment text   not null primary key,
  team        text   not null,
  member      text   not null,
  begins_at   bigint not null,
  ends_at     bigint not null,
  reason      text   not null
);
