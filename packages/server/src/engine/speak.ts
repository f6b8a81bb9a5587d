import type { Deps } from '../deps.ts';
import { answerBuiltIn, KNEW_NOTHING } from './built-in-answerer/answer.ts';
import { intentOf } from './built-in-answerer/intent.ts';
import { type HandoverSignal, handOver } from './handover.ts';
import type { ModelPart, ModelTool } from './models/model.ts';
import { streamModel } from './models/stream-model.ts';
import type { PreparedTurn } from './prepare-turn.ts';
import { visibleCustomer } from './prompt/customer-block.ts';
import { escalateTool } from './tools/escalate.ts';
import { highlightElementTool } from './tools/highlight-element.ts';

/** Whoever answers this turn, model or built-in, speaking in the same parts. */
export function speak(deps: Deps, prepared: PreparedTurn): AsyncGenerator<ModelPart> {
  return prepared.model ? speakModel(deps, prepared, prepared.model) : speakBuiltIn(deps, prepared);
}

async function* speakModel(
  deps: Deps,
  prepared: PreparedTurn,
  model: NonNullable<PreparedTurn['model']>,
): AsyncGenerator<ModelPart> {
  const { turn, prompt, messages } = prepared;
  const tools = [escalateTool(deps, handoverOf(prepared)), highlightElementTool] as ModelTool[];
  let spoke = false;
  let handedOver: string | null = null;
  const call = { system: prompt.system, messages, tools, signal: turn.asked.signal };
  for await (const part of streamModel(model, call)) {
    if (part.type === 'fault' && part.fault.code !== 'interrupted' && !handedOver && asksForHuman(prepared)) {
      // Who asked for a person gets one, above all when the machine is out of order.
      yield* passOn(deps, prepared, 'asked', spoke ? '\n\n' : '');
    }
    if (part.type === 'text') spoke ||= part.text.trim() !== '';
    if (part.type === 'action' && part.action.type === 'escalated') handedOver = part.action.message;
    yield part;
    if (part.type === 'fault') return;
  }
  if (spoke) return;
  if (handedOver) yield { type: 'text', text: handedOver };
  else yield { type: 'fault', fault: { code: 'provider_failed', retryable: true } };
}

async function* speakBuiltIn(deps: Deps, prepared: PreparedTurn): AsyncGenerator<ModelPart> {
  const { turn, customer, before } = prepared;
  const answers = before.filter(({ author }) => author === 'ai');
  const answer = answerBuiltIn({
    message: turn.question.body,
    customer,
    workspaceName: turn.asked.workspace.name,
    first: answers.length === 0,
    baffledBefore: answers.at(-1)?.body.includes(KNEW_NOTHING) ?? false,
  });
  yield { type: 'text', text: answer.text };
  if (answer.escalate) yield* passOn(deps, prepared, answer.escalate, ' ');
}

async function* passOn(
  deps: Deps,
  prepared: PreparedTurn,
  signal: HandoverSignal,
  gap: string,
): AsyncGenerator<ModelPart> {
  const action = await handOver(deps, { ...handoverOf(prepared), signal });
  yield { type: 'action', action };
  yield { type: 'text', text: gap + action.message };
}

function handoverOf({ turn, customer }: PreparedTurn) {
  const { name, email } = visibleCustomer(customer).person?.values ?? {};
  const { workspaceId, id: conversationId } = turn.conversation;
  return { workspaceId, conversationId, known: { name: Boolean(name), email: Boolean(email) } };
}

function asksForHuman({ turn }: PreparedTurn): boolean {
  return intentOf(turn.question.body) === 'human';
}
