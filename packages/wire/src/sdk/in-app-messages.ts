import { z } from 'zod';
import { requestId } from './values.ts';

/** An in-app message as a page shows it: written by the team, its merge tags filled for this person. */
export const wireInAppMessage = z.object({
  id: z.string(),
  kind: z.enum(['message', 'banner']).describe('A card in the corner of the launcher, or a bar along an edge'),
  title: z.string().describe('Plain text; may be empty'),
  body: z.string().describe('Markdown; may be empty'),
  sender: z.string().describe('Whose name the card shows; may be empty'),
  place: z.enum(['top', 'bottom']).describe('Of a banner'),
  button: z
    .object({
      label: z.string(),
      does: z.enum(['link', 'chat', 'highlight']),
      target: z.string().describe('An http(s) address or a path, or a CSS selector'),
    })
    .nullable(),
  paths: z.array(z.string()).describe('Globs on the path of the page; empty is every page'),
});
export type WireInAppMessage = z.infer<typeof wireInAppMessage>;

export const inAppMessagesAnswer = z.object({ messages: z.array(wireInAppMessage), request_id: requestId });
export type InAppMessagesAnswer = z.infer<typeof inAppMessagesAnswer>;

export const inAppOutcomeBody = z.object({
  outcome: z
    .enum(['shown', 'clicked', 'dismissed'])
    .describe('`shown` asks before anything is drawn, and is answered whether this browser is the one to show it'),
});

export const inAppOutcomeAnswer = z.object({
  due: z.boolean().describe('Whether this browser is to show the message, or to go on showing it'),
  request_id: requestId,
});
export type InAppOutcomeAnswer = z.infer<typeof inAppOutcomeAnswer>;

/** Whom live in-app messages are for, as far as a stranger may know: whether a page has anything to ask for. */
export const inAppReach = z.enum(['nobody', 'people', 'everybody']);
export type InAppReach = z.infer<typeof inAppReach>;
