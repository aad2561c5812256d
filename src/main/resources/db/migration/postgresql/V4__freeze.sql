-- When new acts were refused and allowed again: a chain of its own, exported as incident 0.
create table freeze_event (
  sequence bigint not null primary key,
  at       bigint not null,
  type     text   not null,
  body     text   not null,
  hash     text   not null
);

create trigger freeze_event_is_never_changed before update or delete on freeze_event
  for each row execute function the_record_is_append_only();

create trigger freeze_event_is_never_emptied before truncate on freeze_event
  for each statement execute function the_record_is_append_only();
