import type { AddContactBody } from '@halo/wire/dashboard/contacts.ts';
import { readUserId } from '@halo/wire/subject-id.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { readRecordBody } from './call-body.ts';
import { type TeammateCall, teammateWrite } from './teammate-write.ts';

/**
 * Adds a user by hand, before their first session: what the teammate says of them is verified, `user_created` is told.
 * Answers the contact's row. Refuses `invalid_user_id`, `reserved_traits`, `invalid_request` for a value its key cannot
 * hold, and `conflict` for an id that is known.
 */
export async function addContact(
  deps: Pick<Deps, 'writer' | 'config'>,
  call: TeammateCall,
  { userId, traits }: AddContactBody,
): Promise<string> {
  const id = readUserId(userId);
  if (!id.ok) throw new Refusal('invalid_user_id', `The user id is not good: ${id.why}.`);
  if (id.id === 'anonymous') throw new Refusal('invalid_user_id', '"anonymous" names nobody.');
  const said = readRecordBody(
    'user',
    { traits: traits ?? {} },
    {
      level: 2,
      receivedAt: call.receivedAt,
      zone: call.workspace.timeZone,
      docsUrl: `${deps.config.publicUrl}/docs#reserved-traits`,
    },
  );
  const [refused] = said.ignored;
  if (refused) {
    const why = `${refused.key}: ${refused.detail ?? refused.reason}`;
    throw new Refusal('invalid_request', why, { path: `traits.${refused.key}` });
  }
  const { contact } = await deps.writer.submit({
    ...teammateWrite(call),
    person: {
      externalId: id.id,
      mode: 'create',
      traits: said.traits,
      context: null,
      seen: false,
      announces: true,
    },
    company: null,
    logged: true,
  });
  return contact!.id;
}
