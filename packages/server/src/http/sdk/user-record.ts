import { emptyTraits, markOf, same, type Traits } from '@halo/wire/merge-traits.ts';
import type { CompanyRecord } from '@halo/wire/sdk/companies.ts';
import type { UserRecord } from '@halo/wire/sdk/users.ts';
import type { Company } from '../../contacts/company.ts';
import type { Contact, Membership } from '../../contacts/contact.ts';
import type { WriteOutcome } from '../../contacts/contact-write.ts';
import type { ContextEntry } from '../../contacts/context.ts';
import { customFields, own } from '../../contacts/record-columns.ts';
import { COLUMNS, isColumn, type Scope } from '../../contacts/traits.ts';

type Json = Record<string, unknown>;

/** A person whole, for callers who proved that they may know them. */
export function wholeUser(
  contact: Contact,
  context: readonly ContextEntry[],
  memberships: readonly Membership[],
): UserRecord {
  return {
    id: contact.id,
    user_id: contact.externalId,
    kind: contact.kind,
    ...columns('user', contact.values),
    custom_fields: customFields('user', contact.values),
    context: entriesOf(context),
    companies: memberships.map((membership) => ({
      company_id: membership.companyExternalId,
      name: membership.companyName,
      current: membership.companyId === contact.currentCompanyId,
      trust: membership.trust,
    })),
    first_seen: contact.firstSeen,
    last_seen: contact.lastSeen,
    created_at: contact.createdAt,
    updated_at: contact.updatedAt,
  };
}

/** A person as an unproved caller may see them: the id, and those keys of its own call that were taken. */
export function ownWordsOfUser(externalId: string, outcome: WriteOutcome, sent: Sent): UserRecord {
  return { user_id: externalId, ...ownWords('user', outcome.contact ?? emptyTraits(), outcome, sent) };
}

/** A company whole, for server keys. */
export function wholeCompany(company: Company, context: readonly ContextEntry[]): CompanyRecord {
  return {
    id: company.id,
    company_id: company.externalId,
    ...columns('company', company.values),
    custom_fields: customFields('company', company.values),
    context: entriesOf(context),
    created_at: company.createdAt,
    updated_at: company.updatedAt,
  };
}

/** A company as a browser may see it: the keys of its own call, and when the record was made. */
export function ownWordsOfCompany(
  company: Company,
  outcome: WriteOutcome,
  sent: Sent,
  mayKnow: boolean,
): CompanyRecord {
  const said = ownWords('company', company, outcome, sent);
  return {
    company_id: company.externalId,
    ...said,
    signed_up_at: mayKnow
      ? ((own(company.values, 'signed_up_at') ?? null) as string | null)
      : ((said.signed_up_at as string) ?? null),
    created_at: company.createdAt,
    updated_at: company.updatedAt,
  };
}

/** What a call sent, as far as its answer may echo it. */
export interface Sent {
  traits?: Json | null;
  set_once?: Json | null;
  context?: Json | null;
}

/**
 * Keys that were ignored stay out whatever they held, so that no answer depends on a protected value (safety W2);
 * `set_once` shows only what it set.
 */
function ownWords(scope: Scope, traits: Traits, outcome: WriteOutcome, sent: Sent): Json {
  const { values } = traits;
  if (outcome.repeated) return asSent(scope, traits, sent.traits ?? {});
  const ignored = new Set([...outcome.refused, ...outcome.recorded[scope].ignored].map(({ key }) => key));
  const changed = new Set(outcome.recorded[scope].changed);
  const keys = [
    ...Object.keys(sent.traits ?? {}),
    ...Object.keys(sent.set_once ?? {}).filter((key) => changed.has(key)),
  ].filter((key) => !ignored.has(key) && Object.hasOwn(values, key));
  const said = Object.fromEntries(keys.map((key) => [key, values[key]]));
  const contextSaid = Object.entries(sent.context ?? {}).filter(([key, entry]) => entry !== null && !ignored.has(key));
  return { ...split(scope, said), ...(contextSaid.length > 0 && { context: Object.fromEntries(contextSaid) }) };
}

/** Of a repeated delivery, which stored nothing: what was claimed before and is sent again as it stands. */
function asSent(scope: Scope, { values, provenance }: Traits, sent: Json): Json {
  const known = Object.entries(sent).filter(
    ([key, value]) => (markOf(provenance, key)?.[2] ?? 0) === 0 && same(own(values, key), value),
  );
  return split(scope, Object.fromEntries(known));
}

function split(scope: Scope, said: Json): Json {
  const fields = customFields(scope, said);
  return {
    ...Object.fromEntries(Object.entries(said).filter(([key]) => isColumn(scope, key))),
    ...(Object.keys(fields).length > 0 && { custom_fields: fields }),
  };
}

function columns(scope: Scope, values: Json): Json {
  return Object.fromEntries(Object.keys(COLUMNS[scope]).map((column) => [column, own(values, column) ?? null]));
}

function entriesOf(context: readonly ContextEntry[]): Json {
  return Object.fromEntries(context.map(({ key, entry }) => [key, entry]));
}
