import { cleanLine } from '../prompt/clean-line.ts';
import { contextSection, readEntry } from '../prompt/context-section.ts';
import type { Customer } from '../prompt/customer.ts';
import { traitLabel, traitText } from '../prompt/trait-section.ts';
import { meaningOf, meaningsOf } from './words.ts';

/** One thing that can be said about the customer, with the meanings that lead to it. */
export interface Fact {
  scope: 'user' | 'company' | 'context';
  /** The trait, or the context entry the fact stands in. */
  key: string;
  /** A whole sentence. */
  sentence: string;
  /** A line for a list: `Plan: pro`. */
  line: string;
  /** The company it is about; empty for what is the person's own. */
  whose: string;
  /** What the fact is called. */
  named: ReadonlySet<string>;
  /** What it belongs to: the entry it stands in. Leads to it as well as its name does. */
  about: ReadonlySet<string>;
  /** What it says. Does not lead to it, but covers words of a question. */
  said: ReadonlySet<string>;
  /** How the workspace sees its customer: told only to who asks for it by all these words. */
  onlyFor: readonly string[];
  /** A problem the customer has right now. */
  isError: boolean;
}

/** Columns by the words people ask for them with, beyond the words of their label. */
const ASKED_AS: Record<string, string> = {
  signed_up_at: 'signup registered joined customer since',
  renewal_date: 'renewal date expires',
  renewal_status: 'renewal status',
  contract_term: 'contract term length',
  payment_terms: 'payment terms billing',
  on_contract: 'contract',
  mrr: 'monthly recurring revenue',
  arr: 'annual yearly recurring revenue',
  employee_count: 'employees people headcount size',
  role: 'role admin owner editor viewer',
};

/** How an entry without a type tells of a problem: an error by its name, else a state that is one. */
const SAYS_ERROR = /^(?:[\w ]* )?error: (?!(?:no|none|null|0|ok)\W*$)/i;
const SAYS_FAILING = /^(?:status|state): (?:fail(?:s|ed|ing|ure)?|errors?|broken|down|disconnected)$/i;

const ONLY_FOR: Record<string, string[]> = { renewal_status: ['renewal', 'status'], mrr: ['mrr'], arr: ['arr'] };

/** Everything that may be said, of a customer that holds only what may be shown (`visibleCustomer`). */
export function factsOf(customer: Customer): Fact[] {
  const company = customer.company;
  return [
    ...traitFacts(customer, 'user', customer.person?.values ?? {}, 'Your'),
    ...(company ? traitFacts(customer, 'company', company.values, companyOwner(customer)) : []),
    ...customer.contexts.flatMap((entry) => contextFacts(customer, entry)),
  ];
}

/** What the company is called in an answer. */
function companyOwner(customer: Customer): string {
  const name = customer.company && traitText(customer, 'name', customer.company.values.name);
  return name ? `${name}${/s$/i.test(name) ? "'" : "'s"}` : "Your company's";
}

function traitFacts(
  customer: Customer,
  scope: 'user' | 'company',
  values: Record<string, unknown>,
  owner: string,
): Fact[] {
  return Object.entries(values).flatMap(([key, value]) => {
    const text = traitText(customer, key, value);
    if (!text) return [];
    const label = traitLabel(customer, scope, key);
    return {
      scope,
      key,
      line: `${label}: ${text}`,
      whose: scope === 'company' && key !== 'name' ? (traitText(customer, 'name', values.name) ?? '') : '',
      sentence: traitSentence(key, scope, owner, label, text, value),
      named: meaningsOf(
        `${label} ${key.replaceAll('_', ' ')} ${ASKED_AS[key] ?? ''} ${scope === 'company' && key === 'name' ? 'company' : ''}`,
      ),
      about: new Set<string>(),
      said: new Set([
        ...(text.length <= 60 ? meaningsOf(text) : []),
        ...(scope === 'company' ? [meaningOf('company')] : []),
      ]),
      onlyFor: Object.hasOwn(ONLY_FOR, key) ? ONLY_FOR[key]!.map(meaningOf) : [],
      isError: false,
    };
  });
}

function traitSentence(
  key: string,
  scope: 'user' | 'company',
  owner: string,
  label: string,
  text: string,
  value: unknown,
): string {
  if (key === 'signed_up_at') return `${scope === 'user' ? 'You' : owner.replace(/'s?$/, '')} signed up on ${text}.`;
  if (key === 'name' && scope === 'company') return `Your company is ${text}.`;
  if (typeof value === 'boolean') return `${label}: ${text}.`;
  const isPlural = /[^s]s\b/.test(label);
  return ended(`${owner} ${lowerFirst(label)}${isPlural ? ':' : ' is'} ${text}`);
}

function contextFacts(customer: Customer, { key, entry }: Customer['contexts'][number]): Fact[] {
  const section = contextSection(customer, { key, entry });
  if (!section) return [];
  const { type, label } = readEntry(entry);
  const title = cleanLine(label ?? '') || traitLabel(customer, 'context', key);
  const about = meaningsOf(`${title} ${key.replaceAll('_', ' ')} ${type ?? ''}`);
  const lines = section.lines.map((full) => full.replace(/^- /, ''));
  const failing = type === null ? failingLines(lines) : [];
  return lines.map((line): Fact => {
    const isPlain = failing.includes(line);
    const isError = isPlain || ((type === 'error' || type === 'integration') && /(?:^|[:,] )ERROR\b/.test(line));
    const colon = line.indexOf(': ');
    const plain = isPlain ? `${title}, ${lowerFirst(line)}` : problemText(line);
    const told = type === 'list' ? line.replace(' -- ', ', ') : plain;
    const [name, rest] = colon < 0 ? [line, ''] : [line.slice(0, colon), line.slice(colon)];
    return {
      scope: 'context',
      key,
      whose: '',
      line: told,
      sentence: ended(type === 'list' ? `${title}: ${told}` : told),
      named: meaningsOf(name),
      about: new Set([...about, ...(type === 'metric' ? [meaningOf('limit')] : [])]),
      said: meaningsOf(rest),
      onlyFor: [],
      isError,
    };
  });
}

function failingLines(lines: readonly string[]): string[] {
  const errors = lines.filter((line) => SAYS_ERROR.test(line));
  return errors.length > 0 ? errors : lines.filter((line) => SAYS_FAILING.test(line));
}

/** A line about an integration or an error as a person would say it. */
function problemText(line: string): string {
  const integration = /^(.+?): (?:(connected|not connected), )?ERROR(?: -- (.+))?$/.exec(line);
  if (integration) {
    const [, name, connection, error] = integration;
    return `${name} ${connection ? `is ${connection} but ` : ''}reports an error${error ? `: ${error}` : ''}`;
  }
  const state = /^(.+?): (connected|not connected)(?:, (.+))?$/.exec(line);
  if (state) return `${state[1]} is ${state[2]}${state[3] ? ` (${state[3]})` : ''}`;
  return line.replace(/^ERROR /, '');
}

function ended(sentence: string): string {
  return /[.!?…]$/.test(sentence) ? sentence : `${sentence}.`;
}

/** `Plan` to `plan`, but `API key` stays. */
function lowerFirst(label: string): string {
  return /^\p{Lu}(?!\p{Lu})/u.test(label) ? label[0]!.toLowerCase() + label.slice(1) : label;
}
