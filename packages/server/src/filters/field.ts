import { LIMITS } from '@halo/wire/limits.ts';
import { storable } from './read-value.ts';

/**
 * Where a condition finds its value. `facts` is a key of the facts row; `facts column` a typed column beside it;
 * `record` a typed column of the contact or company itself; `word` a plain text column of the facts row; `events` what the person
 * did, of one type; `consents` what they said about a list; `segments` saved filters, which stand where they are named as if they had been written out. Of a ticket,
 * `ticket facts` is a key of its own facts, `ticket word` one of a few words, `ticket name` something that goes by its id
 * and by its name alike.
 */
export type FieldSource =
  | { in: 'facts'; key: string }
  | { in: 'facts column'; column: string; key: string }
  | { in: 'record'; column: string }
  | { in: 'word'; column: string }
  | { in: 'events'; event: string }
  | { in: 'ticket facts'; key: string }
  | { in: 'ticket word'; word: TicketWord }
  | { in: 'ticket name'; of: TicketName }
  | { in: 'consents'; list: string }
  | { in: 'segments' };

const TICKET_WORDS = ['status', 'priority', 'channel', 'auto_created'] as const;
export type TicketWord = (typeof TICKET_WORDS)[number];
const TICKET_NAMES = ['assignee', 'inbox', 'category'] as const;
export type TicketName = (typeof TICKET_NAMES)[number];
const TICKET_TEXTS = ['email_subject', 'email_body', 'source'];

/** What the values of a field are compared as; `days` is the number of whole days since an instant. */
export type FieldType = 'any' | 'word' | 'number' | 'date' | 'days' | 'event' | 'segment' | 'consent';

export interface Field {
  name: string;
  of: 'contact' | 'company' | 'ticket';
  type: FieldType;
  source: FieldSource;
}

export type FieldRead = Field | 'unknown' | 'needs Stripe';

const TEXTS = ['name', 'renewal_status', 'contract_term', 'payment_terms', 'on_contract'];
const CONTACT_TEXTS = ['user_id', 'email', ...TEXTS];
const COMPANY_TEXTS = ['id', 'domain', 'industry', 'plan', 'employee_count', ...TEXTS];
const OWN_IDS = ['user_id', 'id'];
const DATES = ['signed_up_at', 'renewal_date'];
const AMOUNTS = ['mrr', 'arr'];
const COMPANY_TIMES = ['created_at', 'last_contacted_at'];
const CONTACT_TIMES = ['created_at', 'first_seen', 'last_seen', 'last_contacted_at'];
const SHORTHANDS = ['plan', 'role'];
const WORDS = new Map([
  ['kind', 'kind'],
  ['proof', 'trust'],
]);
const STRIPE = ['stripe.status', 'stripe.mrr', 'stripe.ltv'];

/** The field a condition names, `unknown`, or why a field of the language cannot be asked for just now. */
export function readField(name: string): FieldRead {
  if (STRIPE.includes(name)) return 'needs Stripe';
  const ofTicket = ticketField(name);
  if (ofTicket) return ofTicket;
  if (name.startsWith('company.')) return companyField(name, name.slice('company.'.length));
  const word = WORDS.get(name);
  if (word) return { name, of: 'contact', type: 'word', source: { in: 'word', column: word } };
  if (CONTACT_TIMES.includes(name)) {
    return { name, of: 'contact', type: 'date', source: { in: 'record', column: name } };
  }
  if (name.startsWith('event:')) return eventField(name, name.slice('event:'.length));
  const list = /^consent:([a-z0-9][a-z0-9_-]{0,49})$/.exec(name)?.[1];
  if (list) return { name, of: 'contact', type: 'consent', source: { in: 'consents', list } };
  if (name === 'segment') return { name, of: 'contact', type: 'segment', source: { in: 'segments' } };
  if (name === 'customer_for') {
    const source = { in: 'facts column', column: 'signed_up_at', key: 'signed_up_at' } as const;
    return { name, of: 'contact', type: 'days', source };
  }
  if (SHORTHANDS.includes(name)) return { ...factsField(name, 'contact', `custom:${name}`) };
  return traitField(name, name, 'contact', CONTACT_TEXTS);
}

/** The key under which the value's trait is stored and its provenance kept; null where no trait is behind a field. */
export function traitKey({ source }: Field): string | null {
  if (source.in !== 'facts' && source.in !== 'facts column') return null;
  if (OWN_IDS.includes(source.key)) return null;
  return source.key.replace(/^custom:/, '');
}

/** A ticket has no columns to be confused with: its own words are its fields, and what its caller sent along is custom. */
function ticketField(name: string): FieldRead | null {
  const word = TICKET_WORDS.find((each) => each === name);
  if (word) return { name, of: 'ticket', type: 'word', source: { in: 'ticket word', word } };
  const named = TICKET_NAMES.find((each) => each === name);
  if (named) return { name, of: 'ticket', type: 'word', source: { in: 'ticket name', of: named } };
  const key = TICKET_TEXTS.includes(name) ? name : /^ticket\.(custom:.+)$/s.exec(name)?.[1];
  if (key === undefined) return name.startsWith('ticket.') ? 'unknown' : null;
  if (key.length > 'custom:'.length + LIMITS.keyCharacters) return 'unknown';
  return { name, of: 'ticket', type: 'any', source: { in: 'ticket facts', key: storable(key) } };
}

function companyField(name: string, column: string): FieldRead {
  if (!COMPANY_TIMES.includes(column)) return traitField(name, column, 'company', COMPANY_TEXTS);
  return { name, of: 'company', type: 'date', source: { in: 'record', column } };
}

function eventField(name: string, event: string): FieldRead {
  if (event.length === 0 || event.length > LIMITS.eventTypeCharacters) return 'unknown';
  return { name, of: 'contact', type: 'event', source: { in: 'events', event: storable(event) } };
}

function traitField(name: string, rest: string, of: Field['of'], texts: readonly string[]): FieldRead {
  if (rest.startsWith('custom:')) {
    const { length } = rest.slice('custom:'.length);
    return length > 0 && length <= LIMITS.keyCharacters ? factsField(name, of, storable(rest)) : 'unknown';
  }
  if (texts.includes(rest)) return factsField(name, of, rest);
  const type = DATES.includes(rest) ? 'date' : AMOUNTS.includes(rest) ? 'number' : null;
  return type ? { name, of, type, source: { in: 'facts column', column: rest, key: rest } } : 'unknown';
}

function factsField(name: string, of: Field['of'], key: string): Field {
  return { name, of, type: 'any', source: { in: 'facts', key } };
}
