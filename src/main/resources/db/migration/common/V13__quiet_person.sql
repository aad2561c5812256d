-- Who wants no direct messages about requests; ends_at null = until the person wants them again.
create table quiet_person (
  team    text   not null,
  member  text   not null,
  ends_at bigint,
  primary key (team, member)
);
