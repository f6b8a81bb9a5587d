import { SAY_HOW_SURE } from '../own-confidence.ts';
import { cleanHeader, cleanLine, cleanText } from './clean-line.ts';
import type { Customer, Omission } from './customer.ts';
import { customerBlock } from './customer-block.ts';
import { fence } from './fence.ts';
import { type AgentPersona, actionText, agentText, houseRules } from './system-text.ts';
import type { Section } from './trait-section.ts';

export interface KnowledgePassage {
  title: string;
  url?: string | null;
  text: string;
}

/** What one turn of an agent is asked with, besides the conversation itself. */
export interface PromptInput {
  agent: AgentPersona;
  customer: Customer;
  /** Names of the tools the model is given in this turn. */
  tools?: readonly string[];
  /** Those of them that are the workspace's own actions. */
  actions?: readonly { name: string }[];
  /** The model says after each answer how sure it is. */
  rates?: boolean;
  knowledge?: readonly KnowledgePassage[];
  /** What the person did in the app just now, as the caller tells it. */
  behavior?: string | null;
  /** A history the caller sent along: data, not messages of ours. */
  history?: readonly { role: 'user' | 'assistant'; content: string }[];
}

/** The prompt of one turn, and what teammates may see of how it came about. */
export interface Prompt {
  system: string;
  customerBlock: string;
  sections: Section[];
  omitted: Omission[];
}

const PASSAGE_CHARACTERS = 4_000;
const PASSAGES = 12;
const BEHAVIOR_CHARACTERS = 5_000;
const HISTORY_CHARACTERS = 20_000;

/**
 * The system text of a turn: the house rules, the agent's own instructions, then everything that came from outside,
 * each in a fence the rules declare to be data. The same input always gives the same prompt.
 */
export function buildPrompt(input: PromptInput): Prompt {
  const block = customerBlock(input.customer);
  const parts = [
    houseRules(input.agent, input.customer, input.tools ?? []),
    actionText(input.actions ?? []),
    agentText(input.agent),
    input.rates ? SAY_HOW_SURE : '',
    fence('customer', block.text),
    fence('behavior', cleanText(input.behavior ?? '', BEHAVIOR_CHARACTERS)),
    fence('knowledge', knowledgeText(input.knowledge ?? [])),
    fence('history', historyText(input.history ?? [])),
  ];
  return {
    system: parts.filter(Boolean).join('\n\n'),
    customerBlock: block.text,
    sections: block.sections,
    omitted: block.omitted,
  };
}

function knowledgeText(passages: readonly KnowledgePassage[]): string {
  return passages
    .slice(0, PASSAGES)
    .map(({ title, url, text }, index) => {
      const source = url ? ` (${cleanLine(url)})` : '';
      return `[${index + 1}: ${cleanHeader(title)}]${source}\n${cleanText(text, PASSAGE_CHARACTERS)}`;
    })
    .join('\n\n');
}

/** The newest entries that fit, each on one line, in the order in which they were said. */
function historyText(history: NonNullable<PromptInput['history']>): string {
  const lines: string[] = [];
  let room = HISTORY_CHARACTERS;
  for (const { role, content } of history.toReversed()) {
    const line = `- ${role === 'user' ? 'Customer' : 'Agent'}: ${cleanLine(content, 2_000)}`;
    room -= line.length + 1;
    if (room < 0) break;
    lines.unshift(line);
  }
  return lines.join('\n');
}
