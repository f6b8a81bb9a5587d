-- How identity is rolled out: hourly tallies of the identify log, alerts, and whom a mismatched token was for.

-- Calls that named an existing contact, per hour; `kind` is what the call proved or what became of it.
create table identity_hours (
  workspace_id uuid not null,
  hour timestamptz not null,
  kind text not null check (kind in ('verified', 'would_refuse', 'refused')),
  reason text not null,
  calls bigint not null,
  primary key (workspace_id, hour, kind, reason)
);

-- When each contact was last heard of in that way: who was proven, and who would be refused why.
create table identity_standings (
  workspace_id uuid not null,
  contact_id uuid not null,
  kind text not null check (kind in ('verified', 'would_refuse', 'refused')),
  reason text not null,
  last_at timestamptz not null,
  primary key (workspace_id, contact_id, kind, reason)
);
create index identity_standings_last on identity_standings (workspace_id, last_at desc);

-- Hours of the log before this one are in the tallies, later ones are read from the log itself.
create table identity_tally_mark (
  one boolean primary key default true check (one),
  until timestamptz not null
);
insert into identity_tally_mark (until) values (date_trunc('hour', now()) - interval '8 days');

-- What owners and admins must know at once. One of a kind is open at a time.
create table alerts (
  workspace_id uuid not null,
  id uuid not null,
  kind text not null,
  detail json not null,
  raised_at timestamptz not null,
  last_at timestamptz not null,
  ended_at timestamptz,
  ended_how text check (ended_how in ('dismissed', 'mode_changed')),
  primary key (workspace_id, id)
);
create unique index alerts_open on alerts (workspace_id, kind) where ended_at is null;

-- Whom an authentic token spoke for that was brought for somebody else; never from a token that is not ours.
alter table identify_log add column token_user text collate "C";
create index identify_log_stopped on identify_log (workspace_id, at desc, id desc)
  where result in ('refused', 'would_refuse');
