import type { Role } from '@halo/wire/dashboard/teammates.ts';
import { newId } from '../db/new-id.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import type { Actor } from './audit.ts';
import { hashLinkToken, INVITATION_DAYS, linkAddress, newLinkToken } from './entry-link.ts';
import { deleteExpiredLinks, deleteInvitationsOf, insertLink } from './entry-link-store.ts';
import { recordAudit } from './record-audit.ts';
import { emailKey } from './teammate.ts';
import { findAccess, findTeammateByEmail } from './teammate-store.ts';

/**
 * A one-time link that lets one address into one workspace, good for seven days; it replaces an earlier one for the
 * same address. Refuses `conflict` for somebody who is in already.
 */
export async function inviteTeammate(
  deps: Pick<Deps, 'db' | 'now' | 'config'>,
  wanted: { workspaceId: string; email: string; role: Role; actor: Actor },
): Promise<{ link: string; expiresAt: Date }> {
  const { workspaceId, role, actor } = wanted;
  const email = emailKey(wanted.email);
  const token = newLinkToken();
  const expiresAt = new Date(deps.now().getTime() + INVITATION_DAYS * 86_400_000);
  await deps.db.transaction(async (tx) => {
    const known = await findTeammateByEmail(tx.sql, email);
    if (known && (await findAccess(tx.sql, workspaceId, known.id))) {
      throw new Refusal('conflict', `${email} is in this workspace already.`);
    }
    await deleteExpiredLinks(tx.sql, deps.now());
    await deleteInvitationsOf(tx.sql, workspaceId, email);
    await insertLink(tx.sql, hashLinkToken(token), {
      id: newId(),
      kind: 'invitation',
      workspaceId,
      email,
      role,
      expiresAt: expiresAt.toISOString(),
    });
    await recordAudit(deps, tx, { workspaceId, actor, action: 'teammate.invited', subject: email, detail: { role } });
  });
  return { link: linkAddress(deps.config.publicUrl, 'invitation', token), expiresAt };
}
