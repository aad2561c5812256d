-- An incident's events may be deleted once a later event stands for them: it names the file that they are in, and carries their last hash.
create function only_what_is_archived_is_deleted() returns trigger language plpgsql as $$
begin
  if exists (
      select 1 from incident_event later
      where later.incident = old.incident and later.sequence > old.sequence and later.type = 'archived') then
    return old;
  end if;
  raise exception 'the incident record is append-only';
end
$$;

create trigger incident_event_is_never_deleted before delete on incident_event
  for each row execute function only_what_is_archived_is_deleted();

drop trigger incident_event_is_never_changed on incident_event;

create trigger incident_event_is_never_changed before update on incident_event
  for each row execute function the_record_is_append_only();
