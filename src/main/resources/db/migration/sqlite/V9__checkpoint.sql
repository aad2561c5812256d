-- What nodes signed about the whole record; docs/record.md has the form of the text.
create table checkpoint (
  number bigint not null primary key,
  text   text   not null
);

create trigger checkpoint_is_never_changed before update on checkpoint
begin
  select raise(abort, 'the incident record is append-only');
end;

create trigger checkpoint_is_never_deleted before delete on checkpoint
begin
  select raise(abort, 'the incident record is append-only');
end;
