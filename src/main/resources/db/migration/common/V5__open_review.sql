-- Incidents that one person started alone, which are over and wait for a second person's review.
create table open_review (
  incident bigint not null primary key references incident (number)
);
