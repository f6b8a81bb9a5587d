import { identifyUserAnswer, identifyUserBody } from '@halo/wire/sdk/users.ts';
import { identifyUser } from '../../contacts/identify-user.ts';
import { proveUser } from '../../identity/prove-user.ts';
import { WRITING } from '../known-refusals.ts';
import { sdkRoute } from './sdk-route.ts';
import { ownWordsOfUser, wholeUser } from './user-record.ts';

export const identifyUserRoute = sdkRoute({
  method: 'post',
  path: '/users/identify',
  summary: 'Create or update one user and tie the session to them.',
  keys: ['widget', 'server'],
  scope: 'write',
  body: identifyUserBody,
  answer: identifyUserAnswer,
  refuses: WRITING,
  async handle(deps, call) {
    const { body } = call;
    const proof = await proveUser(deps, {
      ...call,
      userId: body.user_id,
      userToken: body.user_token,
      harmlessWhenAnonymous: true,
    });
    const { mayCreate } = call.limit('identify', proof, body.session_id);
    const { externalId, tokenError } = proof;
    const answer = { success: true as const, trust: proof.trust, ...(tokenError && { token_error: tokenError }) };
    if (externalId === null) {
      return {
        ...answer,
        result: 'anonymous' as const,
        session_id: body.session_id ?? undefined,
        linked: { conversations: 0, tickets: 0 },
        ignored: [],
      };
    }
    const outcome = await identifyUser(deps, {
      ...call,
      proof: { ...proof, externalId },
      mayCreate,
    });
    return {
      ...answer,
      trust: outcome.trust,
      result: outcome.result,
      user:
        outcome.trust === 'verified'
          ? wholeUser(outcome.contact!, outcome.contactContext, outcome.memberships)
          : ownWordsOfUser(externalId, outcome, body),
      session_id: outcome.session?.sessionId,
      linked: outcome.linked,
      ignored: outcome.ignored,
    };
  },
});
