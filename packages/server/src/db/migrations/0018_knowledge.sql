-- What agents may answer from: articles, files and web pages, cut into passages that full-text search ranks.

create table knowledge_settings (
  workspace_id uuid primary key,
  -- a text search configuration of PostgreSQL
  language text not null
);

create table knowledge_sources (
  workspace_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('article', 'file', 'url')),
  title text not null,
  -- of a web page what is read; of others where people may read it themselves
  address text,
  -- an article's text
  body text,
  file_name text,
  file bytea,
  state text not null check (state in ('waiting', 'reading', 'ready', 'failed')),
  -- percent of the reading that is under way
  progress smallint not null default 0,
  fault text,
  -- counts up with every reading that was asked for: a late one stores nothing
  version bigint not null default 1,
  passages integer not null default 0,
  characters integer not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  read_at timestamptz,
  primary key (workspace_id, id)
);

create table knowledge_passages (
  workspace_id uuid not null,
  source_id uuid not null,
  position integer not null,
  -- the headings above it, outermost first, joined by " › "
  heading text not null,
  body text not null,
  -- A: title, B: heading, C: headings above, D: the text itself
  search tsvector not null,
  -- words of the text, for ranking
  length integer not null,
  primary key (workspace_id, source_id, position)
);
create index knowledge_passages_search on knowledge_passages using gin (search);
