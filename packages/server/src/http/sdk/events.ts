import { type EventsAnswer, eventsAnswer, eventsBody } from '@halo/wire/sdk/events.ts';
import { recordEvents } from '../../events/record-events.ts';
import { proveUser } from '../../identity/prove-user.ts';
import { WRITING } from '../known-refusals.ts';
import { sdkRoute } from './sdk-route.ts';

/** `POST /events`: what a person did, up to a hundred at a time. */
export const eventsRoute = sdkRoute({
  method: 'post',
  path: '/events',
  summary: 'Records behaviour events; with a user_id the user is upserted and counts as seen.',
  keys: ['widget', 'server'],
  scope: 'write',
  maxBytes: 2_000_000,
  body: eventsBody,
  answer: eventsAnswer,
  refuses: WRITING,
  handle: async (deps, call): Promise<Omit<EventsAnswer, 'request_id'>> => {
    const { workspace, key, requestId, sdk, userAgent, receivedAt, clientIp, body } = call;
    const proof = await proveUser(deps, {
      ...{ workspace, key, requestId, sdk, receivedAt, clientIp },
      ...{ userId: body.user_id, userToken: body.user_token },
    });
    const { mayCreate } = call.limit('write', proof, body.session_id);
    const { admitted, accepted, dropped } = await recordEvents(deps, {
      ...{ workspace, proof, sessionId: body.session_id || null, mayCreate, requestId, sdk, userAgent, receivedAt },
      events: body.events.map((event) => ({
        type: event.event_type,
        elementSelector: event.element_selector ?? null,
        pageUrl: event.page_url ?? null,
        metadata: event.metadata ?? null,
        timestamp: event.timestamp ?? null,
        messageId: event.message_id ?? null,
      })),
    });
    return {
      success: true,
      accepted,
      dropped,
      session_id: admitted.session.sessionId,
      ...(proof.tokenError && { token_error: proof.tokenError }),
    };
  },
});
