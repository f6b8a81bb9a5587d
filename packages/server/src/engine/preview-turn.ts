import type { CallTrust } from '@halo/wire/sdk/values.ts';
import { readAgent } from '../agents/read-agent.ts';
import { type CallerToPeek, peekCaller } from '../contacts/peek-caller.ts';
import type { Deps } from '../deps.ts';
import { composePrompt } from './compose-prompt.ts';
import type { Prompt } from './prompt/build-prompt.ts';
import type { Asked } from './turn.ts';

export type TurnToPreview = CallerToPeek & Pick<Asked, 'customFields' | 'context'>;

/** Exactly what a model would see in such a turn. Nothing is stored and nobody is asked. */
export async function previewTurn(deps: Deps, asked: TurnToPreview): Promise<Prompt & { trust: CallTrust }> {
  const [agent, caller] = await Promise.all([readAgent(deps, asked.workspace.id), peekCaller(deps, asked)]);
  const { prompt } = await composePrompt(deps, { asked, agent, caller });
  return { ...prompt, trust: caller.trust };
}
