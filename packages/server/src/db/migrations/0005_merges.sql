-- Two records of one person become one. The loser's row stays as it was, and answers as the survivor from then on.

-- Of a merged contact whose merge did not say that both are the same person, and of what was held under it: the contact
-- whose own token opens it. A redirect moves data, never proof.
alter table contacts add column held_by uuid;
alter table sessions add column held_by uuid;
alter table conversations add column held_by uuid;
create index contacts_merged on contacts (workspace_id, merged_into) where merged_into is not null;

create table merges (
  workspace_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  survivor_id uuid not null,
  loser_id uuid not null,
  same_person boolean not null,
  actor text not null,
  -- the survivor before and after, to tell what the merge changed from what was changed since
  before json not null,
  after json not null,
  -- contacts that had been merged into the loser
  repointed uuid[] not null,
  undone_at timestamptz,
  undone_by text,
  primary key (workspace_id, id)
);
create index merges_survivor on merges (workspace_id, survivor_id, at);
create index merges_loser on merges (workspace_id, loser_id, at);

-- What hung on the loser and moved, so that an undo finds it. Each room notes its own.
create table merge_moves (
  workspace_id uuid not null,
  merge_id uuid not null,
  kind text not null check (kind in ('session', 'conversation', 'ticket', 'event')),
  row_id uuid not null,
  primary key (workspace_id, merge_id, kind, row_id)
);
