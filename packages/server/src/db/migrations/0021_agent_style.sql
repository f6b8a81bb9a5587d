-- Pictures of agents' widgets: public, named by their content, of one workspace.
create table agent_pictures (
  workspace_id uuid not null,
  id text not null check (id ~ '^[0-9a-f]{32}$'),
  media_type text not null check (media_type in ('image/png', 'image/jpeg', 'image/webp', 'image/gif')),
  data bytea not null check (octet_length(data) between 1 and 200000),
  -- Since when no agent shows it; pages that remember it get it for a while longer.
  unused_since timestamptz,
  primary key (workspace_id, id)
);
alter table agent_pictures alter column data set storage external;

-- Empty: the widget says it in the language of the page.
alter table agents add column live_help_label text not null default '';

-- Which teammate is writing to the person just now, as the person is told.
alter table conversations add column typing_name text, add column typing_until timestamptz;
