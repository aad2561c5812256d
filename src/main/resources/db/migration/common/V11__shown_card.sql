-- What the bot itself ever showed in its messages with buttons, each version by its digest: what people see in any other one, it never wrote.
create table shown_card (
  incident bigint not null references incident (number),
  part     text   not null,
  digest   text   not null,
  primary key (incident, part, digest)
);
