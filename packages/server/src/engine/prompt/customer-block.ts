import { contextSection } from './context-section.ts';
import { type AttributeScope, attributeKey, type ContextEntry, type Customer, type Omission } from './customer.ts';
import { companySection, profileSection, type Section, UNVERIFIED } from './trait-section.ts';

/** The most characters everything about a customer may take in a prompt. */
const BLOCK_CHARACTERS = 24_000;

const GAP = '\n\n';
/** Room kept for the line that says how many context entries were left out. */
const NOTE_ROOM = 80;
/** Less room than this is not worth an entry cut to fit. */
const USEFUL_ROOM = 500;

export interface CustomerBlock {
  /** The sections joined, without fence or declaration; empty when nothing is known. */
  text: string;
  sections: Section[];
  omitted: Omission[];
}

/**
 * What the prompt says about the customer: profile, company, context entries in first-set order, at most
 * `BLOCK_CHARACTERS` long. Sensitive attributes and those outside the allow-list are left out and named; when room
 * runs out the oldest context entries go first and a line says how many.
 */
export function customerBlock(customer: Customer): CustomerBlock {
  const omitted: Omission[] = [...(customer.withheld ?? [])];
  const shown = visibleCustomer(customer, omitted);
  const [person, company] = [shown.person?.values ?? {}, shown.company?.values ?? {}];

  const sections = fitTraits(profileSection(customer, person), companySection(customer, company), omitted);
  sections.push(...fitContexts(customer, shown.contexts, BLOCK_CHARACTERS - joined(sections).length, omitted));
  return { text: joined(sections), sections, omitted };
}

/**
 * The customer with only what may be shown: no sensitive attribute, none outside the allow-list. What goes is named in
 * `omitted`.
 */
export function visibleCustomer(customer: Customer, omitted: Omission[] = []): Customer {
  const { person, company, contexts } = customer;
  const may = (scope: AttributeScope, key: string) => permitted(customer, scope, key, omitted);
  return {
    ...customer,
    person: person && { ...person, values: pick(person.values, (key) => may('user', key)) },
    company: company && { ...company, values: pick(company.values, (key) => may('company', key)) },
    contexts: contexts.filter(({ key }) => may('context', key)),
  };
}

function permitted(customer: Customer, scope: AttributeScope, key: string, omitted: Omission[]): boolean {
  const attribute = attributeKey(scope, key);
  const sensitive = customer.attributes.get(attribute)?.sensitive === true;
  if (!sensitive && (customer.allowList?.includes(attribute) ?? true)) return true;
  omitted.push({ key: scope === 'user' ? key : `${scope}.${key}`, reason: sensitive ? 'sensitive' : 'not_allowed' });
  return false;
}

function pick(values: Record<string, unknown>, keep: (key: string) => boolean): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([key]) => keep(key)));
}

function fitTraits(profile: Section | null, company: Section | null, omitted: Omission[]): Section[] {
  const sections: Section[] = [];
  const place = (section: Section | null, room: number, key: string) => {
    if (!section) return;
    const fitted = fit(section, room);
    if (fitted !== section) omitted.push({ key, reason: 'no_room' });
    sections.push(fitted);
  };
  const room = BLOCK_CHARACTERS - NOTE_ROOM;
  place(profile, room - Math.min(company ? size(company) + GAP.length : 0, room / 2), 'user');
  place(company, room - joined(sections).length - GAP.length, 'company');
  return sections;
}

function fitContexts(customer: Customer, contexts: ContextEntry[], room: number, omitted: Omission[]): Section[] {
  const kept: Section[] = [];
  const entries = contexts.flatMap(({ key, entry }) => {
    const section = contextSection(customer, { key, entry });
    return section ? [{ key, section }] : [];
  });
  let left = room - GAP.length - NOTE_ROOM;
  while (entries.length > 0) {
    const { section } = entries.at(-1)!;
    const fitted = kept.length === 0 && left >= USEFUL_ROOM ? fit(section, left - GAP.length) : section;
    if (size(fitted) + GAP.length > left) break;
    left -= size(fitted) + GAP.length;
    kept.unshift(fitted);
    entries.pop();
  }
  if (entries.length === 0) return kept;
  omitted.push(...entries.map(({ key }): Omission => ({ key: `context.${key}`, reason: 'no_room' })));
  const count = entries.length === 1 ? '1 older context entry' : `${entries.length} older context entries`;
  return [{ title: `(${count} left out)`, lines: [] }, ...kept];
}

/** The section itself if it fits, else as many of its first lines as do, with a line that counts the others. */
function fit(section: Section, room: number): Section {
  if (size(section) <= room) return section;
  const closing = section.lines.at(-1) === UNVERIFIED ? [UNVERIFIED] : [];
  const lines = section.lines.slice(0, section.lines.length - closing.length);
  const reserved = NOTE_ROOM + closing.join('').length;
  let length = section.title.length + reserved;
  const kept = lines.findIndex((line) => {
    length += 1 + line.length;
    return length > room;
  });
  const note = `- (${lines.length - kept} more left out)`;
  return { title: section.title, lines: [...lines.slice(0, kept), note, ...closing] };
}

function size(section: Section): number {
  return joined([section]).length;
}

function joined(sections: readonly Section[]): string {
  return sections.map(({ title, lines }) => [title, ...lines].join('\n')).join(GAP);
}
