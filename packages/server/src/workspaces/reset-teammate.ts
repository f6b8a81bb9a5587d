import { randomBytes } from 'node:crypto';
import { hashPassword } from 'better-auth/crypto';
import { newId } from '../db/new-id.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { recordAudit } from './record-audit.ts';
import { dropTwoFactor, endTeammateSessions, replacePassword } from './reset-store.ts';
import { emailKey } from './teammate.ts';
import { findTeammateByEmail, listMemberships } from './teammate-store.ts';

/**
 * Gives a locked-out teammate a new random password, answered once, and signs them out everywhere; on request their
 * second factor goes too. For operators at the command line. Refuses `not_found`.
 */
export async function resetTeammate(
  deps: Pick<Deps, 'db' | 'now'>,
  wanted: { email: string; dropTwoFactor: boolean },
): Promise<{ email: string; password: string }> {
  const password = randomBytes(15).toString('base64url');
  const passwordHash = await hashPassword(password);
  return deps.db.transaction(async (tx) => {
    const teammate = await findTeammateByEmail(tx.sql, emailKey(wanted.email));
    if (!teammate) throw new Refusal('not_found', 'There is no teammate with this address.');
    await replacePassword(tx.sql, { id: newId(), teammateId: teammate.id, passwordHash });
    await endTeammateSessions(tx.sql, teammate.id);
    if (wanted.dropTwoFactor) await dropTwoFactor(tx.sql, teammate.id);
    for (const { workspaceId } of await listMemberships(tx.sql, teammate.id)) {
      await recordAudit(deps, tx, {
        workspaceId,
        actor: { kind: 'command_line' },
        action: 'teammate.reset',
        subject: teammate.email,
        detail: { twoFactor: wanted.dropTwoFactor ? 'removed' : 'kept' },
      });
    }
    return { email: teammate.email, password };
  });
}
