import type { OfferedTool, ToolCall } from '@halo/wire/dashboard/agent.ts';
import type { EscalationDecision } from '@halo/wire/dashboard/escalation.ts';
import type { Deps } from '../deps.ts';
import type { RankedPassage } from '../knowledge/rank-passages.ts';
import { searchKnowledge } from '../knowledge/search-knowledge.ts';
import { answerBuiltIn } from './built-in-answerer/answer.ts';
import { intentOf } from './built-in-answerer/intent.ts';
import { lookedFor, quoteFrom } from './built-in-answerer/quote.ts';
import { citations } from './citations.ts';
import { escalationPhraseIn } from './escalation-phrases.ts';
import { foundPassages } from './found-passages.ts';
import { type Considered, considerHandover, type Signs } from './handover.ts';
import type { ModelPart, ModelTool } from './models/model.ts';
import { streamModel } from './models/stream-model.ts';
import { ownConfidence } from './own-confidence.ts';
import type { PreparedTurn } from './prepare-turn.ts';
import { cleanText, cut } from './prompt/clean-line.ts';
import { holdsSaying, SAYINGS } from './sayings/sayings.ts';
import { escalateTool } from './tools/escalate.ts';
import { highlightElementTool } from './tools/highlight-element.ts';
import { actionTools } from './tools/http-action.ts';
import { offeredTool } from './tools/offered-tool.ts';
import { searchKnowledgeTool } from './tools/search-knowledge.ts';

/** What whoever answers says and does, and what was decided about handing over. */
export type SpokenPart =
  | ModelPart
  | { type: 'decision'; decision: EscalationDecision }
  /** Comes first: what the model may call. */
  | { type: 'offered'; tools: OfferedTool[] };

const SHOWN_CHARACTERS = 1_500;

/** Whoever answers this turn, model or built-in, speaking in the same parts. */
export function speak(deps: Deps, prepared: PreparedTurn, signal: AbortSignal): AsyncGenerator<SpokenPart> {
  return prepared.model ? speakModel(deps, prepared, prepared.model, signal) : speakBuiltIn(deps, prepared);
}

async function* speakModel(
  deps: Deps,
  prepared: PreparedTurn,
  model: NonNullable<PreparedTurn['model']>,
  signal: AbortSignal,
): AsyncGenerator<SpokenPart> {
  const { prompt, messages } = prepared;
  const tried = new Set<string>();
  const cited = citations();
  let called: Considered | null = null;
  const escalate = escalateTool(deps, async (toolReason) => {
    called = await considerHandover(deps, prepared, { toolReason, tools: [...tried] });
    return called.action;
  });
  const tools = noting(
    [
      searchKnowledgeTool(deps, prepared.turn.conversation.workspaceId, cited),
      ...(prepared.abilities.tools.includes('escalate') ? [escalate] : []),
      highlightElementTool,
      ...actionTools(deps, prepared),
    ],
    tried,
  );
  yield { type: 'offered', tools: tools.map(offeredTool) };
  let text = '';
  let handedOver: string | null = null;
  let asks = false;
  const call = { system: prompt.system, messages, tools, signal };
  for await (const part of rated(streamModel(model, call), prepared)) {
    if (part.type === 'confidence') {
      if (text.trim() === '') break;
      const sources = cited.namedIn(text);
      if (sources.length > 0) yield { type: 'action', action: { type: 'sources', sources } };
      yield* afterwards(deps, prepared, called, { text, confidence: part.confidence, tools: [...tried] });
      return;
    }
    if (part.type === 'fault' && part.fault.code !== 'interrupted' && !handedOver && asksForHuman(prepared)) {
      // Who asked for a person gets one, above all when the machine is out of order.
      yield* passOn(deps, prepared, { asked: true, tools: [...tried] }, text.trim() ? '\n\n' : '');
    }
    if (part.type === 'text') text += part.text;
    if (part.type === 'action' && part.action.type === 'escalated') handedOver = part.action.message;
    if (part.type === 'action' && part.action.type === 'confirm') asks = true;
    yield part;
    if (part.type !== 'fault') continue;
    if (called) yield { type: 'decision', decision: (called as Considered).decision };
    return;
  }
  if (called) yield { type: 'decision', decision: (called as Considered).decision };
  if (handedOver || asks) yield { type: 'text', text: handedOver ?? SAYINGS[prepared.language].confirm };
  else yield { type: 'fault', fault: { code: 'provider_failed', retryable: true } };
}

/** A whole answer with how sure the model was of it, which no reader sees, as its last part. */
async function* rated(
  parts: AsyncGenerator<ModelPart>,
  { abilities }: PreparedTurn,
): AsyncGenerator<ModelPart | { type: 'confidence'; confidence: number | null }> {
  const reader = ownConfidence();
  for await (const part of parts) {
    if (part.type === 'text' && abilities.rates) {
      const text = reader.next(part.text);
      if (text) yield { type: 'text', text };
      continue;
    }
    const rest = reader.rest();
    if (rest) yield { type: 'text', text: rest };
    yield part;
    if (part.type === 'fault') return;
  }
  const rest = reader.rest();
  if (rest) yield { type: 'text', text: rest };
  yield { type: 'confidence', confidence: reader.value() };
}

/** What a whole answer says about itself: a phrase, or too little confidence. What the model's own call decided stays. */
async function* afterwards(
  deps: Deps,
  prepared: PreparedTurn,
  called: Considered | null,
  { text, confidence, tools }: { text: string; confidence: number | null; tools: string[] },
): AsyncGenerator<SpokenPart> {
  if (called) return yield { type: 'decision', decision: called.decision };
  yield* passOn(deps, prepared, { phrase: escalationPhraseIn(text), confidence, tools }, '\n\n');
}

async function* speakBuiltIn(deps: Deps, prepared: PreparedTurn): AsyncGenerator<SpokenPart> {
  const { turn, customer, before } = prepared;
  const answers = before.filter(({ author }) => author === 'ai');
  const { question, isChosen } = lookedFor(turn.question.body, answers.at(-1)?.body);
  const { workspaceId } = turn.conversation;
  const { language } = prepared;
  const isQuestion = intentOf(turn.question.body, language) === 'question';
  const passages = isQuestion ? await searchKnowledge(deps, { workspaceId, question, limit: 2 }) : [];
  if (isQuestion) yield { type: 'called', call: lookedUp(question, passages) };
  const answer = answerBuiltIn({
    quote: quoteFrom(passages, { isChosen, language }),
    language,
    message: turn.question.body,
    customer,
    workspaceName: turn.asked.workspace.name,
    first: answers.length === 0,
    baffledBefore: holdsSaying(answers.at(-1)?.body, 'knewNothing'),
  });
  yield { type: 'text', text: answer.text };
  if (answer.sources?.length) yield { type: 'action', action: { type: 'sources', sources: answer.sources } };
  const asked = answer.escalate === 'asked';
  // It answers from what is known and from nothing else, so every answer of its is a search.
  const signs = { asked, confidence: answer.escalate === 'baffled' ? 0 : null, tools: ['searchKnowledge'] };
  yield* passOn(deps, prepared, signs, ' ', answer.escalate !== null);
}

/** The built-in answerer's own search, told as a tool's call. */
function lookedUp(question: string, passages: readonly RankedPassage[]): ToolCall {
  const said = passages.map(({ body }) => cleanText(body, SHOWN_CHARACTERS)).join('\n\n');
  const input = JSON.stringify({ query: cut(question, SHOWN_CHARACTERS) });
  return { name: 'searchKnowledge', input, said: said || 'Nothing was found.', found: foundPassages(passages) };
}

/** Hands over if the rules say so, and says what happens next. Where a person was asked for in vain, the button is named. */
async function* passOn(
  deps: Deps,
  prepared: PreparedTurn,
  signs: Signs,
  gap: string,
  wanted = signs.asked === true,
): AsyncGenerator<SpokenPart> {
  const { decision, action } = await considered(deps, prepared, signs);
  if (decision) yield { type: 'decision', decision };
  if (action) yield { type: 'action', action };
  if (action || wanted) yield { type: 'text', text: gap + (action?.message ?? SAYINGS[prepared.language].button) };
}

/** An answer that is there is not lost because handing over failed. */
async function considered(deps: Deps, prepared: PreparedTurn, signs: Signs): Promise<Partial<Considered>> {
  try {
    return await considerHandover(deps, prepared, signs);
  } catch (error) {
    deps.log.error({ err: error, conversation_id: prepared.turn.conversation.id }, 'an escalation failed');
    return {};
  }
}

/** Notes which tools a model tries. */
function noting(tools: readonly unknown[], tried: Set<string>): ModelTool[] {
  return (tools as ModelTool[]).map((tool) => ({
    ...tool,
    run(input) {
      tried.add(tool.name);
      return tool.run(input);
    },
  }));
}

function asksForHuman({ turn, language }: PreparedTurn): boolean {
  return intentOf(turn.question.body, language) === 'human';
}
