import type { Deps } from '../deps.ts';
import { emailKey } from './contact.ts';
import { type ContactByEmail, findByEmail } from './email-store.ts';

export type { ContactByEmail } from './email-store.ts';

/** The contact with this e-mail, of several the one last seen; null for none, and for what is no e-mail (safety W7). */
export async function findContactByEmail(
  deps: Pick<Deps, 'db'>,
  workspaceId: string,
  email: string,
): Promise<ContactByEmail | null> {
  const key = emailKey(email);
  return key === null ? null : findByEmail(deps.db.sql, workspaceId, key);
}
