import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { type Handover, handOver } from '../handover.ts';
import type { ModelTool } from '../models/model.ts';

const input = z.object({
  reason: z.string().max(2_000).describe('Why a human is needed, in one sentence for the team'),
});

/** Lets a model hand the conversation to the team. Its signal is always trusted. */
export function escalateTool(deps: Deps, turn: Omit<Handover, 'signal' | 'why'>): ModelTool<z.infer<typeof input>> {
  return {
    name: 'escalate',
    description:
      'Hand this conversation to a human of the support team. Use it when the customer asks for a human, or when you cannot solve the problem.',
    input,
    async run({ reason }) {
      try {
        const action = await handOver(deps, { ...turn, signal: 'tool', why: reason });
        return { said: `Done. Tell the customer what happens next: ${action.message}`, action };
      } catch (error) {
        deps.log.error({ err: error, conversation_id: turn.conversationId }, 'an escalation failed');
        return {
          said: 'This did not work. Tell the customer that handing over failed, and that the "Talk to a human" button does the same.',
        };
      }
    },
  };
}
