import {
  type InAppMessagesAnswer,
  type InAppOutcomeAnswer,
  inAppMessagesAnswer,
  inAppOutcomeAnswer,
  inAppOutcomeBody,
} from '@halo/wire/sdk/in-app-messages.ts';
import { admitCaller } from '../../contacts/admit-caller.ts';
import { NO_SESSION, type Reader } from '../../contacts/open-reader.ts';
import { UUID } from '../../cursor.ts';
import type { Deps } from '../../deps.ts';
import { proveUser } from '../../identity/prove-user.ts';
import { listDueMessages } from '../../in-app-messages/list-due-messages.ts';
import { noteMessageOutcome } from '../../in-app-messages/note-message-outcome.ts';
import { Refusal } from '../../refusal.ts';
import { OWN_HISTORY } from '../known-refusals.ts';
import { openUnguessed } from './open-own.ts';
import { type SdkCall, sdkRoute } from './sdk-route.ts';

/** `GET /in-app-messages`: what this page is to show, decided for whoever the session and token prove. */
export const inAppMessagesRoute = sdkRoute({
  method: 'get',
  path: '/in-app-messages',
  summary: 'The in-app messages and banners this page is to show, the most urgent first.',
  keys: ['widget'],
  provesByHeaders: true,
  answer: inAppMessagesAnswer,
  refuses: OWN_HISTORY,
  handle: async (deps, call): Promise<Omit<InAppMessagesAnswer, 'request_id'>> => {
    const reader = await openUnguessed(deps, call);
    return { messages: await listDueMessages(deps, call.workspace, reader) };
  },
});

/** `POST /in-app-messages/:id`: once per person, whichever browser is first. */
export const noteInAppOutcomeRoute = sdkRoute({
  method: 'post',
  path: '/in-app-messages/:id',
  summary: 'Says that an in-app message is about to be shown, was clicked or was dismissed.',
  keys: ['widget'],
  provesByHeaders: true,
  body: inAppOutcomeBody,
  answer: inAppOutcomeAnswer,
  refuses: [...OWN_HISTORY, 'not_found'],
  handle: async (deps, call): Promise<Omit<InAppOutcomeAnswer, 'request_id'>> => {
    const messageId = call.params.id ?? '';
    if (!UUID.test(messageId)) throw new Refusal('not_found', 'There is no such in-app message.');
    const reader = await withSession(deps, call, await openUnguessed(deps, call));
    return {
      due: await noteMessageOutcome(deps, call.workspace, reader, { messageId, outcome: call.body.outcome }),
    };
  },
});

/** A visitor who has not been heard of is known by a session from now on: what they were shown hangs on it. */
async function withSession(deps: Deps, call: SdkCall<unknown, unknown>, reader: Reader): Promise<Reader> {
  if (reader.sessionRowId !== NO_SESSION) return reader;
  const { workspace, key, requestId, sdk, userAgent, receivedAt, clientIp } = call;
  const proof = await proveUser(deps, {
    ...{ workspace, key, requestId, sdk, receivedAt, clientIp, userId: null },
    ...{ userToken: call.headers.userToken, harmlessWhenAnonymous: true },
  });
  const { mayCreate } = call.limit('write', proof, reader.sessionId);
  const { session } = await admitCaller(deps, {
    ...{ workspace, proof, sessionId: reader.sessionId, mayCreate, requestId, sdk, userAgent, receivedAt },
    door: 'in_app_messages',
  });
  return { ...reader, sessionRowId: session.id };
}
