import type { Sql } from '../db/database.ts';
import type { SubscriptionList } from './subscription-list.ts';

const COLUMNS = `workspace_id as "workspaceId", id, key, name, kind, description, created_at as "createdAt"`;

/** The lists of a workspace by name. */
export async function listLists(sql: Sql, workspaceId: string): Promise<SubscriptionList[]> {
  return sql.unsafe<SubscriptionList[]>(
    `select ${COLUMNS} from subscription_lists where workspace_id = $1 order by lower(name) collate "C", id`,
    [workspaceId],
    { prepare: true },
  );
}

/** A list by its id or its key. */
export async function findList(
  sql: Sql,
  workspaceId: string,
  by: { id: string } | { key: string },
): Promise<SubscriptionList | null> {
  const [column, value] = 'id' in by ? ['id', by.id] : ['key', by.key];
  const [row] = await sql.unsafe<SubscriptionList[]>(
    `select ${COLUMNS} from subscription_lists where workspace_id = $1 and ${column} = $2`,
    [workspaceId, value],
    { prepare: true },
  );
  return row ?? null;
}

/** False when the key is taken. */
export async function insertList(sql: Sql, list: SubscriptionList): Promise<boolean> {
  const { workspaceId, id, key, name, kind, description, createdAt } = list;
  const made = await sql`
    insert into subscription_lists (workspace_id, id, key, name, kind, description, created_at)
    values (${workspaceId}, ${id}, ${key}, ${name}, ${kind}, ${description}, ${createdAt})
    on conflict (workspace_id, key) do nothing`;
  return made.count > 0;
}

export async function renameList(
  sql: Sql,
  workspaceId: string,
  id: string,
  words: { name: string; description: string },
): Promise<void> {
  await sql`
    update subscription_lists set name = ${words.name}, description = ${words.description}
    where workspace_id = ${workspaceId} and id = ${id}`;
}

/** With what everybody said about it. */
export async function deleteList(sql: Sql, workspaceId: string, id: string): Promise<void> {
  await sql`delete from consents where workspace_id = ${workspaceId} and list_id = ${id}`;
  await sql`delete from subscription_lists where workspace_id = ${workspaceId} and id = ${id}`;
}
