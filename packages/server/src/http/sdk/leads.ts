import { doneAnswer } from '@halo/wire/sdk/conversations.ts';
import { leadBody } from '@halo/wire/sdk/leads.ts';
import { captureLead } from '../../contacts/capture-lead.ts';
import { proveUser } from '../../identity/prove-user.ts';
import { sdkRoute } from './sdk-route.ts';

/** `POST /leads`: the lead form. Holding the session's id is the proof that a visitor has. */
export const captureLeadRoute = sdkRoute({
  method: 'post',
  path: '/leads',
  summary: 'A visitor leaves an e-mail address, and perhaps a name, for the team to answer to.',
  keys: ['widget'],
  body: leadBody,
  answer: doneAnswer,
  refuses: ['identified_only', 'session_closed', 'conflict', 'rate_limited'],
  handle: async (deps, call) => {
    const { workspace, key, requestId, sdk, receivedAt, clientIp, body } = call;
    const nobody = { userId: null, userToken: null };
    const proof = await proveUser(deps, { workspace, key, ...nobody, requestId, sdk, receivedAt, clientIp });
    const { mayCreate } = call.limit('lead', proof, body.session_id);
    await captureLead(deps, {
      ...{ workspace, proof, sessionId: body.session_id, mayCreate, requestId, sdk, receivedAt },
      ...{ email: body.email, name: body.name || null },
    });
    return { success: true };
  },
});
