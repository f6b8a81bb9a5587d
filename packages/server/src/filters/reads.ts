import { traitKey } from './field.ts';
import { type Filter, leavesOf } from './filter.ts';

/** What a filter looks at: only a write that moves something of it can move somebody in or out. */
export interface Reads {
  /** Traits of the contact, as writers name them. */
  traits: ReadonlySet<string>;
  /** Traits of the contact's companies. */
  companyTraits: ReadonlySet<string>;
  /** Which companies a contact belongs to, and how well proven. */
  companies: boolean;
  /** How well a value is proven. */
  trust: boolean;
  /** What moves with any call: `last_seen`, `proof`, `kind` and the like. */
  activity: boolean;
  events: ReadonlySet<string>;
  /** Keys of subscription lists. */
  consents: ReadonlySet<string>;
}

/** What the filter of a contact type reads, the segments it names included. */
export function readsOf(filter: Filter): Reads {
  const traits = new Set<string>();
  const companyTraits = new Set<string>();
  const events = new Set<string>();
  const consents = new Set<string>();
  const reads = { traits, companyTraits, events, consents, companies: false, trust: false, activity: false };
  for (const { field, trust } of leavesOf(filter)) {
    const { source } = field;
    if (source.in === 'segments') continue;
    if (source.in === 'consents') consents.add(source.list);
    else if (source.in === 'events') events.add(source.event);
    else if (field.of === 'company') {
      reads.companies = true;
      const key = traitKey(field);
      if (key !== null) companyTraits.add(key);
    } else {
      const key = traitKey(field);
      if (key === null) reads.activity ||= source.in === 'record' || source.in === 'word';
      else traits.add(key);
    }
    if (trust !== 'claimed') reads.trust = true;
  }
  return reads;
}
