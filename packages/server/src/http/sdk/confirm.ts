import { type ConfirmAnswer, confirmAnswer, confirmBody } from '@halo/wire/sdk/confirm.ts';
import { confirmCall } from '../../actions/confirm-call.ts';
import { UUID } from '../../cursor.ts';
import { Refusal } from '../../refusal.ts';
import { OWN_HISTORY } from '../known-refusals.ts';
import { openOwn } from './open-own.ts';
import { sdkRoute } from './sdk-route.ts';

/** `POST /conversations/:id/actions/:call_id`: the person's click on what the AI may not do by itself. */
export const confirmRoute = sdkRoute({
  method: 'post',
  path: '/conversations/:id/actions/:call_id',
  summary: 'Confirms or declines what the AI asked the person to confirm; done once, however often it is sent.',
  keys: ['widget'],
  provesByHeaders: true,
  body: confirmBody,
  answer: confirmAnswer,
  refuses: [...OWN_HISTORY, 'not_found', 'conflict'],
  handle: async (deps, call): Promise<Omit<ConfirmAnswer, 'request_id'>> => {
    const reader = await openOwn(deps, call);
    const { id = '', call_id: callId = '' } = call.params;
    if (!UUID.test(id) || !UUID.test(callId)) throw new Refusal('not_found', 'There is nothing to confirm.');
    const { workspace, body } = call;
    const click = { workspace, reader, conversationId: id, callId, decision: body.decision };
    return { outcome: await confirmCall(deps, click) };
  },
});
