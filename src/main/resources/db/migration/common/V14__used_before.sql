-- Who has used the bot: their Home tab no longer explains what it is.
create table used_before (
  team   text not null,
  member text not null,
  primary key (team, member)
);
