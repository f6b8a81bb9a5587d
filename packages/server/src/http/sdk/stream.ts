import { type StreamFrame, streamFrames } from '@halo/wire/sdk/conversations.ts';
import { z } from 'zod';
import { followOwnConversations, type OwnNews, type Position } from '../../conversations/follow-own-conversations.ts';
import { UUID } from '../../cursor.ts';
import type { Deps } from '../../deps.ts';
import { bellsOfPages } from '../../in-app-messages/in-app-message.ts';
import { listDueMessages } from '../../in-app-messages/list-due-messages.ts';
import { type Refusal, refusalFor } from '../../refusal.ts';
import { eventStream, type ServerEvent } from '../event-stream.ts';
import { OWN_HISTORY } from '../known-refusals.ts';
import { StreamSlots } from '../stream-slots.ts';
import { openUnguessed, renewOwn } from './open-own.ts';
import { type SdkCall, sdkRoute } from './sdk-route.ts';
import { toWireConversation, toWireMessage } from './wire-conversation.ts';

const slots = new StreamSlots();

/**
 * `GET /stream`: what happens in the conversations a person may see, and which in-app messages are due to them. `Last-Event-ID`, or `after`, is the id of the last
 * event of an earlier stream; nothing after it is skipped. A quiet stream says so at least every 15 seconds.
 */
export const streamRoute = sdkRoute({
  method: 'get',
  path: '/stream',
  summary: 'Replies, typing, take-overs, read marks and in-app messages as they happen, as server-sent events.',
  keys: ['widget'],
  provesByHeaders: true,
  query: z.object({
    after: z
      .string()
      .max(2_000)
      .optional()
      .describe('The same as `Last-Event-ID`, for readers that cannot set headers'),
  }),
  refuses: OWN_HISTORY,
  streams: {
    type: 'text/event-stream',
    description: [
      "Server-sent events: `event` names the frame, `data` is its JSON on one line, `id` is the reader's place. Sent back as `Last-Event-ID`, or as `after` where headers cannot be set, it makes the next stream go on right there; nothing is skipped. Without it the stream tells of what happens from now on.",
      'A quiet stream sends the comment `: quiet` at least every 15 seconds. Five streams of a session and fifty of an address may be open at once.',
    ].join('\n\n'),
    frames: streamFrames,
    example: 'id: 01890a5d-ac96-774b-bcce-b302099a8057:2\nevent: ready\ndata: {}\n\n: quiet\n\n',
  },
  handle: async (deps, call) => {
    const reader = await openUnguessed(deps, call);
    const giveBack = slots.take(`${reader.workspaceId} ${reader.sessionRowId}`, call.clientIp);
    const position = readPosition(call.headers.lastEventId ?? call.query.after ?? null);
    return eventStream(call.signal, (signal) => events(deps, call, { reader, position, signal }), giveBack);
  },
});

type Opened = Pick<Parameters<typeof followOwnConversations>[1], 'reader' | 'position' | 'signal'>;

async function* events(deps: Deps, call: SdkCall<unknown, unknown>, opened: Opened): AsyncGenerator<ServerEvent> {
  let { reader } = opened;
  const follower = {
    ...opened,
    renew: async () => {
      reader = await renewOwn(deps, call);
      return reader;
    },
    bells: (present: typeof reader) => bellsOfPages(call.workspace.id, present),
  };
  let told = '[]';
  try {
    for await (const { news, position } of followOwnConversations(deps, follower)) {
      const frame = toFrame(news);
      yield frame ? { ...frame, id: writePosition(position) } : 'quiet';
      if (news.type === 'message') continue;
      const { workspace } = (await call.renew()) ?? call;
      const messages = await listDueMessages(deps, workspace, reader).catch((error: unknown) => {
        deps.log.error({ err: error, request_id: call.requestId }, 'in-app messages could not be told');
        return null;
      });
      if (!messages) continue;
      const now = JSON.stringify(messages);
      if (now === told) continue;
      told = now;
      yield { type: 'in_app_messages', messages } satisfies StreamFrame;
    }
  } catch (error) {
    const refusal = refusalFor(error);
    if (!refusal) deps.log.error({ err: error, request_id: call.requestId }, 'a live stream failed');
    const reason = refusal && endOf(refusal);
    // Without a reason the stream only breaks off: its client opens another one and goes on where this one stopped.
    if (reason) yield { type: 'ended', reason } satisfies StreamFrame;
  }
}

function toFrame(news: OwnNews): StreamFrame | null {
  if (news.type === 'quiet') return null;
  if (news.type === 'conversation')
    return { type: 'conversation', conversation: toWireConversation(news.conversation) };
  if (news.type === 'ready') return { type: 'ready' };
  if (news.type === 'typing') return { type: 'typing', conversation_id: news.conversationId, name: news.name };
  const { message } = news;
  return { type: 'message', conversation_id: message.conversationId, message: toWireMessage(message) };
}

/** Why a reader may read no more (safety R6), or null when the refusal says something else. */
function endOf({ code }: Refusal): Extract<StreamFrame, { type: 'ended' }>['reason'] | null {
  if (code === 'session_closed') return 'session';
  if (code.startsWith('key_')) return 'key';
  if (code.startsWith('identity_') || code === 'identified_only') return 'token';
  return code === 'not_found' || code === 'merged' ? 'contact' : null;
}

const NOTHING = '-';

/** A position as an event's id: `<conversation>:<seq>`, with commas between. */
function writePosition(position: Position): string {
  if (position.size === 0) return NOTHING;
  return [...position].map(([conversation, seq]) => `${conversation}:${seq}`).join(',');
}

/** A position back from an event's id. What is none begins anew: the id is the caller's word. */
function readPosition(id: string | null): Position | null {
  if (id === null) return null;
  if (id === NOTHING) return new Map();
  const parts = id.split(',').map((part) => part.split(':'));
  const good = parts.every(([conversation = '', seq = '']) => UUID.test(conversation) && /^\d{1,9}$/.test(seq));
  return good ? new Map(parts.map(([conversation = '', seq]) => [conversation, Number(seq)])) : null;
}
