import type { InAppMessageBody, InAppState } from '@halo/wire/dashboard/in-app-messages.ts';
import type { InAppReach } from '@halo/wire/sdk/in-app-messages.ts';
import { cutText } from '../cut-text.ts';

/** A message or banner that the team shows on its customers' pages. Times are ISO text. */
export interface InAppMessage extends InAppMessageBody {
  workspaceId: string;
  id: string;
  state: InAppState;
  createdAt: string;
  updatedAt: string;
}

/** Live ones of a workspace: each is asked for every person who comes. */
export const MOST_LIVE = 20;
/** All of a workspace, archived ones included. */
export const MOST_MESSAGES = 500;

/** What a state may become. */
export const NEXT_STATES: Record<InAppState, readonly InAppState[]> = {
  draft: ['live', 'archived'],
  live: ['paused', 'archived'],
  paused: ['live', 'archived'],
  archived: [],
};

/** What a message is called where it is listed: its title, else how it begins. */
export function nameOf({ title, body }: Pick<InAppMessage, 'title' | 'body'>): string {
  return title || cutText(body, 80);
}

/** Whether a live message is within its time. */
export function isInTime({ startsAt, endsAt }: Pick<InAppMessage, 'startsAt' | 'endsAt'>, now: Date): boolean {
  const at = now.getTime();
  return (startsAt === null || Date.parse(startsAt) <= at) && (endsAt === null || at < Date.parse(endsAt));
}

/** Whom live messages are for, as far as everybody may know. */
export function reachOf(live: readonly Pick<InAppMessage, 'audience'>[]): InAppReach {
  if (live.length === 0) return 'nobody';
  return live.some(({ audience }) => audience === 'everybody') ? 'everybody' : 'people';
}

/** Rung when what may be due to a workspace's pages has changed. */
export function bellOfMessages(workspaceId: string): string {
  return `workspace:${workspaceId}:in-app-messages`;
}

/** Rung when a contact was written whose workspace has live messages. */
export function bellOfPerson(contactId: string): string {
  return `contact:${contactId}:in-app-messages`;
}

/** The bells at which a page looks again for whoever it belongs to. */
export function bellsOfPages(
  workspaceId: string,
  reader: { contactId: string | null; sessionRowId: string },
): string[] {
  return [
    bellOfMessages(workspaceId),
    ...[reader.contactId, reader.sessionRowId].flatMap((id) => (id ? bellOfPerson(id) : [])),
  ];
}
