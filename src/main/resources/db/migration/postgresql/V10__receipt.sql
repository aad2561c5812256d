-- Who took a checkpoint, and what proves it; docs/record.md.
create table receipt (
  hearer text   not null,
  number bigint not null,
  at     bigint not null,
  proof  text   not null,
  primary key (hearer, number)
);

create trigger receipt_is_never_changed before update or delete on receipt
  for each row execute function the_record_is_append_only();

create trigger receipt_is_never_emptied before truncate on receipt
  for each statement execute function the_record_is_append_only();
