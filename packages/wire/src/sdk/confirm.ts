import { z } from 'zod';
import { requestId } from './values.ts';

export const confirmBody = z.object({
  decision: z.enum(['confirm', 'decline']).describe('What the person pressed; the arguments are those that are stored'),
});
export type ConfirmBody = z.input<typeof confirmBody>;

export const confirmAnswer = z.object({
  outcome: z
    .enum(['done', 'failed', 'declined', 'running'])
    .describe('`running`: another click is at it; the conversation tells how it ends'),
  request_id: requestId,
});
export type ConfirmAnswer = z.infer<typeof confirmAnswer>;
