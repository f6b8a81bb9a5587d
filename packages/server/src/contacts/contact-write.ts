import type { Level } from '@halo/wire/merge-traits.ts';
import type { CallTrust, Ignored } from '@halo/wire/sdk/values.ts';
import type { LogSource } from '../identity/identify-log.ts';
import type { Said } from '../identity/session.ts';
import type { UserToken } from '../identity/user-token.ts';
import type { Linked } from '../topics.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import type { Company } from './company.ts';
import type { Contact, Membership } from './contact.ts';
import type { ContextEntry } from './context.ts';
import type { LeadEmail } from './lead-email.ts';
import type { Scope } from './traits.ts';

/** Traits of one call that share trust and time, already checked and in the form in which they are stored. */
export interface TraitGroup {
  values: Record<string, unknown>;
  level: Level;
  /** When the caller says it was true (ms); null for "now, never older than what is stored". */
  time: number | null;
  setOnce?: boolean;
}

/** Pins (true) and releases (false) the values of keys, in the name of the teammate who writes. */
type Pinning = Readonly<Record<string, boolean>>;

const ROW_NAME = '\u0001';

/** How a write names a contact by its row, for leads have no id of the customer's. No external id begins like this. */
export function rowName(contactId: string): string {
  return ROW_NAME + contactId;
}

/** The row that a name stands for; null for the customer's own ids. */
export function rowOfName(name: string): string | null {
  return name.startsWith(ROW_NAME) ? name.slice(1) : null;
}

export interface PersonPart {
  /** The customer's own id, or the `rowName` of a contact that exists. */
  externalId: string;
  /**
   * `lookup`: an unknown id stays unknown. `upsert`: it becomes a contact. `create`: the same, and a known one is
   * refused. `existing`: an unknown id is skipped.
   */
  mode: 'lookup' | 'upsert' | 'create' | 'existing';
  traits: TraitGroup[];
  context: { entries: Record<string, unknown>; level: Level; time: number | null } | null;
  pins?: Pinning;
  /** Moves `last_seen`. */
  seen: boolean;
  /** An identify of this person: `user_created` may be told. False for by-products of company calls and events. */
  announces: boolean;
}

export interface CompanyPart {
  externalId: string;
  /** `lookup`: an unknown id stays unknown. `member`: the same, and it counts only if the person belongs to it. */
  mode: 'lookup' | 'member' | 'upsert' | 'existing';
  traits: TraitGroup[];
  context: { entries: Record<string, unknown>; level: Level; time: number | null } | null;
  pins?: Pinning;
  /** Unlinks the person instead of linking them. */
  remove: boolean;
  /** The call proves the person's place in this company: by a server key, or by a token that names it. */
  proven: boolean;
}

/** Is the company itself written, and so locked? Otherwise it is only read or linked. */
export function isWritten(company: CompanyPart): boolean {
  return company.mode === 'upsert' || company.mode === 'existing';
}

export interface SessionPart {
  /** As the browser holds it; null asks for a new session. */
  sessionId: string | null;
  /** Names the id under which the session in a row goes on once it is tied to its person; null keeps the old one. */
  successor: ((rowId: string) => string) | null;
  /** What this call sent, to be remembered as the session's own; `replaceContext` as chat does. */
  said: Said;
  replaceContext: boolean;
  expiresAt: Date | null;
  claims: Record<string, unknown> | null;
}

/** One call in the form every way in is translated to; `writeContacts` knows no other. */
export interface ContactWrite {
  workspace: Workspace;
  source: LogSource;
  /** The endpoint; part of what makes a `message_id` unique. */
  door: string;
  /** Bulk calls are quiet, wait behind people, and never touch rows that would not change. */
  bulk: boolean;
  trust: CallTrust;
  method: 'token' | 'server_key' | null;
  keyId: string | null;
  /** The person's own token proved them, not a server key. */
  ownToken: boolean;
  /** The valid user token of the call, also one that came with a server key. */
  token: UserToken | null;
  person: PersonPart | null;
  company: CompanyPart | null;
  /** E-mails by which this call may turn a lead into its person (safety R4). */
  leadEmails: readonly LeadEmail[];
  /** Companies the token names: linked as verified; the first becomes current. */
  provenCompanies: string[];
  session: SessionPart | null;
  messageId: string | null;
  /** Asked when a new contact is about to be made: may this caller make one more? */
  mayCreate(): boolean;
  /** Why `enforce` would have refused this call. */
  wouldRefuse: string | null;
  /** Keys that were not taken before the queue. */
  ignored: Ignored[];
  requestId: string;
  sdk: string | null;
  /** The header as it came; absent where nobody's browser calls. */
  userAgent?: string | null | undefined;
  receivedAt: Date;
  /** Chat and events leave no line in the identify log unless something changed. */
  logged: boolean;
}

/** A redirect moves data, not proof: of the survivor, the token of another id is a claim (safety R5). */
export function asClaim(write: ContactWrite): ContactWrite {
  const claimed = <T extends PersonPart | CompanyPart>(part: T | null) =>
    part && {
      ...part,
      traits: part.traits.map((group) => ({ ...group, level: 0 as const })),
      context: part.context && { ...part.context, level: 0 as const },
    };
  const company = claimed(write.company);
  return {
    ...write,
    trust: 'claimed',
    ownToken: false,
    person: claimed(write.person),
    company: company && { ...company, proven: false },
    provenCompanies: [],
  };
}

export interface WriteOutcome {
  result: 'created' | 'updated' | 'unchanged' | 'skipped';
  /** How far the call counts as the contact's own: less than it proved, where it proved a redirected id (safety R5). */
  trust: CallTrust;
  /** The contact that a token for the named id proves, where that is not the one it leads to. */
  heldBy: string | null;
  contact: Contact | null;
  contactContext: ContextEntry[];
  memberships: Membership[];
  company: Company | null;
  companyContext: ContextEntry[];
  /** The company was linked to the person, or unlinked. */
  linkedCompany: boolean;
  session: { id: string; sessionId: string; readable: boolean; isNew: boolean } | null;
  /** The id a call claimed and Halo does not know. */
  claimedExternalId: string | null;
  companyId: string | null;
  linked: Linked;
  ignored: Ignored[];
  /** Those of them that were not taken before the queue. */
  refused: readonly Ignored[];
  /** The keys whose value is another one now, of person and company together, context as `context.<key>`. */
  changed: string[];
  /** The same of each by itself, with the keys it did not take. */
  recorded: Record<Scope, { changed: readonly string[]; ignored: readonly Ignored[] }>;
  /** This delivery was applied before; the call has written nothing (identity T4). */
  repeated: boolean;
  /** Something must be written although nothing changed: a new trust, or a time that the caller gave. */
  renewed: boolean;
}
