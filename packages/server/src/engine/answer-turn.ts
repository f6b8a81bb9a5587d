import type { EscalationDecision } from '@halo/wire/dashboard/escalation.ts';
import type { ChatAction } from '@halo/wire/sdk/chat.ts';
import { addMessages } from '../conversations/add-messages.ts';
import type { Message } from '../conversations/message.ts';
import type { Deps } from '../deps.ts';
import { cleanStream } from './clean-stream.ts';
import type { ModelFault } from './models/model.ts';
import { type PreparedTurn, prepareTurn, readTalk } from './prepare-turn.ts';
import { speak } from './speak.ts';
import type { OpenTurn, TurnPart } from './turn.ts';

/**
 * Answers an open turn, in parts as they come. A teammate who has taken over is left alone; a repeated question gets
 * its first answer again. A fault of the provider ends the answer with an `error` action: what was said until then is
 * kept and marked, and the question was stored before. Read it to the end: only then is the answer stored.
 */
export async function* answerTurn(deps: Deps, turn: OpenTurn): AsyncGenerator<TurnPart> {
  if (turn.conversation.handledBy === 'teammate') return yield* leaveToTeammate(turn);
  const { before, after } = await readTalk(deps, turn);
  const answered = after.find(({ author, clientId }) => author === 'ai' && clientId === turn.question.id);
  if (answered) return yield* sayAgain(answered);
  yield* sayNew(deps, await prepareTurn(deps, turn, before));
}

function* leaveToTeammate({ conversation, question }: OpenTurn): Generator<TurnPart> {
  const name = conversation.teammateName ?? 'A teammate';
  const action: ChatAction = { type: 'handled_by', handled_by: 'teammate', name };
  yield { type: 'action', action };
  yield {
    type: 'done',
    result: { messageId: question.id, text: '', actions: [action], sources: [], handledBy: 'teammate' },
  };
}

function* sayAgain({ id, body, actions, sources }: Message): Generator<TurnPart> {
  yield { type: 'text', text: body };
  for (const action of actions) yield { type: 'action', action };
  yield { type: 'done', result: { messageId: id, text: body, actions, sources, handledBy: 'ai' } };
}

async function* sayNew(deps: Deps, prepared: PreparedTurn): AsyncGenerator<TurnPart> {
  const began = deps.now().getTime();
  const clean = cleanStream();
  const actions: ChatAction[] = [];
  let text = '';
  let fault: ModelFault | null = null;
  let decision: EscalationDecision | null = null;
  for await (const part of speak(deps, prepared)) {
    if (part.type === 'text') {
      const piece = clean.next(part.text);
      text += piece;
      if (piece) yield { type: 'text', text: piece };
      continue;
    }
    if (part.type === 'decision') {
      decision = part.decision;
      continue;
    }
    if (part.type === 'fault') fault = part.fault;
    const action: ChatAction =
      part.type === 'fault' ? { type: 'error', code: part.fault.code, retryable: part.fault.retryable } : part.action;
    actions.push(action);
    yield { type: 'action', action };
  }
  const rest = clean.rest();
  if (rest) yield { type: 'text', text: rest };
  const stored = await store(deps, prepared, { text: text + rest, actions, fault, decision });
  deps.log.info(
    {
      conversation_id: prepared.turn.conversation.id,
      model: prepared.modelName,
      ms: deps.now().getTime() - began,
      ...(fault && { fault: fault.code, status: fault.status }),
    },
    'a turn was answered',
  );
  yield {
    type: 'done',
    result: {
      messageId: stored?.id ?? prepared.turn.question.id,
      text: stored?.body ?? text + rest,
      actions,
      sources: [],
      handledBy: 'ai',
    },
  };
}

interface Said {
  text: string;
  actions: ChatAction[];
  fault: ModelFault | null;
  decision: EscalationDecision | null;
}

/** A whole answer is stored once per question; one that was cut is stored marked; of none, the team gets a note. */
async function store(
  deps: Deps,
  { turn, promptId }: PreparedTurn,
  { text, actions, fault, decision }: Said,
): Promise<Message | null> {
  const { workspaceId, id: conversationId } = turn.conversation;
  const said = text.trim() !== '';
  if (!said && fault?.code === 'interrupted') return null;
  const message = said
    ? {
        author: 'ai' as const,
        authorName: turn.agent.name,
        body: text,
        actions,
        promptId,
        clientId: fault ? null : turn.question.id,
      }
    : {
        author: 'system' as const,
        internal: true,
        body: `The AI could not answer: ${fault?.code ?? 'it said nothing'}.`,
        promptId,
      };
  const [stored] = await deps.db.transaction((tx) =>
    addMessages(deps, tx, [{ workspaceId, conversationId, decision, ...message }]),
  );
  return said ? (stored ?? null) : null;
}
