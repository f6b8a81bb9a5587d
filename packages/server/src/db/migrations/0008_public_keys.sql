-- Public keys that tokens may be verified with: pasted as PEM, or found at a JWKS address.
create table public_keys (
  workspace_id uuid not null,
  id text collate "C" not null,
  name text not null,
  kind text not null check (kind in ('pem', 'jwks')),
  url text,
  issuer text not null,
  audience text not null,
  claims text[] not null,
  -- [{ kid, algorithm, thumbprint, jwk }]: the usable ones, public members only.
  keys json not null,
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  last_used_at timestamptz,
  accepted bigint not null default 0,
  refused bigint not null default 0,
  fetched_at timestamptz,
  tried_at timestamptz,
  fetch_fault text,
  primary key (workspace_id, id)
);
