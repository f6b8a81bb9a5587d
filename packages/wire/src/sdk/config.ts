import { z } from 'zod';
import { LAUNCHER_MARKS } from '../agent-style.ts';
import { inAppReach } from './in-app-messages.ts';
import { leadFormAsk } from './leads.ts';
import { identityMode, jsonAnswer } from './values.ts';

const colour = z
  .string()
  .regex(/^#[0-9a-f]{6}$/)
  .optional();
const picture = z.string().startsWith('/').optional();

/** How the widget looks. What is absent looks as Halo does by itself; pictures are addresses below this Halo's own. */
const widgetStyle = z
  .looseObject({
    accent: colour.describe('What the launcher, the person’s own messages and the buttons are filled with'),
    on_accent: colour.describe('Text on the accent'),
    link_light: colour.describe('The accent as text, in each theme'),
    link_dark: colour,
    edge_light: colour.describe('A line around what is filled, in each theme'),
    edge_dark: colour,
    header: z.enum(['plain', 'accent']),
    theme: z.enum(['auto', 'light', 'dark']).describe('Where `init` names none'),
    position: z.enum(['bottom-right', 'bottom-left']).describe('Where `init` names none'),
    side: z.number().describe('CSS pixels from the side of the window'),
    bottom: z.number().describe('CSS pixels from its foot'),
    corners: z.enum(['round', 'soft', 'square']),
    mark: z.enum(LAUNCHER_MARKS).describe('The sign on the launcher'),
    launcher: picture.describe('A picture in place of the sign'),
    logo: picture.describe('A picture above the greeting'),
  })
  .partial();
export type WidgetStyle = z.infer<typeof widgetStyle>;

/** `GET /config`: what the widget needs to draw, and nothing a stranger may not know. */
export const configAnswer = z.object({
  agent: z.object({
    id: z.string(),
    name: z.string(),
    skills: z.array(z.string()),
    avatar_config: z.looseObject({ picture: picture.describe('A picture of the agent') }),
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
    style: widgetStyle,
  }),
  organization: z.object({
    name: z.string(),
    settings: z.looseObject({ tracking: z.boolean().describe('Whether the SDK records behaviour by itself') }),
  }),
  in_app_messages: inAppReach.describe(
    'Whether there are live in-app messages: for nobody, for people who are known, or for visitors too',
  ),
  identity: z.object({
    mode: identityMode,
    anonymous: z.boolean().describe('Whether visitors who prove nothing may write'),
  }),
});
export type ConfigAnswer = z.infer<typeof configAnswer>;
