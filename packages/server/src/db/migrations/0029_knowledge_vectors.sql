-- Search by meaning, where an operator switched it on: vectors of passages, by what the passages say.

create table knowledge_embedding (
  workspace_id uuid primary key,
  -- another one with every model: vectors of two models never meet
  space uuid not null,
  -- provider and address, as they were when somebody agreed to send them the knowledge
  provider text not null,
  model text not null,
  -- US dollars for a million tokens
  price double precision,
  dimensions integer not null,
  state text not null check (state in ('working', 'waiting', 'ready', 'failed', 'too_many')),
  fault text,
  -- counts up with every change of the vectors
  version bigint not null default 1
);

create table knowledge_vectors (
  workspace_id uuid not null,
  space uuid not null,
  digest bytea not null,
  -- a direction: one signed byte for each dimension
  vector bytea not null,
  primary key (workspace_id, space, digest)
);

-- Of title, headings and text: what says the same is embedded once, and not again when it is merely read again.
alter table knowledge_passages add column digest bytea;
update knowledge_passages p
set digest = sha256(convert_to(concat_ws(E'\n', s.title, p.heading, p.body), 'UTF8'))
from knowledge_sources s where s.workspace_id = p.workspace_id and s.id = p.source_id;
-- passages without a source there are none
delete from knowledge_passages where digest is null;
alter table knowledge_passages alter column digest set not null;
create index knowledge_passages_digest on knowledge_passages (workspace_id, digest);
