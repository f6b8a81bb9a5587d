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
  {
    workspaceId,
    sourceId,
    title,
    language,
  }: { workspaceId: string; sourceId: string; title: string; language: string },
  passages: readonly StoredPassage[],
): Promise<void> {
  await sql`delete from knowledge_passages where workspace_id = ${workspaceId} and source_id = ${sourceId}`;
  await sql`
    insert into knowledge_passages (workspace_id, source_id, position, heading, body, digest, search, length)
    select ${workspaceId}, ${sourceId}, n - 1, p ->> 'heading', p ->> 'body',
      sha256(convert_to(concat_ws(E'\n', ${title}::text, p ->> 'heading', p ->> 'body'), 'UTF8')),
      setweight(to_tsvector(${language}::text::regconfig, p -> 'words' ->> 'title'), 'A')
        || setweight(to_tsvector(${language}::text::regconfig, p -> 'words' ->> 'heading'), 'B')
        || setweight(to_tsvector(${language}::text::regconfig, p -> 'words' ->> 'above'), 'C')
        || body.words,
      greatest(1, length(body.words))
    from json_array_elements(${JSON.stringify(passages)}::text::json) with ordinality as list (p, n),
      lateral (select to_tsvector(${language}::text::regconfig, p -> 'words' ->> 'body') as words) body`;
}

/** A word of a question as search knows it, what may stand for it, and how many passages hold any of these. */
export interface AskedWord {
  lexeme: string;
  /** Where it stands in the question, from 1. */
  place: number;
  alike: string[];
  passages: number;
}

const MOST_WORDS = 24;

/**
 * What a question's words are in a language, in the order of the question, and how rare each is; with how many passages
 * there are at all. `synonyms`: groups of words that stand for each other.
 */
export async function weighWords(
  sql: Sql,
  { workspaceId, language, words }: { workspaceId: string; language: string; words: string },
  synonyms: readonly (readonly string[])[],
): Promise<{ words: AskedWord[]; passages: number; length: number }> {
  const rows = await sql<(Omit<AskedWord, 'lexeme'> & { lexeme: string | null; all: number; length: number })[]>`
    with size as (
      select count(*)::int as "all", coalesce(avg(length), 1)::float as length
      from knowledge_passages where workspace_id = ${workspaceId}),
    groups as materialized (
      select tsvector_to_array(to_tsvector(${language}::text::regconfig, g.words)) as lexemes
      from json_array_elements_text(${JSON.stringify(synonyms.map((group) => group.join(' ')))}::text::json) g (words)),
    asked as (
      select u.lexeme, u.positions[1]::int as place, coalesce((
        select array_agg(distinct other) from groups, unnest(lexemes) as other
        where u.lexeme = any(lexemes) and other <> u.lexeme), '{}') as alike
      from unnest(to_tsvector(${language}::text::regconfig, ${words})) u order by 2 limit ${MOST_WORDS})
    select lexeme, place, alike, size."all", size.length, (
      select count(*)::int from knowledge_passages p
      where p.workspace_id = ${workspaceId} and p.search @@ (
        select string_agg('''' || replace(replace(each, '\\', '\\\\'), '''', '''''') || '''', ' | ')::tsquery
        from unnest(asked.lexeme || alike) each)) as passages
    from size left join asked on true order by place`;
  const [first] = rows;
  return {
    words: rows.flatMap(({ lexeme, place, alike, passages }) =>
      lexeme === null ? [] : [{ lexeme, place, alike, passages }],
    ),
    passages: first?.all ?? 0,
    length: first?.length ?? 1,
  };
}

/** Where a passage holds a word: places in it, and for each the weight of its part (`A` to `D`, see `replacePassages`). */
export interface Occurrences {
  positions: number[];
  weights: string[];
}

/** A passage that holds some of a question's words. */
export interface CandidatePassage {
  sourceId: string;
  position: number;
  /** Of title, heading and text, as vectors are kept by it. */
  digest: string;
  title: string;
  address: string | null;
  heading: string;
  body: string;
  length: number;
  found: Record<string, Occurrences>;
  /** How many words its title has, and its last heading. */
  titleWords: number;
  headingWords: number;
}

/** The passages that hold the weightiest words of a question, at most `limit`, and those of these digests. */
export async function findCandidates(
  sql: Sql,
  workspaceId: string,
  words: readonly { lexemes: readonly string[]; weight: number }[],
  alike: readonly string[],
  limit: number,
): Promise<CandidatePassage[]> {
  return sql<CandidatePassage[]>`
    with asked as materialized (
      select (w ->> 'weight')::float as weight, (
        select string_agg('''' || replace(replace(each, '\\', '\\\\'), '''', '''''') || '''', ' | ')::tsquery
        from json_array_elements_text(w -> 'lexemes') each) as query
      from json_array_elements(${JSON.stringify(words)}::text::json) w),
    best as (
      select p.source_id, p.position, sum(a.weight) as weight
      from asked a join knowledge_passages p on p.workspace_id = ${workspaceId} and p.search @@ a.query
      group by p.source_id, p.position order by weight desc, p.source_id, p.position limit ${limit}),
    found as (
      select source_id, position from best
      union
      (select p.source_id, p.position from knowledge_passages p
      where p.workspace_id = ${workspaceId}
        and p.digest in (select decode(hex, 'hex') from unnest(${[...alike]}::text[]) as hex)
      limit ${limit}))
    select p.source_id as "sourceId", p.position, encode(p.digest, 'hex') as digest, s.title, s.address, p.heading, p.body, p.length, words.*
    from found
    join knowledge_passages p on p.workspace_id = ${workspaceId} and (p.source_id, p.position) = (found.source_id, found.position)
    join knowledge_sources s on s.workspace_id = ${workspaceId} and s.id = p.source_id,
    lateral (
      select
        coalesce(json_object_agg(u.lexeme, json_build_object('positions', u.positions, 'weights', u.weights))
          filter (where u.lexeme = any(${words.flatMap(({ lexemes }) => lexemes)}::text[])), '{}') as found,
        (count(*) filter (where 'A' = any(u.weights)))::int as "titleWords",
        (count(*) filter (where 'B' = any(u.weights)))::int as "headingWords"
      from unnest(p.search) u) words`;
}
