import { LIMITS } from '@halo/wire/limits.ts';
import { LEVELS } from '@halo/wire/merge-traits.ts';
import type { Contact, Membership } from './contact.ts';
import type { ContextEntry } from './context.ts';
import { type Entry, entriesOfTraits, fillGaps, type JoinedKey, takeBack, traitsOfEntries } from './joined-entries.ts';

/** A contact with all that is merged; `context` with the markers of cleared keys. */
export interface MergedSide {
  contact: Contact;
  context: ContextEntry[];
  memberships: Membership[];
}

export interface JoinedCompany {
  companyId: string;
  companyExternalId: string;
  companyName: string | null;
  trust: Membership['trust'];
  from: 'survivor' | 'loser' | 'both';
}

/** What becomes of a survivor: the record afterwards, and why each key reads as it does. */
export interface Joined {
  after: MergedSide;
  traits: JoinedKey[];
  context: JoinedKey[];
  companies: JoinedCompany[];
}

/** What both were before a merge, as far as an undo needs it: the loser's own row stays as it was. */
export interface MergeImage {
  survivor: MergedSide;
  loserMemberships: Membership[];
}

/** Of a person, not of a trait: moved by a merge and taken back with it, as far as it did not move since. */
const CARRIED = [
  'currentCompanyId',
  'trust',
  'trustMethod',
  'trustKeyId',
  'provenAt',
  'tokenProvenAt',
  'announced',
  'firstSeen',
  'lastSeen',
] as const satisfies readonly (keyof Contact)[];
type Carried = Pick<Contact, (typeof CARRIED)[number]>;

/**
 * Two records as one (identity K4): the one rule for the preview and for the merge itself. A redirect moves data, never
 * proof, so the loser's proof counts for the survivor only where both are said to be the same person (safety R5).
 */
export function joinContacts(survivor: MergedSide, loser: MergedSide, samePerson: boolean, now: string): Joined {
  const room = { keys: LIMITS.keysPerRecord, bytes: (LIMITS.userBytes * LIMITS.recordFactor) / 2 };
  const traits = fillGaps(entriesOfTraits(survivor.contact), entriesOfTraits(loser.contact), room);
  const context = fillGaps(survivor.context, loser.context, room);
  const memberships = uniteMemberships(survivor, loser);
  const carried = carry(survivor.contact, loser.contact, samePerson);
  const companies = memberships.map((membership) => companyOf(membership, survivor, loser));
  const filled = [...traits.keys, ...context.keys].some(({ wins }) => wins === 'loser');
  const gained = memberships.length > survivor.memberships.length;
  return {
    after: {
      contact: {
        ...survivor.contact,
        ...carried,
        ...traitsOfEntries(traits.entries),
        updatedAt: filled || gained ? now : survivor.contact.updatedAt,
      },
      context: context.entries as ContextEntry[],
      memberships,
    },
    traits: traits.keys,
    context: context.keys,
    companies,
  };
}

/** The survivor without what the merge brought; what was written since stays. */
export function separate(before: MergedSide, after: MergedSide, present: MergedSide, now: string): MergedSide {
  const entries = takeBack(
    entriesOfTraits(before.contact),
    entriesOfTraits(after.contact),
    entriesOfTraits(present.contact),
  );
  const carried = Object.fromEntries(
    CARRIED.map((field) => {
      const untouched = present.contact[field] === after.contact[field];
      return [field, untouched ? before.contact[field] : present.contact[field]];
    }),
  ) as unknown as Carried;
  const memberships = takeBack(
    before.memberships.map(asEntry),
    after.memberships.map(asEntry),
    present.memberships.map(asEntry),
  ).map(({ entry }) => entry as Membership);
  const isMember = memberships.some(({ companyId }) => companyId === carried.currentCompanyId);
  return {
    contact: {
      ...present.contact,
      ...carried,
      currentCompanyId: isMember ? carried.currentCompanyId : (memberships[0]?.companyId ?? null),
      ...traitsOfEntries(entries),
      updatedAt: now,
    },
    context: takeBack(before.context, after.context, present.context) as ContextEntry[],
    memberships,
  };
}

function asEntry(membership: Membership): Entry {
  const { companyName: _, ...stored } = membership;
  return { key: membership.companyId, entry: stored, mark: null };
}

function uniteMemberships(survivor: MergedSide, loser: MergedSide): Membership[] {
  const own = new Map(survivor.memberships.map((membership) => [membership.companyId, membership]));
  for (const given of loser.memberships) {
    const known = own.get(given.companyId);
    if (!known) own.set(given.companyId, { ...given, contactId: survivor.contact.id });
    else if (LEVELS.indexOf(given.trust) > LEVELS.indexOf(known.trust)) {
      own.set(given.companyId, { ...known, trust: given.trust, method: given.method });
    }
  }
  return [...own.values()];
}

function companyOf(membership: Membership, survivor: MergedSide, loser: MergedSide): JoinedCompany {
  const { companyId, companyExternalId, companyName, trust } = membership;
  const has = (side: MergedSide) => side.memberships.some((own) => own.companyId === companyId);
  const from = !has(loser) ? 'survivor' : has(survivor) ? 'both' : 'loser';
  return { companyId, companyExternalId, companyName, trust, from };
}

function carry(survivor: Contact, loser: Contact, samePerson: boolean): Carried {
  const better =
    samePerson && loser.trust === 'verified' && later(loser.provenAt, survivor.provenAt) === loser.provenAt;
  const { trust, trustMethod, trustKeyId, provenAt } = better ? loser : survivor;
  return {
    currentCompanyId: survivor.currentCompanyId ?? loser.currentCompanyId,
    ...{ trust, trustMethod, trustKeyId, provenAt },
    tokenProvenAt: samePerson ? later(survivor.tokenProvenAt, loser.tokenProvenAt) : survivor.tokenProvenAt,
    // Whoever was told of once is not told of again: a merge makes nobody new.
    announced: survivor.announced || loser.announced,
    firstSeen: earlier(survivor.firstSeen, loser.firstSeen),
    lastSeen: later(survivor.lastSeen, loser.lastSeen),
  };
}

function later(a: string | null, b: string | null): string | null {
  return a === null || (b !== null && b > a) ? b : a;
}

function earlier(a: string | null, b: string | null): string | null {
  return a === null || (b !== null && b < a) ? b : a;
}

/** Streams of both look again whose they are. */
export function bellsOfMerge(names: { workspaceId: string; survivorId: string; loserId: string }): string[] {
  return [`contact:${names.survivorId}`, `contact:${names.loserId}`, `workspace:${names.workspaceId}:contacts`];
}
