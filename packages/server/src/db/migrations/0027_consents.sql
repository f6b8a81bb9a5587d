-- What people may be written to about, and what each of them said.
create table subscription_lists (
  workspace_id uuid not null,
  id uuid not null,
  -- what filters and the API name it by; never changes
  key text collate "C" not null,
  name text not null,
  -- opt_out: who was never asked is subscribed
  kind text not null check (kind in ('opt_in', 'opt_out')),
  description text not null default '',
  created_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, key)
);

create table consents (
  workspace_id uuid not null,
  contact_id uuid not null,
  list_id uuid not null,
  state text not null check (state in ('subscribed', 'unsubscribed')),
  source text not null,
  actor text not null,
  at timestamptz not null,
  primary key (workspace_id, contact_id, list_id)
);
create index consents_list on consents (workspace_id, list_id, state);
