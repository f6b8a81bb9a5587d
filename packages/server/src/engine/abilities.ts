import type { Action } from '../actions/action.ts';
import type { Agent } from '../agents/agent.ts';

/** What a model is told it can do in a turn. */
export interface Abilities {
  tools: string[];
  /** The workspace's own actions among them. */
  actions: readonly Action[];
  /** It says after each answer how sure it is. */
  rates: boolean;
}

/** What an agent's rules and the call's trust let its model do, for a turn and for its preview alike. */
export function abilitiesOf({ escalation }: Pick<Agent, 'escalation'>, actions: readonly Action[]): Abilities {
  const escalates = escalation.mode !== 'off';
  const own = ['searchKnowledge', ...(escalates ? ['escalate'] : []), 'highlightElement'];
  return { tools: [...own, ...actions.map(({ name }) => name)], actions, rates: escalates };
}
