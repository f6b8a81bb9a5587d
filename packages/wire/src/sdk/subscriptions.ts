import { z } from 'zod';
import { requestId, timestamp } from './values.ts';

const state = z.enum(['subscribed', 'unsubscribed']);

export const subscriptionBody = z.object({
  status: state.nullable().describe('`null`: as if the person had never been asked'),
});

export const subscription = z.object({
  list: z.string().describe('The key of the list'),
  name: z.string(),
  kind: z.enum(['opt_in', 'opt_out']),
  status: state.nullable().describe('What the person said; `null` where they were never asked'),
  effective: state.describe('Whether they are written to: what they said, else what the kind of the list says'),
  source: z.string().nullable(),
  at: timestamp.nullable(),
});

export const subscriptionsAnswer = z.object({
  success: z.literal(true),
  subscriptions: z.array(subscription),
  request_id: requestId,
});
