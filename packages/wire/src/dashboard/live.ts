/**
 * Frames of the dashboard's stream. The SSE `event` is `type`, `data` the rest as JSON. A frame carries no content:
 * it says which lists to ask for again. After a lost connection everything on screen is asked for again.
 */
export type LiveFrame =
  | { type: 'ready' }
  | { type: 'changed'; lists: LiveList[] }
  | { type: 'ended'; reason: 'signed_out' | 'removed' };

/** `conversation` is the one named by `?conversation=`. */
export type LiveList = 'inbox' | 'contacts' | 'log' | 'alerts' | 'segments' | 'conversation';
