import { z } from 'zod';

/** The signs that come with Halo for the launcher. */
export const LAUNCHER_MARKS = ['ring', 'bubble', 'question', 'spark'] as const;

const hex = z.string().regex(/^#[0-9a-f]{6}$/, 'a colour is written as #rrggbb, in small letters');
/** Names a picture by its content. */
export const pictureId = z.string().regex(/^[0-9a-f]{32}$/, 'no picture is called so');
const distance = z.int().min(0).max(120);

/** How an agent's widget looks, whole. What `init()` of a page says of position and theme wins over it. */
export const agentStyle = z.strictObject({
  accent: hex,
  header: z.enum(['plain', 'accent']),
  theme: z.enum(['auto', 'light', 'dark']),
  position: z.enum(['bottom-right', 'bottom-left']),
  /** CSS pixels from the side of the window, and from its foot. */
  side: distance,
  bottom: distance,
  corners: z.enum(['round', 'soft', 'square']),
  mark: z.enum(LAUNCHER_MARKS),
  /** A picture on the launcher in place of the mark, of the agent, and above the greeting. */
  launcher: pictureId.nullable(),
  avatar: pictureId.nullable(),
  logo: pictureId.nullable(),
});
export type AgentStyle = z.infer<typeof agentStyle>;

/** How every agent looks at first. */
export const FIRST_STYLE: AgentStyle = {
  accent: '#4a3fc0',
  header: 'plain',
  theme: 'auto',
  position: 'bottom-right',
  side: 20,
  bottom: 20,
  corners: 'round',
  mark: 'ring',
  launcher: null,
  avatar: null,
  logo: null,
};

export const PICTURE_SLOTS = ['launcher', 'avatar', 'logo'] as const satisfies (keyof AgentStyle)[];
export type PictureSlot = (typeof PICTURE_SLOTS)[number];
