import { doneAnswer } from '@halo/wire/sdk/conversations.ts';
import { endSessionBody } from '@halo/wire/sdk/events.ts';
import { endSession } from '../../identity/end-session.ts';
import { sdkRoute } from './sdk-route.ts';

export const endSessionRoute = sdkRoute({
  method: 'post',
  path: '/sessions/end',
  summary: 'Log out: end a session for good.',
  keys: ['widget'],
  body: endSessionBody,
  answer: doneAnswer,
  refuses: ['rate_limited'],
  async handle(deps, call) {
    call.limit('write', { trust: 'anonymous', externalId: null }, call.body.session_id);
    await endSession(deps, call.workspace.id, call.body.session_id);
    return { success: true };
  },
});
