-- An incident's events may be deleted once a later event stands for them: it names the file that they are in, and carries their last hash.
drop trigger incident_event_is_never_deleted;

create trigger incident_event_is_never_deleted before delete on incident_event
when not exists (
  select 1 from incident_event later
  where later.incident = old.incident and later.sequence > old.sequence and later.type = 'archived')
begin
  select raise(abort, 'the incident record is append-only');
end;
