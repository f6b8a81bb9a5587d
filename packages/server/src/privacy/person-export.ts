import type { WholeContact } from '../contacts/read-users.ts';

/** What is held of a person beside their record, in the order in which an export tells it. */
export const HELD = [
  'sessions',
  'conversations',
  'messages',
  'attachments',
  'ai_prompts',
  'action_calls',
  'tickets',
  'events',
  'segments',
  'subscriptions',
  'in_app_messages',
  'identify_log',
  'merges',
] as const;
export type Held = (typeof HELD)[number];

/** One row as it is held, its columns by their own names. */
export type HeldRow = Record<string, unknown>;

/** All that is held of one person. Rows come page by page as they are taken, so that no export is too large. */
export interface PersonExport {
  exportedAt: string;
  person: WholeContact;
  /** Ids of the customer's that were merged into the person's. */
  otherUserIds: string[];
  rowsOf(held: Held): AsyncGenerator<HeldRow>;
}
