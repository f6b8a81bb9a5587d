-- What an operator says of an agent besides its instructions. Skills are `{name, instructions}` in their order.
alter table agents add column goal text not null default '';
alter table agents add column boundaries text not null default '';
alter table agents add column skills json not null default '[]';

-- Who answers in a workspace, what it may cost, and the directives that hold for all its agents. No row: the server's.
create table ai_settings (
  workspace_id uuid primary key,
  guidance text[] not null default '{}',
  -- null: the provider of the server's environment
  provider text check (provider in ('builtin', 'openai', 'anthropic', 'openai-compatible')),
  model text not null default '',
  base_url text,
  key_sealed bytea,
  -- US dollars for a million tokens; null: unknown, and only tokens are counted
  input_price float8,
  output_price float8,
  -- calls of models a UTC day; null: no bound of the workspace's own
  daily_calls int,
  daily_unproved_calls int,
  updated_at timestamptz not null
);

-- What models cost each UTC day. Holds nothing of anybody, so it outlives prompts and people.
create table model_days (
  workspace_id uuid not null,
  day date not null,
  calls int not null default 0,
  unproved_calls int not null default 0,
  answers int not null default 0,
  input_tokens bigint not null default 0,
  output_tokens bigint not null default 0,
  -- millionths of a dollar; answers without a price are counted beside it
  cost_micros bigint not null default 0,
  unpriced int not null default 0,
  primary key (workspace_id, day)
);

alter table prompts add column input_tokens int;
alter table prompts add column output_tokens int;
alter table prompts add column cost_micros bigint;
-- Calls are counted in model_days now.
drop index prompts_unproved;
