-- A node that lives raises its beat; one whose beat stands still is taken away by the others.
create table node (
  name text   not null primary key,
  beat bigint not null
);

-- Which node works on an incident: '' = none at the moment. In doubt (1) once it was taken from a node that was only thought dead.
create table lease (
  incident bigint not null primary key references incident (number),
  node     text   not null,
  doubt    bigint not null
);
