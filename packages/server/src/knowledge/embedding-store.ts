import type { Sql } from '../db/database.ts';
import { newId } from '../db/new-id.ts';
import type { Embedding, PassageToEmbed } from './embedding.ts';

const SELECTED = `workspace_id as "workspaceId", space, provider, model, price, dimensions, state, fault,
  version::float8 as version`;

export async function findEmbedding(sql: Sql, workspaceId: string): Promise<Embedding | null> {
  const [row] = await sql.unsafe<Embedding[]>(
    `select ${SELECTED} from knowledge_embedding where workspace_id = $1`,
    [workspaceId],
    { prepare: true },
  );
  return row ?? null;
}

/** The same, kept from changing until the transaction ends. Whoever takes passages or vectors away or adds some holds it. */
export async function lockEmbedding(sql: Sql, workspaceId: string): Promise<Embedding | null> {
  const [row] = await sql.unsafe<Embedding[]>(
    `select ${SELECTED} from knowledge_embedding where workspace_id = $1 for update`,
    [workspaceId],
    { prepare: true },
  );
  return row ?? null;
}

/** Begins anew, with no vector yet. */
export async function replaceEmbedding(
  sql: Sql,
  embedding: Pick<Embedding, 'workspaceId' | 'provider' | 'model' | 'price' | 'dimensions'>,
): Promise<Embedding> {
  const { workspaceId, provider, model, price, dimensions } = embedding;
  await deleteEmbedding(sql, workspaceId);
  const [row] = await sql.unsafe<Embedding[]>(
    `insert into knowledge_embedding (workspace_id, space, provider, model, price, dimensions, state)
     values ($1, $2, $3, $4, $5, $6, 'working') returning ${SELECTED}`,
    [workspaceId, newId(), provider, model, price, dimensions],
  );
  return row!;
}

/** Removes the settings and every vector; answers what they were. */
export async function deleteEmbedding(sql: Sql, workspaceId: string): Promise<{ model: string } | null> {
  const [row] = await sql<{ model: string }[]>`
    with gone as (delete from knowledge_vectors where workspace_id = ${workspaceId})
    delete from knowledge_embedding where workspace_id = ${workspaceId} returning model`;
  return row ?? null;
}

/** Notes how embedding stands, and what it costs where that is said. */
export async function saveEmbeddingState(
  sql: Sql,
  { workspaceId, space }: Pick<Embedding, 'workspaceId' | 'space'>,
  { state, fault = null }: { state: Embedding['state']; fault?: string | null },
): Promise<void> {
  await sql`
    update knowledge_embedding set state = ${state}, fault = ${fault}
    where workspace_id = ${workspaceId} and space = ${space}`;
}

export async function savePrice(sql: Sql, workspaceId: string, price: number | null): Promise<void> {
  await sql`update knowledge_embedding set price = ${price} where workspace_id = ${workspaceId}`;
}

/** What has no vector yet, at most `limit` in a fixed order. */
export async function listToEmbed(
  sql: Sql,
  { workspaceId, space }: Pick<Embedding, 'workspaceId' | 'space'>,
  limit: number,
): Promise<PassageToEmbed[]> {
  return sql<PassageToEmbed[]>`
    select distinct on (p.digest) encode(p.digest, 'hex') as digest,
      concat_ws(E'\n', s.title, p.heading, p.body) as text
    from knowledge_passages p
    join knowledge_sources s on s.workspace_id = p.workspace_id and s.id = p.source_id
    where p.workspace_id = ${workspaceId} and not exists (
      select from knowledge_vectors v
      where v.workspace_id = p.workspace_id and v.space = ${space} and v.digest = p.digest)
    order by p.digest limit ${limit}`;
}

/** Keeps vectors of passages that are still there. */
export async function insertVectors(
  sql: Sql,
  { workspaceId, space }: Pick<Embedding, 'workspaceId' | 'space'>,
  vectors: readonly { digest: string; vector: Int8Array }[],
): Promise<void> {
  const digests = vectors.map(({ digest }) => digest);
  const packed = vectors.map(({ vector }) =>
    Buffer.from(vector.buffer, vector.byteOffset, vector.length).toString('hex'),
  );
  await sql`
    insert into knowledge_vectors (workspace_id, space, digest, vector)
    select ${workspaceId}, ${space}, decode(digest, 'hex'), decode(vector, 'hex')
    from unnest(${digests}::text[], ${packed}::text[]) as v (digest, vector)
    where exists (
      select from knowledge_passages p where p.workspace_id = ${workspaceId} and p.digest = decode(v.digest, 'hex'))
    on conflict do nothing`;
  await sql`update knowledge_embedding set version = version + 1 where workspace_id = ${workspaceId}`;
}

/** Takes away the vectors of what no passage says any more. */
export async function deleteStrayVectors(sql: Sql, workspaceId: string): Promise<void> {
  await sql`
    with gone as (
      delete from knowledge_vectors v where v.workspace_id = ${workspaceId} and not exists (
        select from knowledge_passages p where p.workspace_id = v.workspace_id and p.digest = v.digest)
      returning 1)
    update knowledge_embedding set version = version + 1
    where workspace_id = ${workspaceId} and exists (select from gone)`;
}

export async function listVectors(
  sql: Sql,
  { workspaceId, space }: Pick<Embedding, 'workspaceId' | 'space'>,
  limit: number,
): Promise<{ digest: string; vector: Uint8Array }[]> {
  return sql<{ digest: string; vector: Uint8Array }[]>`
    select encode(digest, 'hex') as digest, vector from knowledge_vectors
    where workspace_id = ${workspaceId} and space = ${space} limit ${limit}`;
}

/** Of each source how many of its passages have a vector. */
export async function countEmbedded(
  sql: Sql,
  { workspaceId, space }: Pick<Embedding, 'workspaceId' | 'space'>,
): Promise<Map<string, number>> {
  const rows = await sql<{ id: string; embedded: number }[]>`
    select p.source_id as id, count(*)::int as embedded from knowledge_passages p
    join knowledge_vectors v on v.workspace_id = p.workspace_id and v.space = ${space} and v.digest = p.digest
    where p.workspace_id = ${workspaceId} group by 1`;
  return new Map(rows.map(({ id, embedded }) => [id, embedded]));
}

/** How many passages a workspace has, and how many characters are in them. */
export async function measurePassages(
  sql: Sql,
  workspaceId: string,
): Promise<{ passages: number; characters: number }> {
  const [row] = await sql<{ passages: number; characters: number }[]>`
    select count(*)::int as passages, coalesce(sum(length(heading) + length(body)), 0)::float8 as characters
    from knowledge_passages where workspace_id = ${workspaceId}`;
  return row!;
}
