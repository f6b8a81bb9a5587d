-- Attributes may be declared before anybody has sent them: to protect a value from its first day on.
alter table discovered_attributes
  alter column first_seen drop not null,
  alter column last_seen drop not null,
  -- When a value of another type than those before was met.
  add column retyped_at timestamptz;

-- The attributes (`user:plan`, `company:mrr`, `context:cart`) that an agent may be shown; null: all but sensitive ones.
alter table agents add column allowed_attributes text[];

-- Editing companies is a module of its own; members had no way to edit them before.
alter table workspace_teammates
  alter column modules set default '{inbox,contacts,contacts.edit,companies,companies.edit,identity}';
update workspace_teammates set modules = modules || '{companies.edit}'
where modules @> '{contacts.edit,companies}';
