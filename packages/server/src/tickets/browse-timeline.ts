import type { TimelineItem } from '@halo/wire/dashboard/contacts.ts';
import type { Page } from '@halo/wire/dashboard/paging.ts';
import { browseMerges } from '../contacts/browse-merges.ts';
import type { Contact } from '../contacts/contact.ts';
import { readNames } from '../contacts/read-names.ts';
import { decodeTimeCursor, pageOf } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import { browseLog } from '../identity/browse-log.ts';
import { type TimelineStretch, timelineConversations, timelineEvents, timelineTickets } from './timeline-store.ts';

interface TimelinePage {
  type?: TimelineItem['type'] | undefined;
  cursor?: string | undefined;
  limit: number;
}

/** Everything that happened with a person, newest first: identify calls, conversations, tickets, events, merges. */
export async function browseTimeline(
  deps: Pick<Deps, 'db'>,
  contact: Contact,
  page: TimelinePage,
): Promise<Page<TimelineItem>> {
  const limit = page.limit + 1;
  const { workspaceId, id: contactId } = contact;
  const stretch: TimelineStretch = { workspaceId, contactId, before: decodeTimeCursor(page.cursor), limit };
  const { sql } = deps.db;
  const kinds: { [T in TimelineItem['type']]: () => Promise<TimelineItem[]> } = {
    identify: () => identifyLines(deps, contact, page.cursor, limit),
    conversation: () => timelineConversations(sql, stretch),
    ticket: () => timelineTickets(sql, stretch),
    event: () => timelineEvents(sql, stretch),
    merge: () => browseMerges(deps, stretch),
  };
  const wanted = page.type ? [kinds[page.type]] : Object.values(kinds);
  const items = (await Promise.all(wanted.map((read) => read()))).flat().sort(newestFirst);
  return pageOf(items, page.limit, (item) => [item.at, item.id]);
}

/** The log is indexed by the id a call named: the contact's own and those merged into it. A lead has none. */
async function identifyLines(
  deps: Pick<Deps, 'db'>,
  contact: Contact,
  cursor: string | undefined,
  limit: number,
): Promise<TimelineItem[]> {
  const userIds = await readNames(deps, contact);
  if (userIds.length === 0) return [];
  const { rows } = await browseLog(deps, contact.workspaceId, { userIds }, { cursor, limit });
  return rows.map((line) => ({ type: 'identify', id: line.id, at: line.at, line }));
}

/** The order of the stores: instants and ids are compared as text of one form. */
function newestFirst(a: TimelineItem, b: TimelineItem): number {
  if (a.at !== b.at) return a.at < b.at ? 1 : -1;
  return a.id < b.id ? 1 : -1;
}
