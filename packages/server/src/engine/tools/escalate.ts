import type { ChatAction } from '@halo/wire/sdk/chat.ts';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import type { ModelTool } from '../models/model.ts';

const input = z.object({
  reason: z.string().max(2_000).describe('Why a human is needed, in one sentence for the team'),
});

/** The team takes no conversation over by itself: what to say instead. */
const NOT_THIS_WAY =
  'The conversation was not handed over. Tell the customer that the "Talk to a human" button in this chat reaches the team.';

/** Lets a model hand the conversation to the team. `consider` answers null where the agent's rules do not let it. */
export function escalateTool(
  deps: Pick<Deps, 'log'>,
  consider: (reason: string) => Promise<Extract<ChatAction, { type: 'escalated' }> | null>,
): ModelTool<z.infer<typeof input>> {
  return {
    name: 'escalate',
    description:
      'Hand this conversation to a human of the support team. Use it when the customer asks for a human, or when you cannot solve the problem.',
    input,
    async run({ reason }) {
      try {
        const action = await consider(reason);
        return action
          ? { said: `Done. Tell the customer what happens next: ${action.message}`, action }
          : { said: NOT_THIS_WAY };
      } catch (error) {
        deps.log.error({ err: error }, 'an escalation failed');
        return {
          said: 'This did not work. Tell the customer that handing over failed, and that the "Talk to a human" button does the same.',
        };
      }
    },
  };
}
