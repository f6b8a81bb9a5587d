import type { ContactSession } from '@halo/wire/dashboard/contacts.ts';
import type { Deps } from '../deps.ts';
import { listSessionsOfContact } from './session-store.ts';

const SHOWN = 50;

/** The newest sessions of a contact, without what would open them. */
export async function listContactSessions(
  deps: Pick<Deps, 'db'>,
  workspaceId: string,
  contactId: string,
): Promise<ContactSession[]> {
  const sessions = await listSessionsOfContact(deps.db.sql, workspaceId, contactId, SHOWN);
  return sessions.map(({ id, trust, method, keyId, device, boundAt, expiresAt, endedAt, lastSeen, createdAt }) => {
    return { id, trust, method, keyId, device, boundAt, expiresAt, endedAt, lastSeen, createdAt };
  });
}
