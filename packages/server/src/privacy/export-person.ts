import { requireContact } from '../contacts/read-contact-record.ts';
import { readWholeContact } from '../contacts/read-users.ts';
import { storedTime } from '../contacts/traits.ts';
import type { Deps } from '../deps.ts';
import type { Actor } from '../workspaces/audit.ts';
import { recordAudit } from '../workspaces/record-audit.ts';
import { listOwnRows, type Owner, type Place, pageOfHeld } from './held-rows-store.ts';
import type { Held, HeldRow, PersonExport } from './person-export.ts';

const PAGE = 200;
/** Pictures are up to 5 MB each. */
const PICTURES = 2;

/**
 * Opens an export of all that is held of a person, and notes it in the audit log. It is no snapshot: what is written while
 * it is read may be in it or not. Refuses `not_found`.
 */
export async function exportPerson(
  deps: Pick<Deps, 'db' | 'now' | 'live'>,
  named: { workspaceId: string; contactId: string; actor: Actor },
): Promise<PersonExport> {
  const { workspaceId, actor } = named;
  const contact = await requireContact(deps, workspaceId, named.contactId);
  const [person, rows] = await Promise.all([
    readWholeContact(deps, contact),
    listOwnRows(deps.db.sql, workspaceId, contact.id),
  ]);
  await deps.db.transaction(async (tx) => {
    await recordAudit(deps, tx, { workspaceId, actor, action: 'contact.exported', subject: contact.id });
    tx.afterCommit(() => deps.live.ring([`workspace:${workspaceId}:log`]));
  });
  const externalIds = rows.flatMap(({ externalId }) => externalId ?? []);
  const owner: Owner = { workspaceId, contactIds: rows.map(({ id }) => id), externalIds };
  return {
    exportedAt: storedTime(deps.now()),
    person,
    otherUserIds: externalIds.filter((id) => id !== contact.externalId),
    rowsOf: (held) => rowsOf(deps, held, owner),
  };
}

async function* rowsOf(deps: Pick<Deps, 'db'>, held: Held, owner: Owner): AsyncGenerator<HeldRow> {
  const size = held === 'attachments' ? PICTURES : PAGE;
  for (let after: Place = null; ; ) {
    const page = await pageOfHeld(deps.db.sql, held, owner, after, size);
    for (const { row } of page) yield row;
    const last = page.at(-1);
    if (!last || page.length < size) return;
    after = last.place;
  }
}
