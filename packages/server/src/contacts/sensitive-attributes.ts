import type { Tx } from '../db/database.ts';
import { listSensitive } from './attribute-store.ts';

/** What a workspace calls sensitive, by `scope:key`, read within a transaction. */
export async function sensitiveAttributes(tx: Tx, workspaceId: string): Promise<Map<string, { sensitive: true }>> {
  const rows = await listSensitive(tx.sql, workspaceId);
  return new Map(rows.map(({ scope, key }) => [`${scope}:${key}`, { sensitive: true }]));
}
