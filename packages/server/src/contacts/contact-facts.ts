import { buildFacts, type Facts } from '../filters/read-value.ts';
import type { Contact } from './contact.ts';
import { namedForFilters } from './record-columns.ts';

/** A contact with the readings that filters see of it; days without a zone are read in `zone`. */
export function contactFacts(contact: Contact, zone: string): { contact: Contact; facts: Facts } {
  const { values, levels } = namedForFilters('user', contact);
  const named = { values: { user_id: contact.externalId, ...values }, levels: { user_id: 2 as const, ...levels } };
  return { contact, facts: buildFacts({ ...named, zone }) };
}
