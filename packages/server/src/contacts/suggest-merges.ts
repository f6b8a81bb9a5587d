import type { MergeSuggestionsAnswer } from '@halo/wire/dashboard/merges.ts';
import type { Deps } from '../deps.ts';
import { emailKey } from './contact.ts';
import { findContact } from './contact-store.ts';
import { isDismissed } from './duplicate-store.ts';
import { findAllByEmail } from './email-store.ts';
import { personOf, requireContact } from './read-contact-record.ts';
import { own } from './record-columns.ts';

const SUGGESTED = 10;

/** Others who may be this person: those with the same e-mail. Nothing but a teammate makes them one (identity K3). */
export async function suggestMerges(
  deps: Pick<Deps, 'db'>,
  workspaceId: string,
  contactId: string,
): Promise<MergeSuggestionsAnswer> {
  const { sql } = deps.db;
  const contact = await requireContact(deps, workspaceId, contactId);
  const key = emailKey(own(contact.values, 'email'));
  if (key === null || (await isDismissed(sql, workspaceId, key))) return { rows: [] };
  const ids = await findAllByEmail(sql, workspaceId, key, SUGGESTED + 1);
  const others = await Promise.all(
    ids.filter((id) => id !== contact.id).map((id) => findContact(sql, workspaceId, id)),
  );
  const rows = others.flatMap((other) => (other ? [{ person: personOf(other), sameEmail: key }] : []));
  return { rows: rows.slice(0, SUGGESTED) };
}
