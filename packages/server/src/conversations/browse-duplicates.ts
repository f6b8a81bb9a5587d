import type { DuplicateGroup } from '@halo/wire/dashboard/duplicates.ts';
import type { Page } from '@halo/wire/dashboard/paging.ts';
import { emailKey } from '../contacts/contact.ts';
import { findDuplicates } from '../contacts/find-duplicates.ts';
import { decodeCursor, pageOf } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import { countByContact } from './count-store.ts';

/** A place among e-mails is an e-mail. */
const EMAIL = { test: (text: string) => emailKey(text) === text && !text.includes('\0') };

/** A page of contacts that share an e-mail, with what helps a teammate to judge them (identity K3). */
export async function browseDuplicates(
  deps: Pick<Deps, 'db'>,
  workspaceId: string,
  page: { cursor?: string | undefined; limit: number },
): Promise<Page<DuplicateGroup>> {
  const [after = null] = page.cursor === undefined ? [] : decodeCursor(page.cursor, [EMAIL]);
  const found = await findDuplicates(deps, workspaceId, after, page.limit + 1);
  const ids = found.flatMap(({ contacts }) => contacts.map(({ contactId }) => contactId));
  const counts = await countByContact(deps.db.sql, workspaceId, ids);
  const groups = found.map((group) => ({
    ...group,
    contacts: group.contacts.map((contact) => ({ ...contact, conversations: counts.get(contact.contactId) ?? 0 })),
  }));
  return pageOf(groups, page.limit, ({ email }) => [email]);
}
