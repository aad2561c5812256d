-- Who took a checkpoint, and what proves it; docs/record.md.
create table receipt (
  hearer text   not null,
  number bigint not null,
  at     bigint not null,
  proof  text   not null,
  primary key (hearer, number)
);

create trigger receipt_is_never_changed before update on receipt
begin
  select raise(abort, 'the incident record is append-only');
end;

create trigger receipt_is_never_deleted before delete on receipt
begin
  select raise(abort, 'the incident record is append-only');
end;
