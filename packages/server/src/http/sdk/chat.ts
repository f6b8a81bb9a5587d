import { LIMITS } from '@halo/wire/limits.ts';
import { type ChatAnswer, chatAnswer, chatBody } from '@halo/wire/sdk/chat.ts';
import { answerTurn } from '../../engine/answer-turn.ts';
import type { OpenTurn, TurnResult } from '../../engine/turn.ts';
import { CHAT } from '../known-refusals.ts';
import { openChatTurn } from './chat-turn.ts';
import { sdkRoute } from './sdk-route.ts';

/** `POST /chat`: a whole turn in one answer. */
export const chatRoute = sdkRoute({
  method: 'post',
  path: '/chat',
  summary: 'Asks the AI and waits for the whole answer.',
  keys: ['widget', 'server'],
  scope: 'write',
  body: chatBody,
  answer: chatAnswer,
  refuses: CHAT,
  maxBytes: LIMITS.chatBodyBytes,
  handle: async (deps, call) => {
    const turn = await openChatTurn(deps, call, call.signal);
    for await (const part of answerTurn(deps, turn)) {
      if (part.type === 'done') return toAnswer(turn, part.result);
    }
    throw new Error('a turn ended without a result');
  },
});

function toAnswer(
  { asked, admitted, agent, conversation }: OpenTurn,
  result: TurnResult,
): Omit<ChatAnswer, 'request_id'> {
  const escalation = result.actions.find((action) => action.type === 'escalated');
  return {
    response: result.text,
    session_id: admitted.session.sessionId,
    agent_id: agent.id,
    conversation_id: conversation.id,
    message_id: result.messageId,
    sources: result.sources,
    actions: result.actions,
    escalated: escalation !== undefined,
    ...(escalation && { ticket_id: escalation.ticket_id }),
    handled_by: result.handledBy,
    ...(asked.proof.tokenError && { token_error: asked.proof.tokenError }),
  };
}
