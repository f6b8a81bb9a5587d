import type { Sql } from '../db/database.ts';
import type { Contact } from './contact.ts';

type TokenProof = Pick<Contact, 'id' | 'kind' | 'tokenProvenAt'>;

/** When tokens proved living contacts last, by their ids. */
export async function readTokenProofs(
  sql: Sql,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, TokenProof>> {
  if (ids.length === 0) return new Map();
  const rows = await sql<TokenProof[]>`
    select id, kind, token_proven_at as "tokenProvenAt" from contacts
    where workspace_id = ${workspaceId} and id = any(${`{${ids.join(',')}}`}::text::uuid[]) and merged_into is null`;
  return new Map(rows.map((row) => [row.id, row]));
}
