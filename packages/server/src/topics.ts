import type { Tx } from './db/database.ts';

/** How many conversations and tickets a subscriber hung on the contact; the writer answers the caller with it. */
export interface Linked {
  conversations: number;
  tickets: number;
}

/** The news that rooms tell each other inside a transaction: always plural, always upwards. */
export interface News {
  workspaceCreated: { workspaceId: string; name: string }[];
  /** `changed` names settings as the rooms do. */
  workspaceChanged: { workspaceId: string; changed: string[] }[];
  contactsWritten: {
    workspaceId: string;
    contactId: string;
    externalId: string | null;
    created: boolean;
    /** `user_created` is due now: first creation, or the first identify of a by-product. */
    announced: boolean;
    changed: string[];
    trust: 'claimed' | 'verified';
    /** Bulk, import and sync never fire automations. */
    quiet: boolean;
    linked: Linked;
    /** The contact belongs to other companies now, or is proven otherwise to belong to them. */
    companiesMoved?: boolean;
    /** Some value, or the contact itself, is proven better or worse now. */
    trustMoved?: boolean;
    /** The version of the workspace's saved filters, of a teller that holds them. */
    filterVersion?: number;
  }[];
  sessionsBound: {
    workspaceId: string;
    sessionRowId: string;
    contactId: string;
    /** The merged contact that the session's token proves instead. */
    heldBy: string | null;
    trust: 'claimed' | 'verified';
    /** The lead whom the session gave a name or e-mail for before: what the session held for it goes along. */
    leadId: string | null;
    linked: Linked;
  }[];
  /** A visitor left a name or e-mail: what their session held, for nobody or for `before`, is the lead's. */
  leadsCaptured: { workspaceId: string; sessionRowId: string; leadId: string; before: string | null }[];
  /** A lead turned out to be this user, and is still whose it was: told before anything moves. */
  leadsConverted: {
    workspaceId: string;
    leadId: string;
    /** The same when the lead's own record became the user's. */
    contactId: string;
    /** The token says that the e-mail is the person's own: they may read what was written under it. */
    emailProven: boolean;
    linked: Linked;
  }[];
  /** What hung on the loser hangs on the winner from now on. */
  contactsMerged: {
    workspaceId: string;
    /** Notes what moved, for an undo; null where there is none. */
    mergeId: string | null;
    winnerId: string;
    loserId: string;
    /** The loser's own token opens all of the winner; else what was held under the loser's id, and nothing more. */
    samePerson: boolean;
  }[];
  /** What a merge moved goes back to the loser, and what was held under the loser's ids since goes with it. */
  contactsUnmerged: {
    workspaceId: string;
    mergeId: string;
    winnerId: string;
    loserId: string;
    /** The loser, and the contacts that had been merged into it. */
    holders: string[];
  }[];
  /** A person is gone, and everybody merged into them: every room takes away what it holds of them. */
  contactsErased: {
    workspaceId: string;
    contactId: string;
    /** Their own row and those that were merged into it. */
    contactIds: string[];
    externalIds: string[];
    at: Date;
    /** Rows of their sessions and of what was said in them: found by the rooms that hold them, for those after them. */
    sessionIds: string[];
    conversationIds: string[];
  }[];
  companiesWritten: {
    workspaceId: string;
    companyId: string;
    created: boolean;
    changed: string[];
    /** Some value is proven better or worse now. */
    trustMoved: boolean;
  }[];
  /** The team wrote to somebody, later than ever before. */
  contactsContacted: { workspaceId: string; contactId: string }[];
  eventsRecorded: { workspaceId: string; contactId: string; types: string[] }[];
  /** Whatever keeps filters of the workspace adds them to `found`, with where they stand, to be read behind "used by". */
  savedFiltersSought: { workspaceId: string; found: { filter: unknown; where: string }[] }[];
  /** Somebody said something else about the list with this key; told with filters held and the contact locked. */
  consentsChanged: { workspaceId: string; contactId: string; key: string }[];
  listsAdded: { workspaceId: string; key: string }[];
  segmentsFlipped: { workspaceId: string; contactId: string; segmentId: string; entered: boolean }[];
  messagesAdded: {
    workspaceId: string;
    conversationId: string;
    author: 'user' | 'ai' | 'teammate' | 'system';
    /** A private note. */
    internal: boolean;
  }[];
}

export type Topic = keyof News;

/** Tells everybody who reacts to `topic`, in the transaction of the teller. */
export type Publish = <T extends Topic>(tx: Tx, topic: T, list: News[T]) => Promise<void>;
