import type { HaloError } from './client/halo-error.ts';
import type { IdentityExpired } from './client/proof.ts';

/** A whole message of the conversation, whoever wrote it. */
export interface HaloMessage {
  id: string;
  author: 'user' | 'ai' | 'teammate' | 'system';
  name: string | null;
  text: string;
}

/**
 * Something an answer asks the page to do, or tells it: `escalated`, `highlight`, `sources`, `handled_by`, `error`. Also what
 * becomes of an `in_app_message`.
 */
export interface HaloAction {
  type: string;
  [detail: string]: unknown;
}

/** What `on` can be asked for, and what each listener is given. */
export interface Happenings {
  ready: undefined;
  error: HaloError;
  message: HaloMessage;
  action: HaloAction;
  open: undefined;
  close: undefined;
  unread: number;
  identityExpired: IdentityExpired;
}
