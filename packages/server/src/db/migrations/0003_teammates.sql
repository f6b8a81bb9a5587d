-- Teammates belong to the installation; `workspace_teammates` says which workspaces they may enter.
-- The first five tables are better-auth's, under our names: it reads and writes them, we read them.

create table teammates (
  id text collate "C" primary key,
  name text not null,
  email text collate "C" not null unique,
  email_verified boolean not null default false,
  image text,
  two_factor_enabled boolean not null default false,
  -- came in by the owner link: owns every workspace made on the command line
  is_operator boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table teammate_sessions (
  id text collate "C" primary key,
  teammate_id text collate "C" not null references teammates (id) on delete cascade,
  token text collate "C" not null unique,
  ip_address text,
  user_agent text,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index teammate_sessions_teammate on teammate_sessions (teammate_id);

create table teammate_accounts (
  id text collate "C" primary key,
  teammate_id text collate "C" not null references teammates (id) on delete cascade,
  provider_id text not null,
  account_id text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (provider_id, account_id)
);
create index teammate_accounts_teammate on teammate_accounts (teammate_id);

create table teammate_verifications (
  id text collate "C" primary key,
  identifier text collate "C" not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index teammate_verifications_identifier on teammate_verifications (identifier);

create table teammate_two_factors (
  id text collate "C" primary key,
  teammate_id text collate "C" not null references teammates (id) on delete cascade,
  secret text not null,
  backup_codes text not null,
  verified boolean not null default true,
  failed_verification_count integer not null default 0,
  locked_until timestamptz
);
create unique index teammate_two_factors_teammate on teammate_two_factors (teammate_id);
create index teammate_two_factors_secret on teammate_two_factors (secret);

create table workspace_teammates (
  workspace_id uuid not null,
  teammate_id text collate "C" not null references teammates (id) on delete cascade,
  role text not null check (role in ('owner', 'admin', 'member')),
  since timestamptz not null default now(),
  primary key (workspace_id, teammate_id)
);
create index workspace_teammates_teammate on workspace_teammates (teammate_id);

-- One-time ways in: the owner link of a fresh installation, invitations. Only a hash of the token is kept.
create table entry_links (
  hash bytea primary key,
  id uuid not null unique,
  kind text not null check (kind in ('owner', 'invitation')),
  workspace_id uuid,
  email text,
  role text check (role in ('owner', 'admin', 'member')),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  check ((kind = 'invitation') = (workspace_id is not null and email is not null and role is not null))
);
create index entry_links_workspace on entry_links (workspace_id);

-- Failed sign-ins, per account and per address, by hash: the growing waits of every process.
create table sign_in_failures (
  who bytea primary key,
  failures integer not null,
  last_at timestamptz not null,
  blocked_until timestamptz
);
create index sign_in_failures_last on sign_in_failures (last_at);

-- When a page with the widget was last seen to load, for the live check of Setup > Install.
create table widget_sightings (
  workspace_id uuid primary key,
  first_at timestamptz not null,
  last_at timestamptz not null,
  sdk text
);
