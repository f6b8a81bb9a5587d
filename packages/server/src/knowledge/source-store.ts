import type { KnowledgeLanguage } from '@halo/wire/dashboard/knowledge.ts';
import type { Sql } from '../db/database.ts';
import type { Source, SourceContent, SourceReading } from './source.ts';

const SELECTED = `workspace_id as "workspaceId", id, kind, title, address, file_name as "fileName", state, progress, fault,
  version::int as version, passages, characters, created_at as "createdAt", updated_at as "updatedAt",
  read_at as "readAt"`;

/** The language of a workspace's knowledge; null until somebody chose one. */
export async function findLanguage(sql: Sql, workspaceId: string): Promise<KnowledgeLanguage | null> {
  const [row] = await sql<{ language: KnowledgeLanguage }[]>`
    select language from knowledge_settings where workspace_id = ${workspaceId}`;
  return row?.language ?? null;
}

export async function saveLanguage(sql: Sql, workspaceId: string, language: KnowledgeLanguage): Promise<void> {
  await sql`
    insert into knowledge_settings (workspace_id, language) values (${workspaceId}, ${language})
    on conflict (workspace_id) do update set language = excluded.language`;
}

/** The sources of a workspace, newest first. */
export async function listSources(sql: Sql, workspaceId: string, limit: number): Promise<Source[]> {
  return sql.unsafe<Source[]>(
    `select ${SELECTED} from knowledge_sources where workspace_id = $1 order by id desc limit $2`,
    [workspaceId, limit],
    { prepare: true },
  );
}

export async function findSource(sql: Sql, workspaceId: string, id: string): Promise<Source | null> {
  const [row] = await sql.unsafe<Source[]>(
    `select ${SELECTED} from knowledge_sources where workspace_id = $1 and id = $2`,
    [workspaceId, id],
    { prepare: true },
  );
  return row ?? null;
}

export async function findContent(sql: Sql, workspaceId: string, id: string): Promise<SourceContent | null> {
  const [row] = await sql<SourceContent[]>`
    select body, file from knowledge_sources where workspace_id = ${workspaceId} and id = ${id}`;
  return row ?? null;
}

/** False when the workspace holds `most` sources already. */
export async function insertSource(
  sql: Sql,
  source: Pick<Source, 'workspaceId' | 'id' | 'kind' | 'title' | 'address' | 'fileName'> & SourceContent,
  at: Date,
  most: number,
): Promise<boolean> {
  const { workspaceId, id, kind, title, address, fileName, body, file } = source;
  await sql`select pg_advisory_xact_lock(48462112, hashtext(${workspaceId}))`;
  const made = await sql`
    insert into knowledge_sources
      (workspace_id, id, kind, title, address, file_name, body, file, state, created_at, updated_at)
    select ${workspaceId}, ${id}, ${kind}, ${title}, ${address}, ${fileName}, ${body},
      ${file === null ? null : Buffer.from(file)}::bytea, 'waiting', ${at.toISOString()}, ${at.toISOString()}
    where (select count(*) from knowledge_sources where workspace_id = ${workspaceId}) < ${most}`;
  return made.count > 0;
}

/** Writes an article anew and asks for it to be read; answers the version to read, null when there is no such article. */
export async function updateArticle(
  sql: Sql,
  article: { workspaceId: string; id: string; title: string; text: string; address: string | null },
  at: Date,
): Promise<number | null> {
  const { workspaceId, id, title, text, address } = article;
  const [row] = await sql<{ version: number }[]>`
    update knowledge_sources set title = ${title}, body = ${text}, address = ${address}, state = 'waiting',
      progress = 0, fault = null, version = version + 1, updated_at = ${at.toISOString()}
    where workspace_id = ${workspaceId} and id = ${id} and kind = 'article'
    returning version::int as version`;
  return row?.version ?? null;
}

/** Asks for sources to be read again, one or all of a workspace; answers which versions. */
export async function askReading(
  sql: Sql,
  workspaceId: string,
  id: string | null,
): Promise<{ id: string; version: number; title: string }[]> {
  return sql<{ id: string; version: number; title: string }[]>`
    update knowledge_sources set state = 'waiting', progress = 0, fault = null, version = version + 1
    where workspace_id = ${workspaceId} and (${id}::uuid is null or id = ${id}::uuid)
    returning id, version::int as version, title`;
}

/** Asks for web pages of all workspaces to be read again, at most `most`; answers which versions. */
export async function askPageReadings(sql: Sql, most: number): Promise<SourceReading[]> {
  return sql<SourceReading[]>`
    update knowledge_sources set state = 'waiting', progress = 0, fault = null, version = version + 1
    where (workspace_id, id) in (
      select workspace_id, id from knowledge_sources where kind = 'url' and state in ('ready', 'failed')
      order by read_at nulls first, id limit ${most} for update skip locked)
    returning workspace_id as "workspaceId", id as "sourceId", version::int as version`;
}

/** Notes how far a reading is; false when it is not wanted any more. */
export async function saveProgress(
  sql: Sql,
  { workspaceId, id, version }: Pick<Source, 'workspaceId' | 'id' | 'version'>,
  progress: number,
): Promise<boolean> {
  const noted = await sql`
    update knowledge_sources set state = 'reading', progress = ${progress}
    where workspace_id = ${workspaceId} and id = ${id} and version = ${version}`;
  return noted.count > 0;
}

/** Ends a reading; false when it is not wanted any more, and then nothing of it may be stored. */
export async function endReading(
  sql: Sql,
  { workspaceId, id, version }: Pick<Source, 'workspaceId' | 'id' | 'version'>,
  end: { fault: string } | { title: string; passages: number; characters: number },
  at: Date,
): Promise<boolean> {
  const ended =
    'fault' in end
      ? await sql`
        update knowledge_sources set state = 'failed', fault = ${end.fault}
        where workspace_id = ${workspaceId} and id = ${id} and version = ${version}`
      : await sql`
        update knowledge_sources set state = 'ready', progress = 100, fault = null, title = ${end.title},
          passages = ${end.passages}, characters = ${end.characters}, read_at = ${at.toISOString()}
        where workspace_id = ${workspaceId} and id = ${id} and version = ${version}`;
  return ended.count > 0;
}

/** Removes a source with its passages; answers its title, null when there is none. */
export async function deleteSource(sql: Sql, workspaceId: string, id: string): Promise<string | null> {
  const [row] = await sql<{ title: string }[]>`
    with gone as (
      delete from knowledge_passages where workspace_id = ${workspaceId} and source_id = ${id})
    delete from knowledge_sources where workspace_id = ${workspaceId} and id = ${id} returning title`;
  return row?.title ?? null;
}
