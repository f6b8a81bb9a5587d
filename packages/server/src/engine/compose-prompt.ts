import { offerActions } from '../actions/offer-actions.ts';
import type { Agent } from '../agents/agent.ts';
import type { AiSettings } from '../agents/ai-settings.ts';
import { readAiSettings } from '../agents/read-ai-settings.ts';
import type { PeekedCaller } from '../contacts/peek-caller.ts';
import { type CustomerKnowledge, readCustomer } from '../contacts/read-customer.ts';
import type { Deps } from '../deps.ts';
import { type Abilities, abilitiesOf } from './abilities.ts';
import { claimedTraits } from './claimed-traits.ts';
import { customerOfTurn } from './customer-of-turn.ts';
import { personaOfAgent } from './persona-of-agent.ts';
import { buildPrompt, type Prompt, type PromptInput } from './prompt/build-prompt.ts';
import type { Customer } from './prompt/customer.ts';
import type { Asked } from './turn.ts';

/** Whom a prompt is about, and what was sent along. */
export interface PromptToCompose extends Pick<PromptInput, 'behavior' | 'history'> {
  asked: Pick<Asked, 'workspace' | 'proof' | 'customFields' | 'context'>;
  agent: Agent;
  caller: PeekedCaller;
}

export interface ComposedPrompt {
  settings: AiSettings;
  knowledge: CustomerKnowledge;
  customer: Customer;
  abilities: Abilities;
  prompt: Prompt;
}

/** The one way to a prompt, for turns, previews and the playground: who it is about is read, merged and built. */
export async function composePrompt(
  deps: Deps,
  { asked, agent, caller, ...said }: PromptToCompose,
): Promise<ComposedPrompt> {
  const { workspace, proof, customFields, context } = asked;
  const [settings, knowledge, actions] = await Promise.all([
    readAiSettings(deps, workspace.id),
    readCustomer(deps, { workspace, ...caller, claims: claimedTraits(proof, workspace) }),
    offerActions(deps, workspace.id, caller.trust),
  ]);
  const now = { trust: caller.trust, customFields, context };
  const customer = customerOfTurn(workspace, agent, knowledge, now, deps.now());
  const abilities = abilitiesOf(agent, actions);
  const prompt = buildPrompt({ agent: personaOfAgent(agent, workspace, settings), customer, ...abilities, ...said });
  return { settings, knowledge, customer, abilities, prompt };
}
