import { z } from 'zod';
import { leadFormAsk } from './leads.ts';
import { identityMode, jsonAnswer } from './values.ts';

/** `GET /config`: what the widget needs to draw, and nothing a stranger may not know. */
export const configAnswer = z.object({
  agent: z.object({
    id: z.string(),
    name: z.string(),
    skills: z.array(z.string()),
    avatar_config: jsonAnswer,
    voice_config: jsonAnswer,
    flow_config: z.object({ steps: z.array(z.unknown()), custom_variables: z.array(z.unknown()) }),
    live_help_label: z.string(),
    video_display_mode: z.string(),
    status: z.enum(['active', 'inactive']),
    greeting: z.string(),
    suggested_messages: z.array(z.string()),
    lead_form: z.object({
      ask: leadFormAsk.describe('When a visitor is asked for name and e-mail'),
      required: z.boolean().describe('Whether a visitor must answer before the first message'),
    }),
    style: z.looseObject({
      accent: z.string().optional().describe('A CSS colour'),
      position: z.enum(['bottom-right', 'bottom-left']).optional(),
    }),
  }),
  organization: z.object({
    name: z.string(),
    settings: z.looseObject({ tracking: z.boolean().describe('Whether the SDK records behaviour by itself') }),
  }),
  identity: z.object({
    mode: identityMode,
    anonymous: z.boolean().describe('Whether visitors who prove nothing may write'),
  }),
});
export type ConfigAnswer = z.infer<typeof configAnswer>;
