import { updateUserRow } from '@halo/wire/sdk/users.ts';
import { readUserId } from '@halo/wire/subject-id.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { readRecordBody } from './call-body.ts';
import { type BulkAnswerBody, type BulkCall, bulkWrite, runBulk } from './run-bulk.ts';

/**
 * Upserts up to 1,000 people quietly (identity B2): `first_seen` and `last_seen` stay, nobody is enrolled. Rows are
 * independent: good ones are stored, bad ones listed; an id that comes twice is applied in order.
 */
export function updateUsers(deps: Pick<Deps, 'writer' | 'config'>, call: BulkCall): Promise<BulkAnswerBody> {
  return runBulk(deps, call, 'user_id', (row) => {
    const body = updateUserRow.parse(row);
    const id = readUserId(body.user_id);
    if (!id.ok) throw new Refusal('invalid_user_id', `user_id: ${id.why}.`);
    if (id.id === 'anonymous') throw new Refusal('invalid_user_id', 'user_id: "anonymous" names nobody.');
    const said = readRecordBody('user', body, {
      level: 2,
      receivedAt: call.receivedAt,
      zone: call.workspace.timeZone,
      docsUrl: `${deps.config.publicUrl}/docs#reserved-traits`,
    });
    return {
      ...bulkWrite(call, 'users/update'),
      person: {
        externalId: id.id,
        mode: call.updateOnly ? 'existing' : 'upsert',
        traits: said.traits,
        context: said.context,
        seen: false,
        announces: false,
      },
      ignored: said.ignored,
    };
  });
}
