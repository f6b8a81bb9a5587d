-- Where new tickets go, by rules; and what filters read of a ticket.

-- Names a workspace gave that tickets carry: team inboxes and categories. A ticket whose label is gone carries none.
create table ticket_labels (
  workspace_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('inbox', 'category')),
  name text not null,
  -- the name as conditions compare it
  name_key text not null,
  created_at timestamptz not null,
  primary key (workspace_id, id)
);
create unique index ticket_labels_name on ticket_labels (workspace_id, kind, name_key);

alter table tickets add column inbox_id uuid;
alter table tickets add column category_id uuid;
-- the AI handed the conversation over by itself
alter table tickets add column auto_created boolean not null default false;
-- which rule took the ticket, why, and what it did
alter table tickets add column routing json;
-- the ticket's own words as conditions compare them; a chore reads the tickets from before
alter table tickets add column facts jsonb not null default '{}';
alter table tickets add column facts_read boolean not null default false;
create index tickets_unread_facts on tickets (workspace_id, id) where not facts_read;
update tickets set auto_created = true where reason ->> 'promptId' is not null;

create table routing_rules (
  workspace_id uuid not null,
  id uuid not null,
  -- the first rule that matches a ticket takes it
  position int not null,
  name text not null,
  filter json not null,
  actions json not null,
  enabled boolean not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id)
);

-- Filters of the inbox that somebody named. `owner_id` null: everybody's.
create table inbox_views (
  workspace_id uuid not null,
  id uuid not null,
  name text not null,
  view text not null,
  filter json not null,
  owner_id text collate "C",
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id)
);
