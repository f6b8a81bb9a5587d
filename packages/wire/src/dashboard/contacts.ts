import { z } from 'zod';
import type { TicketStatus } from '../sdk/tickets.ts';
import { type CallTrust, jsonObject, type Timestamp } from '../sdk/values.ts';
import type { LogLine } from './log.ts';
import { pageQuery } from './paging.ts';
import type { ClearedTrait, CompanyLink, CompanyOfContact, ContextItem, Person, Trait } from './person.ts';

/** Words are prefixes of any word in name, e-mail or user id; all must be found. */
const contactFilter = z.object({
  search: z.string().trim().max(200).optional(),
  kind: z.enum(['user', 'lead']).optional(),
  trust: z.enum(['claimed', 'verified']).optional(),
  segment: z.uuid().optional(),
});

/** `created`: newest record first. `seen`: last seen first, then those never seen. */
export const contactsQuery = pageQuery.extend({
  ...contactFilter.shape,
  sort: z.enum(['created', 'seen']).default('created'),
});
export type ContactsQuery = z.input<typeof contactsQuery>;

export const contactsCountQuery = contactFilter;

export interface ContactRow extends Person {
  contactId: string;
  company: CompanyLink | null;
  /** How many companies this person belongs to. */
  companies: number;
  role: string | null;
  plan: string | null;
  signedUpAt: Timestamp | null;
  firstSeen: Timestamp | null;
  lastSeen: Timestamp | null;
  createdAt: Timestamp;
}

/** A user added by hand, before their first session. */
export const addContactBody = z.strictObject({ userId: z.string().min(1).max(255), traits: jsonObject.optional() });
export type AddContactBody = z.infer<typeof addContactBody>;

/** The record page of one person. */
export interface ContactRecordAnswer {
  person: Person;
  traits: Trait[];
  cleared: ClearedTrait[];
  context: ContextItem[];
  companies: CompanyOfContact[];
  signedUpAt: Timestamp | null;
  firstSeen: Timestamp | null;
  lastSeen: Timestamp | null;
  createdAt: Timestamp;
  updatedAt: Timestamp;
  /** The 50 newest. */
  sessions: ContactSession[];
  /** Other ids that lead here since they were merged into this contact. */
  otherUserIds: string[];
  /** Set when the asked contact was merged into this one. */
  mergedFrom: { mergeId: string | null; displayName: string; at: Timestamp | null } | null;
}

export interface ContactSession {
  id: string;
  trust: CallTrust;
  method: string | null;
  keyId: string | null;
  /** "Chrome on macOS", as it was when the person was named; `null` for no browser we know. */
  device: string | null;
  boundAt: Timestamp | null;
  /** Proven until then; afterwards it waits for a new token. */
  expiresAt: Timestamp | null;
  endedAt: Timestamp | null;
  lastSeen: Timestamp;
  createdAt: Timestamp;
}

/** One thing that happened with a person, newest first. Told apart by `type`. */
export type TimelineItem =
  | { type: 'identify'; id: string; at: Timestamp; line: LogLine }
  | { type: 'conversation'; id: string; at: Timestamp; title: string; status: 'live' | 'completed' }
  | { type: 'ticket'; id: string; at: Timestamp; conversationId: string; subject: string; status: TicketStatus }
  | { type: 'event'; id: string; at: Timestamp; eventType: string; pageUrl: string | null }
  /** `id` undoes it. */
  | {
      type: 'merge';
      id: string;
      at: Timestamp;
      loser: { contactId: string; userId: string | null; displayName: string };
      by: string;
      samePerson: boolean;
      undoneAt: Timestamp | null;
      undoneBy: string | null;
    };

export const timelineQuery = pageQuery.extend({
  type: z.enum(['identify', 'conversation', 'ticket', 'event', 'merge']).optional(),
});

/** A user id or an e-mail that an erased person went by. */
export const liftErasureBody = z.strictObject({ name: z.string().trim().min(1).max(320) });
