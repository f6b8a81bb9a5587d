import type { ConfigAnswer } from '../sdk/config.ts';

/** What the Style page tells the widget that is drawn beside it, in a frame of its own. */
export interface PreviewShow {
  agent: ConfigAnswer['agent'];
  organization: string;
  theme: 'light' | 'dark';
  /** The launcher alone, a new chat, or one under way. */
  view: 'closed' | 'start' | 'chat';
}

/** What the frame tells the page: it is there, or somebody has opened or closed the panel in it. */
export interface PreviewNews {
  preview: 'ready' | 'opened' | 'closed';
}

/** Where the frame's page is. */
export const PREVIEW_PATH = '/sdk/preview';
