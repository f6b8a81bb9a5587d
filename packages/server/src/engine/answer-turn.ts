import type { OfferedTool, ToolCall } from '@halo/wire/dashboard/agent.ts';
import type { EscalationDecision } from '@halo/wire/dashboard/escalation.ts';
import type { ChatAction, ChatSource } from '@halo/wire/sdk/chat.ts';
import { addMessages } from '../conversations/add-messages.ts';
import type { Message, NewMessage } from '../conversations/message.ts';
import type { Deps } from '../deps.ts';
import { cleanParts } from './clean-stream.ts';
import type { ModelFault, TokenUse } from './models/model.ts';
import { noteCost } from './note-cost.ts';
import { type PreparedTurn, prepareTurn } from './prepare-turn.ts';
import { updateOutcome } from './prompt-store.ts';
import { readTalk } from './read-talk.ts';
import { speak } from './speak.ts';
import type { OpenTurn, TurnPart } from './turn.ts';
import { watchTakeover } from './watch-takeover.ts';

/**
 * Answers an open turn, in parts as they come. A teammate who has taken over is left alone; a repeated question gets
 * its first answer again. A fault of the provider ends the answer with an `error` action: what was said until then is
 * kept and marked, and the question was stored before. Where a teammate takes over meanwhile, the model is stopped and
 * what it had said stands. Read it to the end: only then is the answer stored.
 */
export async function* answerTurn(deps: Deps, turn: OpenTurn): AsyncGenerator<TurnPart> {
  if (turn.conversation.handledBy === 'teammate') return yield* leaveToTeammate(turn);
  const { before, after } = await readTalk(deps, turn);
  const answered = after.find(({ author, clientId }) => author === 'ai' && clientId === turn.question.id);
  if (answered) return yield* sayAgain(answered);
  yield* sayNew(deps, turn, await prepareTurn(deps, turn, before));
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

async function* sayNew(deps: Deps, turn: OpenTurn, prepared: PreparedTurn): AsyncGenerator<TurnPart> {
  const began = deps.now().getTime();
  const takeover = watchTakeover(deps, turn.conversation);
  const said: Said = { text: '', actions: [], fault: null, usage: null, decision: null, tools: [], calls: [] };
  const { actions } = said;
  try {
    const signal = AbortSignal.any([turn.asked.signal, takeover.signal]);
    for await (const part of cleanParts(speak(deps, prepared, signal))) {
      if (part.type === 'text') {
        said.text += part.text;
        yield part;
        continue;
      }
      if (part.type === 'usage') {
        said.usage = part.usage;
        continue;
      }
      if (part.type === 'decision') {
        said.decision = part.decision;
        continue;
      }
      if (part.type === 'offered') {
        said.tools = part.tools;
        continue;
      }
      if (part.type === 'called') {
        said.calls.push(part.call);
        continue;
      }
      if (part.type === 'fault') said.fault = part.fault;
      const action = part.type === 'fault' ? ofFault(part.fault, takeover.by()) : part.action;
      actions.push(action);
      yield { type: 'action', action };
    }
  } finally {
    takeover.end();
  }
  const stored = await store(deps, turn, prepared, said);
  deps.log.info(
    {
      conversation_id: turn.conversation.id,
      model: prepared.modelName,
      ms: deps.now().getTime() - began,
      ...said.usage,
      ...(said.fault && { fault: said.fault.code, status: said.fault.status }),
    },
    'a turn was answered',
  );
  yield {
    type: 'done',
    result: {
      messageId: stored?.id ?? turn.question.id,
      text: stored?.body ?? said.text,
      actions,
      sources: sourcesOf(actions),
      handledBy: said.fault?.code === 'interrupted' && takeover.by() ? 'teammate' : 'ai',
    },
  };
}

function ofFault({ code, retryable }: ModelFault, takenBy: string | null): ChatAction {
  if (code === 'interrupted' && takenBy) return { type: 'handled_by', handled_by: 'teammate', name: takenBy };
  return { type: 'error', code, retryable };
}

interface Said {
  text: string;
  actions: ChatAction[];
  fault: ModelFault | null;
  usage: TokenUse | null;
  decision: EscalationDecision | null;
  tools: OfferedTool[];
  calls: ToolCall[];
}

function sourcesOf(actions: readonly ChatAction[]): ChatSource[] {
  return actions.flatMap((action) => (action.type === 'sources' ? action.sources : []));
}

/**
 * A whole answer is stored once per question; one that was cut is stored marked; of none, the team gets a note. What it
 * cost goes along, and why no model answered where the workspace has one: once a day in each conversation.
 */
async function store(deps: Deps, turn: OpenTurn, prepared: PreparedTurn, said: Said): Promise<Message | null> {
  const { promptId, note } = prepared;
  const { text, actions, fault, usage, decision, tools, calls } = said;
  const { workspaceId, id: conversationId } = turn.conversation;
  const spoke = text.trim() !== '';
  const internal = { workspaceId, conversationId, author: 'system' as const, internal: true };
  const answer: NewMessage[] = spoke
    ? [
        {
          ...{ workspaceId, conversationId, author: 'ai', authorName: turn.agent.name, body: text, actions, promptId },
          sources: sourcesOf(actions),
          clientId: fault ? null : turn.question.id,
          decision,
        },
      ]
    : [];
  const notes: NewMessage[] = note ? [{ ...internal, body: note, clientId: `no-model:${today(deps)}` }] : [];
  if (!spoke && fault?.code !== 'interrupted') {
    notes.push({
      ...internal,
      body: `The AI could not answer: ${fault?.code ?? 'it said nothing'}.`,
      promptId,
      decision,
    });
  }
  const micros = usage && prepared.costOf(usage);
  const stored = await deps.db.transaction(async (tx) => {
    const [first] = await addMessages(deps, tx, [...answer, ...notes]);
    await updateOutcome(tx.sql, workspaceId, promptId, { tools, calls, usage, costMicros: micros });
    if (prepared.model && (usage || spoke)) await noteCost(deps, tx, workspaceId, { usage, micros });
    return first;
  });
  return spoke ? (stored ?? null) : null;
}

function today(deps: Pick<Deps, 'now'>): string {
  return deps.now().toISOString().slice(0, 10);
}
