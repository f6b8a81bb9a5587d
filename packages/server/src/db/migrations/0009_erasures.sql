-- Names of people who were erased, as an HMAC under a key derived from the master key: the quiet ways in (bulk update,
-- import, sync) refuse them until the erasure is lifted, and tokens from before it prove nobody. One row per name.
create table erasures (
  workspace_id uuid not null,
  kind text not null check (kind in ('user_id', 'email')),
  hash bytea not null,
  -- the names of one person share it, so that they are lifted together
  erasure_id uuid not null,
  erased_at timestamptz not null,
  erased_by text not null,
  lifted_at timestamptz,
  lifted_by text,
  primary key (workspace_id, kind, hash)
);
create index erasures_together on erasures (workspace_id, erasure_id);

-- What the AI saw goes with its conversation.
create index prompts_conversation on prompts (workspace_id, conversation_id);

-- The audit log is kept for good, so it names people by their row alone.
update audit_log set detail = (detail::jsonb - 'userId')::json where action = 'contact.signed_out' and detail is not null;
