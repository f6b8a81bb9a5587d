-- Every key leads with workspace_id, so that the same schema can be partitioned or distributed.
-- Hot tables carry no foreign keys: key-share locks on a shared parent become multixacts.
-- Key text is collate "C": compared byte by byte, whatever the cluster's locale is.
-- `json` is opaque to SQL and keeps the order of keys; `jsonb` stands only where SQL looks inside.

-- ground floor: workspaces and their keys -------------------------------------------------------------------

create table workspaces (
  id uuid primary key,
  name text not null,
  is_demo boolean not null default false,
  identity_mode text not null default 'off' check (identity_mode in ('off', 'report', 'enforce')),
  who_may_write text not null default 'everybody' check (who_may_write in ('everybody', 'identified')),
  company_proof text not null default 'token' check (company_proof in ('token', 'member')),
  time_zone text not null default 'UTC',
  max_token_age_hours integer,
  tracking boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

-- Keys are looked up before the workspace is known, so they are unique across workspaces.
create table widget_keys (
  workspace_id uuid not null,
  key text collate "C" not null unique,
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (workspace_id, key)
);

create table server_keys (
  workspace_id uuid not null,
  id text collate "C" not null,
  hash bytea not null unique,
  hint text not null,
  name text not null default '',
  scopes text[] not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  ended_at timestamptz,
  primary key (workspace_id, id)
);

create table identity_secrets (
  workspace_id uuid not null,
  id text collate "C" not null,
  sealed bytea not null,
  hint text not null,
  created_at timestamptz not null default now(),
  ends_at timestamptz,
  last_used_at timestamptz,
  accepted bigint not null default 0,
  refused bigint not null default 0,
  primary key (workspace_id, id)
);

-- What teammates and operators changed: append only.
create table audit_log (
  workspace_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  actor text not null,
  action text not null,
  subject text,
  detail json,
  primary key (workspace_id, id)
);
create index audit_log_at on audit_log (workspace_id, at desc);

-- first floor: whom we talk to ------------------------------------------------------------------------------

create table contacts (
  workspace_id uuid not null,
  id uuid not null,
  kind text not null default 'user' check (kind in ('user', 'lead')),
  external_id text collate "C",
  name text,
  email text,
  email_key text collate "C",
  signed_up_at timestamptz,
  renewal_date timestamptz,
  renewal_status text,
  contract_term text,
  payment_terms text,
  on_contract boolean,
  mrr double precision,
  arr double precision,
  custom_fields json not null default '{}',
  provenance json not null default '{}',
  current_company_id uuid,
  merged_into uuid,
  -- contact proof: the best proof ever seen for this person, how and when
  trust text not null default 'claimed' check (trust in ('claimed', 'verified')),
  trust_method text,
  trust_key_id text,
  proven_at timestamptz,
  -- last proof by the person's own token: decides what a claimed call may still learn (safety R3)
  token_proven_at timestamptz,
  -- user_created is still owed for contacts made as a by-product
  announced boolean not null default true,
  first_seen timestamptz,
  last_seen timestamptz,
  seen_day date generated always as ((last_seen at time zone 'UTC')::date) stored,
  last_contacted_at timestamptz,
  -- "sign out everywhere": tokens signed before it prove this person no more
  sessions_valid_from timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, external_id)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
create index contacts_email on contacts (workspace_id, email_key) where email_key is not null;
create index contacts_seen_day on contacts (workspace_id, seen_day);
create index contacts_created on contacts (workspace_id, created_at desc, id desc) where merged_into is null;

create table contact_facts (
  workspace_id uuid not null,
  contact_id uuid not null,
  kind text not null,
  trust text not null,
  signed_up_at timestamptz,
  renewal_date timestamptz,
  mrr double precision,
  arr double precision,
  facts jsonb not null,
  primary key (workspace_id, contact_id)
) with (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
create index contact_facts_facts on contact_facts using gin (facts jsonb_path_ops) with (gin_pending_list_limit = 1024);
create index contact_facts_signed_up on contact_facts (workspace_id, signed_up_at);

create table contact_contexts (
  workspace_id uuid not null,
  contact_id uuid not null,
  entries json not null,
  primary key (workspace_id, contact_id)
);

create table companies (
  workspace_id uuid not null,
  id uuid not null,
  external_id text collate "C" not null,
  name text,
  domain text,
  industry text,
  plan text,
  employee_count double precision,
  signed_up_at timestamptz,
  renewal_date timestamptz,
  renewal_status text,
  contract_term text,
  payment_terms text,
  on_contract boolean,
  mrr double precision,
  arr double precision,
  custom_fields json not null default '{}',
  provenance json not null default '{}',
  trust text not null default 'claimed' check (trust in ('claimed', 'self', 'verified')),
  last_contacted_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, external_id)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
create index companies_created on companies (workspace_id, created_at desc, id desc);

create table company_facts (
  workspace_id uuid not null,
  company_id uuid not null,
  signed_up_at timestamptz,
  renewal_date timestamptz,
  mrr double precision,
  arr double precision,
  facts jsonb not null,
  primary key (workspace_id, company_id)
) with (fillfactor = 85);
create index company_facts_facts on company_facts using gin (facts jsonb_path_ops) with (gin_pending_list_limit = 1024);

create table company_contexts (
  workspace_id uuid not null,
  company_id uuid not null,
  entries json not null,
  primary key (workspace_id, company_id)
);

create table memberships (
  workspace_id uuid not null,
  contact_id uuid not null,
  company_id uuid not null,
  trust text not null check (trust in ('claimed', 'self', 'verified')),
  method text not null,
  since timestamptz not null,
  named_at timestamptz not null,
  primary key (workspace_id, contact_id, company_id)
);
create index memberships_company on memberships (workspace_id, company_id, contact_id);

create table sessions (
  workspace_id uuid not null,
  id uuid not null,
  token_hash bytea not null,
  -- the id before a rotation lives on for a minute, for requests already under way
  prior_token_hash bytea,
  prior_until timestamptz,
  -- ids too short to be secret link for the team but open nothing
  readable boolean not null,
  contact_id uuid,
  claimed_external_id text collate "C",
  trust text not null default 'anonymous' check (trust in ('anonymous', 'claimed', 'verified')),
  method text,
  key_id text,
  bound_at timestamptz,
  expires_at timestamptz,
  ended_at timestamptz,
  company_id uuid,
  claims json,
  said json not null default '{}',
  created_at timestamptz not null,
  last_seen timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, token_hash)
) with (fillfactor = 80);
create index sessions_prior on sessions (workspace_id, prior_token_hash) where prior_token_hash is not null;
create index sessions_contact on sessions (workspace_id, contact_id);
create index sessions_claimed on sessions (workspace_id, claimed_external_id) where claimed_external_id is not null;

-- User tokens that do not say when they were signed: "sign out everywhere" ends those that were seen before it.
create table undated_tokens (
  workspace_id uuid not null,
  hash bytea not null,
  seen_at timestamptz not null,
  ends_at timestamptz,
  primary key (workspace_id, hash)
);
create index undated_tokens_end on undated_tokens (ends_at) where ends_at is not null;

create table events (
  workspace_id uuid not null,
  id uuid not null,
  contact_id uuid,
  session_id uuid,
  type text not null,
  at timestamptz not null,
  element_selector text,
  page_url text,
  metadata json,
  trust text not null,
  primary key (workspace_id, at, id)
) partition by range (at);
create index events_contact on events (workspace_id, contact_id, type, at);
create index events_session on events (workspace_id, session_id, at);

create table discovered_attributes (
  workspace_id uuid not null,
  scope text not null check (scope in ('user', 'company', 'context')),
  key text collate "C" not null,
  types text[] not null,
  first_seen timestamptz not null,
  last_seen timestamptz not null,
  held_by bigint not null default 0,
  proven boolean not null default false,
  label text,
  description text,
  policy text not null default 'anyone' check (policy in ('anyone', 'verified', 'teammates')),
  sensitive boolean not null default false,
  primary key (workspace_id, scope, key)
);

-- Append only, one row per key and batch; a job folds them into held_by, reads add both.
create table attribute_tallies (
  workspace_id uuid not null,
  scope text not null,
  key text collate "C" not null,
  delta bigint not null,
  id bigint generated always as identity,
  primary key (workspace_id, id)
);

create table seen_messages (
  workspace_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  week date not null,
  result text not null,
  primary key (workspace_id, week, id)
) partition by range (week);

create table identify_log (
  workspace_id uuid not null,
  at timestamptz not null,
  id uuid not null,
  contact_id uuid,
  company_id uuid,
  external_id text collate "C",
  source text not null,
  level text not null,
  result text not null,
  reason text,
  changed text[] not null default '{}',
  ignored json,
  sdk text,
  key_id text,
  request_id text,
  repeats bigint not null default 1,
  primary key (workspace_id, at, id)
) partition by range (at);
create index identify_log_subject on identify_log (workspace_id, external_id, at);

-- second floor: the work ------------------------------------------------------------------------------------

create table agents (
  workspace_id uuid not null,
  id uuid not null,
  name text not null,
  greeting text not null,
  suggested_messages text[] not null default '{}',
  instructions text not null default '',
  style json not null default '{}',
  status text not null default 'active' check (status in ('active', 'inactive')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id)
);

-- A conversation is the thread; a ticket is the team's work on it.
create table conversations (
  workspace_id uuid not null,
  id uuid not null,
  channel text not null default 'chat' check (channel in ('chat', 'api', 'mail')),
  session_id uuid,
  contact_id uuid,
  company_id uuid,
  agent_id uuid,
  claimed_external_id text collate "C",
  trust text not null default 'anonymous' check (trust in ('anonymous', 'claimed', 'verified')),
  status text not null default 'live' check (status in ('live', 'completed')),
  outcome text check (outcome in ('resolved', 'escalated', 'abandoned')),
  handled_by text not null default 'ai' check (handled_by in ('ai', 'teammate')),
  teammate_id text,
  teammate_name text,
  "returning" boolean not null default false,
  last_seq integer not null default 0,
  -- the person's last message: unread is what lies between here and team_read_seq
  last_user_seq integer not null default 0,
  last_message text,
  last_author text,
  last_message_at timestamptz not null,
  user_read_seq integer not null default 0,
  team_read_seq integer not null default 0,
  rating text check (rating in ('good', 'bad')),
  rating_comment text,
  rating_message_id uuid,
  created_at timestamptz not null,
  ended_at timestamptz,
  primary key (workspace_id, id)
) with (fillfactor = 80);
-- One live chat per session, whatever arrives at once.
create unique index conversations_live on conversations (workspace_id, session_id) where status = 'live' and channel = 'chat';
create index conversations_contact on conversations (workspace_id, contact_id, last_message_at desc);
create index conversations_session on conversations (workspace_id, session_id);
create index conversations_claimed on conversations (workspace_id, claimed_external_id) where claimed_external_id is not null;
create index conversations_status on conversations (workspace_id, status, last_message_at desc);

create table messages (
  workspace_id uuid not null,
  conversation_id uuid not null,
  seq integer not null,
  id uuid not null,
  author text not null check (author in ('user', 'ai', 'teammate', 'system')),
  author_id text,
  author_name text,
  -- a private note: never in a widget answer, a stream frame or a prompt
  internal boolean not null default false,
  -- the company the turn was about; switching later leaves this message theirs
  company_id uuid,
  body text not null,
  sources json not null default '[]',
  actions json not null default '[]',
  prompt_id uuid,
  client_id text collate "C",
  created_at timestamptz not null,
  primary key (workspace_id, conversation_id, seq),
  unique (workspace_id, id)
);
create unique index messages_client on messages (workspace_id, conversation_id, client_id) where client_id is not null;

-- What the AI saw, for teammates.
create table prompts (
  workspace_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  model text not null,
  system text not null,
  history json not null,
  -- a call to a provider that a chat without proof cost: counted against the day's budget
  unproved_call boolean not null,
  created_at timestamptz not null,
  primary key (workspace_id, id)
);
create index prompts_unproved on prompts (workspace_id, created_at) where unproved_call;

create table tickets (
  workspace_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  contact_id uuid,
  company_id uuid,
  claimed_external_id text collate "C",
  trust text not null default 'anonymous' check (trust in ('anonymous', 'claimed', 'verified')),
  subject text not null,
  status text not null default 'open' check (status in ('open', 'priority', 'in_progress', 'snoozed', 'resolved', 'spam')),
  source text not null default 'api',
  -- the ticket's own address and name; a contact's stay on the contact
  email text,
  name text,
  metadata json not null default '{}',
  ai_enabled boolean not null default true,
  assignee_id text,
  assignee_name text,
  reason json,
  snoozed_until timestamptz,
  -- the call that made it (a hash of subject, proof and message_id), so that a repeat makes no second ticket
  call_key bytea,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  resolved_at timestamptz,
  primary key (workspace_id, id)
);
create index tickets_contact on tickets (workspace_id, contact_id);
create unique index tickets_conversation on tickets (workspace_id, conversation_id);
create unique index tickets_call on tickets (workspace_id, call_key) where call_key is not null;
create index tickets_status on tickets (workspace_id, status, updated_at desc);
create index tickets_snoozed on tickets (workspace_id, snoozed_until) where status = 'snoozed';
create index tickets_updated on tickets (workspace_id, updated_at desc, id desc);
create index tickets_assignee on tickets (workspace_id, assignee_id, updated_at desc) where assignee_id is not null;
create index tickets_claimed on tickets (workspace_id, claimed_external_id) where claimed_external_id is not null;
