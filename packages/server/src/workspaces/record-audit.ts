import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import type { AuditEntry } from './audit.ts';
import { insertAudit, isAudited } from './audit-store.ts';

/**
 * Notes a change in the audit log, in the transaction that makes the change. What is no change and done again and again
 * is noted once in `onceInMs`, per teammate, subject and detail.
 */
export async function recordAudit(
  deps: Pick<Deps, 'now'>,
  tx: Tx,
  entry: AuditEntry,
  onceInMs?: number,
): Promise<void> {
  if (onceInMs && (await isAudited(tx.sql, new Date(deps.now().getTime() - onceInMs), entry))) return;
  await insertAudit(tx.sql, deps.now(), entry);
}
