import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import type { AuditEntry } from './audit.ts';
import { insertAudit } from './audit-store.ts';

/** Notes a change in the audit log, in the transaction that makes the change. */
export async function recordAudit(deps: Pick<Deps, 'now'>, tx: Tx, entry: AuditEntry): Promise<void> {
  await insertAudit(tx.sql, deps.now(), entry);
}
