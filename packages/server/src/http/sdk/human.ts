import { type RequestHumanAnswer, requestHumanAnswer, requestHumanBody } from '@halo/wire/sdk/human.ts';
import { admitCaller } from '../../contacts/admit-caller.ts';
import { proveUser } from '../../identity/prove-user.ts';
import { requestHuman } from '../../tickets/request-human.ts';
import { CHAT } from '../known-refusals.ts';
import { sdkRoute } from './sdk-route.ts';

/** `POST /conversations/human`: "talk to a human". */
export const requestHumanRoute = sdkRoute({
  method: 'post',
  path: '/conversations/human',
  summary: 'Asks for a teammate in the conversation of this session.',
  keys: ['widget'],
  body: requestHumanBody,
  answer: requestHumanAnswer,
  refuses: CHAT,
  handle: async (deps, call): Promise<Omit<RequestHumanAnswer, 'request_id'>> => {
    const { workspace, key, requestId, sdk, userAgent, receivedAt, clientIp, body } = call;
    const said = { userId: body.user_id, userToken: body.user_token };
    const proof = await proveUser(deps, { workspace, key, ...said, requestId, sdk, receivedAt, clientIp });
    const { mayCreate } = call.limit('chat', proof, body.session_id);
    const admitted = await admitCaller(deps, {
      ...{
        workspace,
        proof,
        sessionId: body.session_id,
        door: 'human',
        mayCreate,
        requestId,
        sdk,
        userAgent,
        receivedAt,
      },
    });
    const { ticket, message, notice, teammateName } = await requestHuman(deps, admitted);
    return {
      success: true,
      ticket_id: ticket.id,
      conversation_id: ticket.conversationId,
      session_id: admitted.session.sessionId,
      message,
      notice,
      teammate_name: teammateName,
    };
  },
});
