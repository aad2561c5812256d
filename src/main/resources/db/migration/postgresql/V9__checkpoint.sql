-- What nodes signed about the whole record; docs/record.md has the form of the text.
create table checkpoint (
  number bigint not null primary key,
  text   text   not null
);

create trigger checkpoint_is_never_changed before update or delete on checkpoint
  for each row execute function the_record_is_append_only();

create trigger checkpoint_is_never_emptied before truncate on checkpoint
  for each statement execute function the_record_is_append_only();
