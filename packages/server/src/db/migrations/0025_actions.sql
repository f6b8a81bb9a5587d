-- Requests that operators let the AI send, and the log of every one of them.

create table actions (
  workspace_id uuid not null,
  id uuid not null,
  -- the name of the tool
  name text not null,
  enabled boolean not null,
  -- what the operator defined, without secrets
  definition json not null,
  -- `[{name, value}]`, sealed
  headers_sealed bytea,
  secret_sealed bytea not null,
  -- the secret before the last change signs beside the new one until then
  former_secret_sealed bytea,
  former_secret_until timestamptz,
  -- counts up with every change: what was asked of a person before it is asked no more
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, name)
);

create table action_calls (
  workspace_id uuid not null,
  id uuid not null,
  action_id uuid not null,
  action_name text not null,
  action_version integer not null,
  -- null: a teammate tried it
  conversation_id uuid,
  -- the session that may click
  session_id uuid,
  company_id uuid,
  tried_by text,
  trust text not null,
  -- whole while a click is awaited, else the first words of each
  arguments json not null,
  outcome text not null
    check (outcome in ('waiting', 'running', 'done', 'failed', 'declined', 'expired', 'refused', 'rehearsed')),
  reason text,
  status integer,
  ms integer,
  -- the same request of the same question; null for what may be repeated
  once text,
  -- until when the person may click; null: nobody is asked
  expires_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id)
);
create unique index action_calls_once on action_calls (workspace_id, once) where once is not null;
create index action_calls_action on action_calls (workspace_id, action_id, id desc);
create index action_calls_conversation on action_calls (workspace_id, conversation_id);
create index action_calls_open on action_calls (updated_at) where outcome in ('waiting', 'running');
