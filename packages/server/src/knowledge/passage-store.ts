import type { Sql } from '../db/database.ts';

export interface StoredPassage {
  heading: string;
  body: string;
  /** The title, the headings, the last of them by itself, and the text as words for the search: `searchWords`. */
  words: { title: string; above: string; heading: string; body: string };
}

/** Puts these passages in the place of a source's former ones. */
export async function replacePassages(
  sql: Sql,
  { workspaceId, sourceId, language }: { workspaceId: string; sourceId: string; language: string },
  passages: readonly StoredPassage[],
): Promise<void> {
  await sql`delete from knowledge_passages where workspace_id = ${workspaceId} and source_id = ${sourceId}`;
  await sql`
    insert into knowledge_passages (workspace_id, source_id, position, heading, body, search, length)
    select ${workspaceId}, ${sourceId}, n - 1, p ->> 'heading', p ->> 'body',
      setweight(to_tsvector(${language}::text::regconfig, p -> 'words' ->> 'title'), 'A')
        || setweight(to_tsvector(${language}::text::regconfig, p -> 'words' ->> 'heading'), 'B')
        || setweight(to_tsvector(${language}::text::regconfig, p -> 'words' ->> 'above'), 'C')
        || body.words,
      greatest(1, length(body.words))
    from json_array_elements(${JSON.stringify(passages)}::text::json) with ordinality as list (p, n),
      lateral (select to_tsvector(${language}::text::regconfig, p -> 'words' ->> 'body') as words) body`;
}

/** A word of a question as search knows it, and how many passages hold it. */
export interface AskedWord {
  lexeme: string;
  passages: number;
}

/** What a question's words are in a language, and how rare each is; with how many passages there are at all. */
export async function weighWords(
  sql: Sql,
  workspaceId: string,
  language: string,
  words: string,
): Promise<{ words: AskedWord[]; passages: number; length: number }> {
  const rows = await sql<{ lexeme: string | null; passages: number; all: number; length: number }[]>`
    with size as (
      select count(*)::int as "all", coalesce(avg(length), 1)::float as length
      from knowledge_passages where workspace_id = ${workspaceId}),
    asked as (
      select lexeme, ('''' || replace(replace(lexeme, '\\', '\\\\'), '''', '''''') || '''')::tsquery as query
      from unnest(to_tsvector(${language}::text::regconfig, ${words})) limit 24)
    select lexeme, size."all", size.length, (
      select count(*)::int from knowledge_passages p
      where p.workspace_id = ${workspaceId} and p.search @@ asked.query) as passages
    from size left join asked on true`;
  const [first] = rows;
  return {
    words: rows.flatMap(({ lexeme, passages }) => (lexeme === null ? [] : [{ lexeme, passages }])),
    passages: first?.all ?? 0,
    length: first?.length ?? 1,
  };
}

/** A passage that holds some of a question's words: where, as weights (`A` to `D`) one for each time. */
export interface CandidatePassage {
  sourceId: string;
  position: number;
  title: string;
  address: string | null;
  heading: string;
  body: string;
  length: number;
  found: Record<string, string[]>;
}

/** The passages that hold the weightiest words of a question, at most `limit`. */
export async function findCandidates(
  sql: Sql,
  workspaceId: string,
  words: readonly { lexeme: string; weight: number }[],
  limit: number,
): Promise<CandidatePassage[]> {
  return sql<CandidatePassage[]>`
    with asked as materialized (
      select w ->> 'lexeme' as lexeme, (w ->> 'weight')::float as weight,
        ('''' || replace(replace(w ->> 'lexeme', '\\', '\\\\'), '''', '''''') || '''')::tsquery as query
      from json_array_elements(${JSON.stringify(words)}::text::json) w),
    best as (
      select p.source_id, p.position, sum(a.weight) as weight
      from asked a join knowledge_passages p on p.workspace_id = ${workspaceId} and p.search @@ a.query
      group by p.source_id, p.position order by weight desc, p.source_id, p.position limit ${limit})
    select p.source_id as "sourceId", p.position, s.title, s.address, p.heading, p.body, p.length, (
      select json_object_agg(u.lexeme, u.weights) from unnest(p.search) u
      where u.lexeme in (select lexeme from asked)) as found
    from best
    join knowledge_passages p on p.workspace_id = ${workspaceId} and (p.source_id, p.position) = (best.source_id, best.position)
    join knowledge_sources s on s.workspace_id = ${workspaceId} and s.id = p.source_id`;
}
