-- Times are milliseconds since 1970, UTC.
create table incident (
  number      bigint not null primary key,
  environment text   not null
);
create index incident_by_environment on incident (environment, number);

-- An environment has at most one open incident: the primary key keeps that.
create table open_incident (
  environment text   not null primary key,
  incident    bigint not null unique references incident (number)
);

create table incident_event (
  incident bigint not null references incident (number),
  sequence bigint not null,
  at       bigint not null,
  type     text   not null,
  body     text   not null,
  hash     text   not null,
  primary key (incident, sequence)
);

create function the_record_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the incident record is append-only';
end
$$;

create trigger incident_event_is_never_changed before update or delete on incident_event
  for each row execute function the_record_is_append_only();

create trigger incident_event_is_never_emptied before truncate on incident_event
  for each statement execute function the_record_is_append_only();

-- Which Slack message shows which part of an incident's thread, and what it showed last.
create table thread_message (
  incident bigint not null references incident (number),
  part     text   not null,
  channel  text   not null,
  ts       text   not null,
  digest   text   not null,
  primary key (incident, part)
);
