import { LIMITS } from '@halo/wire/limits.ts';
import { bulkAnswer, updateUsersBody } from '@halo/wire/sdk/users.ts';
import { bulkRows } from '../../contacts/run-bulk.ts';
import { updateUsers } from '../../contacts/update-users.ts';
import { proveServer } from '../../identity/prove-server.ts';
import { BULK } from '../known-refusals.ts';
import { sdkRoute } from './sdk-route.ts';

export const updateUsersRoute = sdkRoute({
  method: 'post',
  path: '/users/update',
  summary: 'Create or update up to 1,000 users quietly: no automation, no last_seen.',
  keys: ['widget', 'server'],
  scope: 'write',
  body: updateUsersBody,
  answer: bulkAnswer,
  refuses: BULK,
  maxBytes: LIMITS.bulkBodyBytes,
  async handle(deps, call) {
    const { body } = call;
    const { keyId } = await proveServer(deps, { ...call, userToken: body.user_token, scope: 'users.update' });
    call.limit('write', { trust: 'verified', externalId: `bulk:${keyId}` });
    return updateUsers(deps, {
      ...call,
      keyId,
      rows: bulkRows('users', body),
      updateOnly: body.update_only === true,
    });
  },
});
