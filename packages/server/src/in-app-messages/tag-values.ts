import { markOf, type Traits } from '@halo/wire/merge-traits.ts';
import type { CustomerKnowledge } from '../contacts/read-customer.ts';
import type { TagValue } from './fill-tags.ts';

/** What merge tags may say of a caller: stored values as far as the call may know them, else its own words. Never a sensitive one. */
export function tagValues(knowledge: CustomerKnowledge): (tag: string) => TagValue | null {
  const { contact, storedAllowed, company, companyAllowed, session, attributes } = knowledge;
  const stored = storedAllowed ? contact : null;
  const openCompany = companyAllowed ? company : null;
  const isSensitive = (scope: string, key: string) => attributes.get(`${scope}:${key}`)?.sensitive === true;
  const find = (record: Traits | null, said: Record<string, unknown>, scope: string, key: string): TagValue | null => {
    if (isSensitive(scope, key)) return null;
    const known = record && Object.hasOwn(record.values, key) ? asText(record.values[key]) : null;
    if (record && known !== null) return { text: known, claimed: (markOf(record.provenance, key)?.[2] ?? 0) === 0 };
    const own = Object.hasOwn(said, key) ? asText(said[key]) : null;
    return own === null ? null : { text: own, claimed: true };
  };
  const ofPerson = (key: string) => find(stored, session.traits, 'user', key);
  const ofCompany = (key: string) => find(openCompany, session.companyTraits, 'company', key);
  const day = (value: TagValue | null) => value && { ...value, text: value.text.slice(0, 10) };
  return (tag) => {
    if (tag === 'first_name') return ofPerson('first_name') ?? firstWord(ofPerson('name'));
    if (tag === 'company_name') return ofCompany('name');
    if (tag === 'signed_up_at') return day(ofPerson('signed_up_at'));
    if (tag === 'company.signed_up_at') return day(ofCompany('signed_up_at'));
    return tag.startsWith('custom.') ? ofPerson(tag.slice('custom.'.length)) : null;
  };
}

function firstWord(value: TagValue | null): TagValue | null {
  const [word] = value?.text.trim().split(/\s+/) ?? [];
  return value && word ? { ...value, text: word } : null;
}

function asText(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}
