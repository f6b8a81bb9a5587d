-- Saved filters and who passes them just now.

-- Counts up whenever a filter of the workspace, or what filters mean there, is changed.
create table filter_sets (
  workspace_id uuid primary key,
  version bigint not null
);

create table segments (
  workspace_id uuid not null,
  id uuid not null,
  name text not null,
  contact_type text not null check (contact_type in ('users', 'leads', 'all')),
  filter json not null,
  state text not null check (state in ('building', 'live')),
  -- the set of filters for which membership is being built, or was
  version bigint not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id)
);
create unique index segments_name on segments (workspace_id, lower(name));

create table segment_members (
  workspace_id uuid not null,
  contact_id uuid not null,
  segment_id uuid not null,
  since timestamptz not null,
  primary key (workspace_id, contact_id, segment_id)
);
create index segment_members_segment on segment_members (workspace_id, segment_id, contact_id);

-- When a contact may pass a filter, or pass it no more, by the clock alone.
create table segment_wakeups (
  workspace_id uuid not null,
  contact_id uuid not null,
  segment_id uuid not null,
  due_at timestamptz not null,
  primary key (workspace_id, contact_id, segment_id)
);
create index segment_wakeups_due on segment_wakeups (due_at);
create index segment_wakeups_segment on segment_wakeups (workspace_id, segment_id);

-- Keeps the filters of these workspaces as they are until the transaction ends, and says which they are. One call, and
-- still the second statement sees what was committed while the first one waited.
create function hold_filter_sets(workspaces uuid[]) returns table (workspace_id uuid, version bigint)
language plpgsql volatile as $$
begin
  perform pg_advisory_xact_lock_shared(48462111, hashtext(w::text)) from (select w from unnest(workspaces) w order by w) held;
  return query select s.workspace_id, s.version from filter_sets s where s.workspace_id = any (workspaces);
end $$;
