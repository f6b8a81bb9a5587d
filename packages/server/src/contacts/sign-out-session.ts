import type { Deps } from '../deps.ts';
import { endContactSession } from '../identity/end-contact-sessions.ts';
import { readSessionRow } from '../identity/read-session.ts';
import { Refusal } from '../refusal.ts';
import type { Actor } from '../workspaces/audit.ts';
import { recordAudit } from '../workspaces/record-audit.ts';
import { lockContact } from './contact-store.ts';
import { requireContact } from './read-contact-record.ts';

/**
 * Ends one session of a person, and its streams with it. Their other sessions and their tokens stay good: a browser that
 * still holds a token begins a new session. A session that has ended stays as it is. Refuses `not_found`.
 */
export async function signOutSession(
  deps: Pick<Deps, 'db' | 'now' | 'live'>,
  named: { workspaceId: string; contactId: string; sessionRowId: string; actor: Actor },
): Promise<void> {
  const { workspaceId, sessionRowId, actor } = named;
  const { id } = await requireContact(deps, workspaceId, named.contactId);
  const session = await readSessionRow(deps, workspaceId, sessionRowId);
  if (session?.contactId !== id) throw new Refusal('not_found', 'There is no such session.');
  await deps.db.transaction(async (tx) => {
    if (!(await lockContact(tx.sql, workspaceId, id))) throw new Refusal('not_found', 'There is no such contact.');
    const ended = await endContactSession(tx, { workspaceId, contactId: id, id: sessionRowId }, deps.now());
    if (!ended) return;
    await recordAudit(deps, tx, {
      ...{ workspaceId, actor, action: 'contact.session_ended', subject: id },
      detail: { device: ended.device },
    });
    tx.afterCommit(() => deps.live.ring([`session:${sessionRowId}`, `workspace:${workspaceId}:contacts`]));
  });
}
