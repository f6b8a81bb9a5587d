import { LIMITS } from '@halo/wire/limits.ts';
import { ACTION_PREFIX, ACTIONS_PREFIX, type ChatAction, chatAction, chatBody, FRAME } from '@halo/wire/sdk/chat.ts';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { answerTurn } from '../../engine/answer-turn.ts';
import type { OpenTurn } from '../../engine/turn.ts';
import { CHAT } from '../known-refusals.ts';
import { openChatTurn } from './chat-turn.ts';
import { sdkRoute } from './sdk-route.ts';

/** `POST /chat/stream`: the answer as it comes; actions stand between two 0x1E, the list of all comes last. */
export const chatStreamRoute = sdkRoute({
  method: 'post',
  path: '/chat/stream',
  summary: 'Asks the AI and streams the answer as plain text, with actions between ASCII 0x1E.',
  keys: ['widget', 'server'],
  scope: 'write',
  body: chatBody,
  refuses: CHAT,
  streams: {
    type: 'text/plain; charset=utf-8',
    description: [
      'The answer as it is written, in chunks. Whatever stands between two `0x1E` (ASCII record separator) is a frame: its kind, then JSON on one line; all else is text of the answer. A chunk may end anywhere, even inside a frame or a character, and no JSON holds a `0x1E`.',
      'A reader that wants text alone drops every `0x1E…0x1E`. A stream that ends without its final list broke off: send the call again with the same `message_id`.',
      'A model that fails midway ends with an `error` action; the question is kept. What refuses the call comes before the first byte, as JSON.',
    ].join('\n\n'),
    headers: {
      'X-Session-Id': 'The session to go on in, which may be another than the one sent',
      'X-Agent-Id': 'The agent that answers',
      'X-Conversation-Id': 'The conversation this turn belongs to',
    },
    frames: {
      [ACTION_PREFIX]: chatAction.describe('One action, as soon as it is known'),
      [ACTIONS_PREFIX]: z.array(chatAction).describe('All actions of the turn: once, at the very end, also when empty'),
    },
    example:
      'Your plan is **Pro**.\u001e__ACTION__{"type":"sources","sources":[{"title":"Plans"}]}\u001e\u001e__ACTIONS__[{"type":"sources","sources":[{"title":"Plans"}]}]\u001e',
  },
  maxBytes: LIMITS.chatBodyBytes,
  handle: async (deps, call) => {
    const leave = new AbortController();
    const turn = await openChatTurn(deps, call, AbortSignal.any([call.signal, leave.signal]));
    return new Response(streamTurn(deps, turn, call.requestId, leave), {
      headers: {
        'content-type': 'text/plain; charset=utf-8',
        'x-content-type-options': 'nosniff',
        'x-accel-buffering': 'no',
        'x-session-id': turn.admitted.session.sessionId,
        'x-agent-id': turn.agent.id,
        'x-conversation-id': turn.conversation.id,
      },
    });
  },
});

/** Reads the turn to its end even when nobody listens any more, so that what was said is stored. */
function streamTurn(deps: Deps, turn: OpenTurn, requestId: string, leave: AbortController): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let listening = true;
  return new ReadableStream({
    async start(controller) {
      const send = (text: string) => {
        if (listening) controller.enqueue(encoder.encode(text));
      };
      try {
        for await (const part of answerTurn(deps, turn)) {
          if (part.type === 'text') send(part.text);
          else if (part.type === 'action') send(frame(ACTION_PREFIX, part.action));
          else send(frame(ACTIONS_PREFIX, part.result.actions));
        }
      } catch (error) {
        deps.log.error({ err: error, request_id: requestId }, 'a streamed turn failed');
        const action: ChatAction = { type: 'error', code: 'internal', retryable: true };
        send(frame(ACTION_PREFIX, action) + frame(ACTIONS_PREFIX, [action]));
      } finally {
        if (listening) controller.close();
      }
    },
    cancel() {
      listening = false;
      leave.abort();
    },
  });
}

/** JSON escapes every control character, so no value can end a frame. */
function frame(prefix: string, value: ChatAction | ChatAction[]): string {
  return `${FRAME}${prefix}${JSON.stringify(value)}${FRAME}`;
}
