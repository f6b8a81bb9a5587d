import type { TraitEdit } from '@halo/wire/dashboard/person.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { readRecordBody } from './call-body.ts';
import { rowName } from './contact-write.ts';
import { requireCompany } from './read-company-record.ts';
import { requireContact } from './read-contact-record.ts';
import { own } from './record-columns.ts';
import { type TeammateCall, teammateWrite } from './teammate-write.ts';
import type { Scope } from './traits.ts';

/**
 * Sets, clears, pins or releases one trait of a person or company in a teammate's name: verified, through the one writer.
 * A pinned value is held against every writer but teammates. Refuses `not_found`, `reserved_traits`, `invalid_request`
 * for a value the key cannot hold and for a pin on nothing, and `conflict` where the record has no room.
 */
export async function editTrait(
  deps: Pick<Deps, 'db' | 'writer' | 'config'>,
  call: TeammateCall,
  subject: { scope: Scope; id: string },
  { key, value, pinned }: TraitEdit,
): Promise<void> {
  const { scope, id } = subject;
  const record =
    scope === 'user'
      ? await requireContact(deps, call.workspace.id, id)
      : await requireCompany(deps, call.workspace.id, id);
  const said = readRecordBody(
    scope,
    { traits: value === undefined ? {} : Object.fromEntries([[key, value]]) },
    {
      level: 2,
      receivedAt: call.receivedAt,
      zone: call.workspace.timeZone,
      docsUrl: `${deps.config.publicUrl}/docs#reserved-traits`,
    },
  );
  const [refused] = said.ignored;
  if (refused) throw new Refusal('invalid_request', `${key}: ${refused.detail ?? refused.reason}`, { path: 'value' });
  const stands = value === undefined ? own(record.values, key) !== undefined : value !== null;
  if (pinned === true && !stands) {
    throw new Refusal('invalid_request', 'Only a value that is set can be pinned.', { path: 'pinned' });
  }
  const part = {
    mode: 'existing' as const,
    traits: said.traits,
    context: null,
    ...(pinned !== undefined && { pins: Object.fromEntries([[key, pinned]]) }),
  };
  const outcome = await deps.writer.submit({
    ...teammateWrite(call),
    person: scope === 'user' ? { ...part, externalId: rowName(record.id), seen: false, announces: false } : null,
    company: scope === 'company' ? { ...part, externalId: record.externalId!, remove: false, proven: true } : null,
    // What changes nothing is no news.
    logged: false,
  });
  if (!outcome.contact && !outcome.company) throw new Refusal('not_found', 'There is no such record any more.');
  const [ignored] = outcome.ignored;
  if (ignored) throw new Refusal('conflict', `${key} was not stored: ${ignored.reason.replaceAll('_', ' ')}.`);
}
