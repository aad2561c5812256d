-- When new acts were refused and allowed again: a chain of its own, exported as incident 0.
create table freeze_event (
  sequence bigint not null primary key,
  at       bigint not null,
  type     text   not null,
  body     text   not null,
  hash     text   not null
);

create trigger freeze_event_is_never_changed before update on freeze_event
begin
  select raise(abort, 'the incident record is append-only');
end;

create trigger freeze_event_is_never_deleted before delete on freeze_event
begin
  select raise(abort, 'the incident record is append-only');
end;
