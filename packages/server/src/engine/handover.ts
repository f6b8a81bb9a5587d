import type { EscalationDecision, Search } from '@halo/wire/dashboard/escalation.ts';
import type { ChatAction } from '@halo/wire/sdk/chat.ts';
import { decideEscalation, type Evidence, missingSearches } from '../agents/escalation.ts';
import type { Deps } from '../deps.ts';
import { hideSensitive } from '../filters/shown-conditions.ts';
import { askFilter } from '../segments/ask-filter.ts';
import { escalateConversation } from '../tickets/escalate-conversation.ts';
import type { PreparedTurn } from './prepare-turn.ts';
import { cleanText } from './prompt/clean-line.ts';
import { SAYINGS } from './sayings/sayings.ts';

/** What a turn has brought to light so far that may call for the team. */
export interface Signs {
  /** The reason the model gave its escalate tool. */
  toolReason?: string;
  /** The person asked for a human. */
  asked?: boolean;
  /** The words in which the answer speaks of handing over. */
  phrase?: string | null;
  confidence?: number | null;
  /** Names of the tools tried in this turn. */
  tools: readonly string[];
}

export type EscalatedAction = Extract<ChatAction, { type: 'escalated' }>;

/** A decision, and what came of it: the ticket is there and the person is to be told. */
export interface Considered {
  decision: EscalationDecision;
  action: EscalatedAction | null;
}

const REASON_CHARACTERS = 500;
/** The tools behind the searches that rules ask for. */
const SEARCH_OF: Readonly<Record<string, Search>> = { searchKnowledge: 'knowledge' };

/**
 * Decides by the agent's rules whether a turn goes to the team, and hands it over. Filters are asked of the stored
 * contact as far as this call may know it, so nothing that the call itself sent moves them.
 */
export async function considerHandover(deps: Deps, prepared: PreparedTurn, signs: Signs): Promise<Considered> {
  const { escalation: rules } = prepared.turn.agent;
  const tools = toolsTried(prepared, signs.tools);
  const evidence = evidenceOf(prepared, signs, tools);
  const wanted = decideEscalation(rules, evidence);
  const escalationFilter =
    wanted.escalate && rules.escalationFilter ? await ask(deps, prepared, rules.escalationFilter) : null;
  const verdict = escalationFilter
    ? decideEscalation(rules, { ...evidence, passes: escalationFilter.matches })
    : wanted;
  const priorityFilter =
    verdict.escalate && rules.priorityFilter ? await ask(deps, prepared, rules.priorityFilter) : null;
  const decision: EscalationDecision = {
    escalated: verdict.escalate,
    priority: priorityFilter?.matches ?? false,
    because: verdict.because,
    signal: verdict.signal,
    value: tellingOf(verdict.signal, signs),
    ...{ mode: rules.mode, threshold: rules.threshold, maxAttempts: rules.maxAttempts },
    confidence: evidence.confidence,
    attempts: evidence.attempts,
    missingSearches: missingSearches(rules, evidence.searches),
    ...{ tools, escalationFilter, priorityFilter },
  };
  return { decision, action: decision.escalated ? await handOver(deps, prepared, decision) : null };
}

async function handOver(deps: Deps, prepared: PreparedTurn, decision: EscalationDecision): Promise<EscalatedAction> {
  const { effects, conversation } = prepared.turn;
  if (effects === 'none') return { type: 'escalated', ticket_id: '', message: handoverMessage(true, prepared) };
  const { workspaceId, id: conversationId } = conversation;
  const { ticket, created } = await escalateConversation(deps, {
    workspaceId,
    conversationId,
    priority: decision.priority ? 'priority' : 'normal',
    byAi: true,
    reason: { ...decision, promptId: prepared.promptId },
  });
  return { type: 'escalated', ticket_id: ticket.id, message: handoverMessage(created, prepared) };
}

/** What happens next, in words. What is known is not asked again. */
function handoverMessage(created: boolean, { known, language }: Pick<PreparedTurn, 'known' | 'language'>): string {
  const say = SAYINGS[language];
  if (!created) return say.teamHas;
  const { name, email } = known;
  if (name && email) return say.passedOn;
  return `${say.passedOn} ${name ? say.leaveEmail : email ? say.leaveName : say.leaveBoth}`;
}

/** Of a visitor who has left a lead only the lead is known; a call that may not know stored values is a visitor's. */
async function ask(deps: Deps, { turn, subject, customer }: PreparedTurn, filter: Record<string, unknown>) {
  const verdict = await askFilter(deps, { workspace: turn.asked.workspace, ...subject }, filter);
  return { ...verdict, conditions: hideSensitive(verdict.conditions, customer.attributes) };
}

function evidenceOf({ turn, before }: PreparedTurn, signs: Signs, tools: readonly string[]): Evidence {
  const searches = tools.flatMap((tool) => SEARCH_OF[tool] ?? []);
  return {
    tool: signs.toolReason !== undefined,
    asked: signs.asked ?? false,
    phrase: Boolean(signs.phrase),
    confidence: signs.confidence ?? null,
    attempts: before.filter(({ author }) => author === 'ai').length + 1,
    searches,
    already: turn.conversation.outcome === 'escalated',
    passes: true,
  };
}

function toolsTried({ before }: PreparedTurn, now: readonly string[]): string[] {
  return [...new Set([...before.flatMap(({ decision }) => decision?.tools ?? []), ...now])].slice(0, 50);
}

function tellingOf(signal: EscalationDecision['signal'], signs: Signs): EscalationDecision['value'] {
  if (signal === 'tool') return cleanText(signs.toolReason ?? '', REASON_CHARACTERS);
  if (signal === 'phrase') return signs.phrase ?? null;
  return signal === 'confidence' ? (signs.confidence ?? null) : null;
}
