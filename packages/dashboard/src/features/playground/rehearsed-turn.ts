import type { OfferedTool, ToolCall } from '@halo/wire/dashboard/agent.ts';
import type { EscalationDecision } from '@halo/wire/dashboard/escalation.ts';
import type { RehearsalEvent, RehearsedMessage, RehearsedPrompt } from '@halo/wire/dashboard/playground.ts';
import type { ChatAction } from '@halo/wire/sdk/chat.ts';

/** One question in the playground and all that came of it so far. */
export interface RehearsedTurn {
  id: number;
  question: string;
  text: string;
  prompt: RehearsedPrompt | null;
  tools: OfferedTool[];
  calls: ToolCall[];
  actions: ChatAction[];
  decision: EscalationDecision | null;
  fault: Extract<RehearsalEvent, { type: 'fault' }> | null;
  done: Extract<RehearsalEvent, { type: 'done' }> | null;
  /** What went wrong on the way; the server's own faults of the provider are in `fault`. */
  error: unknown;
  state: 'asking' | 'ended' | 'stopped';
}

export function newTurn(id: number, question: string): RehearsedTurn {
  return {
    ...{ id, question, text: '', prompt: null, tools: [], calls: [], actions: [], decision: null },
    ...{ fault: null, done: null, error: null, state: 'asking' },
  };
}

/** The turn with one more part of what came of it. */
export function withEvent(turn: RehearsedTurn, event: RehearsalEvent): RehearsedTurn {
  switch (event.type) {
    case 'prompt':
      return { ...turn, prompt: event.prompt };
    case 'offered':
      return { ...turn, tools: event.tools };
    case 'text':
      return { ...turn, text: turn.text + event.text };
    case 'called':
      return { ...turn, calls: [...turn.calls, event.call] };
    case 'action':
      return { ...turn, actions: [...turn.actions, event.action] };
    case 'decision':
      return { ...turn, decision: event.decision };
    case 'fault':
      return { ...turn, fault: event };
    case 'done':
      return { ...turn, done: event };
    default:
      return turn;
  }
}

const KEPT = 40;

/** The talk as the next question takes it along; a turn that got no answer was never said. */
export function talkOf(turns: readonly RehearsedTurn[]): RehearsedMessage[] {
  const said = turns.filter(({ text }) => text.trim() !== '');
  return said
    .flatMap(({ question, text, decision }): RehearsedMessage[] => [
      { author: 'user', text: question, tools: [], escalated: false },
      { author: 'ai', text, tools: decision?.tools ?? [], escalated: decision?.escalated ?? false },
    ])
    .slice(-KEPT);
}
