import { newId } from '../db/new-id.ts';
import type { Deps } from '../deps.ts';
import { hashLinkToken, linkAddress, newLinkToken, OWNER_LINK_HOURS } from './entry-link.ts';
import { deleteExpiredLinks, insertLink } from './entry-link-store.ts';
import { hasOperator } from './teammate-store.ts';

/**
 * A one-time link that lets the first owner in, good for 24 hours; null once there is an owner. Printed at start and
 * by `halo owner link`; links given out before stay good.
 */
export async function issueOwnerLink(
  deps: Pick<Deps, 'db' | 'now' | 'config'>,
): Promise<{ link: string; expiresAt: Date } | null> {
  const token = newLinkToken();
  const expiresAt = new Date(deps.now().getTime() + OWNER_LINK_HOURS * 3_600_000);
  const issued = await deps.db.transaction(async (tx) => {
    if (await hasOperator(tx.sql)) return false;
    await deleteExpiredLinks(tx.sql, deps.now());
    await insertLink(tx.sql, hashLinkToken(token), { id: newId(), kind: 'owner', expiresAt: expiresAt.toISOString() });
    return true;
  });
  return issued ? { link: linkAddress(deps.config.publicUrl, 'owner', token), expiresAt } : null;
}
