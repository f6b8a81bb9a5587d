import type { CallTrust } from '@halo/wire/sdk/values.ts';
import { readAgent } from '../agents/read-agent.ts';
import { readAiSettings } from '../agents/read-ai-settings.ts';
import { peekCaller } from '../contacts/peek-caller.ts';
import { readCustomer } from '../contacts/read-customer.ts';
import type { Deps } from '../deps.ts';
import type { Proof } from '../identity/prove-user.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import { abilitiesOf } from './abilities.ts';
import { claimedTraits } from './claimed-traits.ts';
import { customerOfTurn } from './customer-of-turn.ts';
import { personaOfAgent } from './persona-of-agent.ts';
import { buildPrompt, type Prompt } from './prompt/build-prompt.ts';

export interface TurnToPreview {
  workspace: Workspace;
  proof: Proof;
  sessionId: string | null;
  companyId: string | null;
  customFields: Record<string, unknown> | null;
  context: Record<string, unknown> | null;
}

/** Exactly what a model would see in such a turn. Nothing is stored and nobody is asked. */
export async function previewTurn(deps: Deps, asked: TurnToPreview): Promise<Prompt & { trust: CallTrust }> {
  const { workspace, proof, customFields, context } = asked;
  const [agent, settings, caller] = await Promise.all([
    readAgent(deps, workspace.id),
    readAiSettings(deps, workspace.id),
    peekCaller(deps, asked),
  ]);
  const claims = claimedTraits(proof, workspace);
  const knowledge = await readCustomer(deps, { workspace, ...caller, claims });
  const customer = customerOfTurn(
    workspace,
    agent,
    knowledge,
    { trust: caller.trust, customFields, context },
    deps.now(),
  );
  const prompt = buildPrompt({
    agent: personaOfAgent(agent, workspace, settings),
    customer,
    ...abilitiesOf(agent),
  });
  return { ...prompt, trust: caller.trust };
}
