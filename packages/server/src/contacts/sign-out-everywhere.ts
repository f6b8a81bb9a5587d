import type { Deps } from '../deps.ts';
import { endContactSessions } from '../identity/end-contact-sessions.ts';
import { Refusal } from '../refusal.ts';
import type { Actor } from '../workspaces/audit.ts';
import { recordAudit } from '../workspaces/record-audit.ts';
import { lockContact, setSessionsValidFrom } from './contact-store.ts';
import { requireContact } from './read-contact-record.ts';

/**
 * Signs a person out everywhere (identity S7, safety K2): all their sessions end, their streams with them, and user tokens
 * from before prove them no more. Their app lets them in again with a token it signs from now on. Refuses `not_found`.
 */
export async function signOutEverywhere(
  deps: Pick<Deps, 'db' | 'now' | 'live'>,
  person: { workspaceId: string; contactId: string; actor: Actor },
): Promise<void> {
  const { workspaceId, actor } = person;
  const { id } = await requireContact(deps, workspaceId, person.contactId);
  await deps.db.transaction(async (tx) => {
    if (!(await lockContact(tx.sql, workspaceId, id))) throw new Refusal('not_found', 'There is no such contact.');
    // Behind the lock: every call that was let in before it has its token dated before this.
    const now = deps.now();
    await setSessionsValidFrom(tx.sql, workspaceId, id, now);
    const ended = await endContactSessions(tx, workspaceId, id, now);
    await recordAudit(deps, tx, {
      ...{ workspaceId, actor, action: 'contact.signed_out', subject: id },
      detail: { sessions: ended.length },
    });
    tx.afterCommit(() =>
      deps.live.ring([
        ...ended.map((session) => `session:${session}`),
        `contact:${id}`,
        `workspace:${workspaceId}:contacts`,
      ]),
    );
  });
}
