import type { Agent } from '../agents/agent.ts';

/** What a model is told it can do in a turn. */
export interface Abilities {
  tools: string[];
  /** It says after each answer how sure it is. */
  rates: boolean;
}

/** What an agent's rules let its model do, for a turn and for its preview alike. */
export function abilitiesOf({ escalation }: Pick<Agent, 'escalation'>): Abilities {
  const escalates = escalation.mode !== 'off';
  return { tools: ['searchKnowledge', ...(escalates ? ['escalate'] : []), 'highlightElement'], rates: escalates };
}
