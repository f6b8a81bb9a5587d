import { z } from 'zod';
import { sessionId } from './values.ts';

/** `POST /leads`: what a visitor says of themselves in the widget's form. */
export const leadBody = z.object({
  session_id: sessionId,
  email: z.string().trim().min(1).max(320),
  name: z.string().trim().max(200).nullish(),
});
export type LeadBody = z.input<typeof leadBody>;

/** When the widget asks a visitor for name and e-mail. */
export const leadFormAsk = z.enum(['never', 'first_message', 'handoff']);
export type LeadFormAsk = z.infer<typeof leadFormAsk>;
