-- Messages and banners that the team shows on its customers' pages.
create table in_app_messages (
  workspace_id uuid not null,
  id uuid not null,
  state text not null check (state in ('draft', 'live', 'paused', 'archived')),
  kind text not null check (kind in ('message', 'banner')),
  title text not null,
  body text not null,
  sender text not null,
  place text not null check (place in ('top', 'bottom')),
  button json,
  audience text not null check (audience in ('everybody', 'users', 'leads', 'all')),
  filter json,
  paths text[] not null,
  starts_at timestamptz,
  ends_at timestamptz,
  priority integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id),
  check (audience <> 'everybody' or filter is null)
);
create index in_app_messages_live on in_app_messages (workspace_id) where state = 'live';

-- What became of a message with one person. `person_id` is a contact, or the session of a visitor. `origin_id` is who it was
-- noted for: a merge hangs the row on the survivor, an undo finds by it what goes back.
create table in_app_outcomes (
  workspace_id uuid not null,
  message_id uuid not null,
  origin_id uuid not null,
  person_id uuid not null,
  -- the session that showed it first: no other browser shows it again
  session_id uuid not null,
  shown_at timestamptz not null,
  clicked_at timestamptz,
  dismissed_at timestamptz,
  primary key (workspace_id, message_id, origin_id)
);
create index in_app_outcomes_person on in_app_outcomes (workspace_id, person_id);
create index in_app_outcomes_session on in_app_outcomes (workspace_id, session_id);
