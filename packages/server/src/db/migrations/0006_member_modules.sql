-- What a member may do, module by module; owners and admins may do everything, whatever stands here.
alter table workspace_teammates
  add column modules text[] not null default '{inbox,contacts,contacts.edit,companies,identity}';
