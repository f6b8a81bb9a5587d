import type { Level } from '@halo/wire/merge-traits.ts';
import type { Sql } from '../db/database.ts';
import { newId } from '../db/new-id.ts';
import { type ContactType, parseFilter, type SavedFilter } from './filter.ts';
import { type FilterScope, filterToSql } from './filter-to-sql.ts';
import { companyScope } from './preview-companies.ts';
import { buildFacts } from './read-value.ts';

/** A company of the tests, as the writer would store it. */
export interface FixtureCompany {
  externalId: string;
  createdAt?: string;
  values?: Record<string, unknown>;
  levels?: Record<string, Level>;
}

/** A person of the tests: columns and custom fields side by side, as callers send them. */
export interface FixturePerson {
  userId: string | null;
  kind?: 'user' | 'lead';
  proof?: 'claimed' | 'verified';
  values?: Record<string, unknown>;
  levels?: Record<string, Level>;
  times?: Partial<Record<'created_at' | 'first_seen' | 'last_seen' | 'last_contacted_at', string>>;
  companies?: { id: string; trust?: 'claimed' | 'self' | 'verified' }[];
  /** What they said about the lists `in` (opt in) and `out` (opt out), which the workspace then has. */
  said?: { in: string | null; out: string | null };
  events?: { type: string; at: string; trust: 'claimed' | 'verified' }[];
}

const CONTACT_COLUMNS = [
  'name',
  'email',
  'signed_up_at',
  'renewal_date',
  'renewal_status',
  'contract_term',
  'payment_terms',
  'on_contract',
  'mrr',
  'arr',
];
const COMPANY_COLUMNS = [
  ...CONTACT_COLUMNS.filter((key) => key !== 'email'),
  'domain',
  'industry',
  'plan',
  'employee_count',
];
const FACT_COLUMNS = ['signed_up_at', 'renewal_date', 'mrr', 'arr'];

/** Writes people and companies with their facts; answers their row ids by external id (leads by their name). */
export async function storePeople(
  sql: Sql,
  workspaceId: string,
  { people, companies = [], zone = 'UTC' }: { people: FixturePerson[]; companies?: FixtureCompany[]; zone?: string },
): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  const companyIds = new Map<string, string>();
  for (const company of companies) {
    const id = newId();
    companyIds.set(company.externalId, id);
    const own = { id: company.externalId };
    const record = split(company.values ?? {}, company.levels ?? {}, COMPANY_COLUMNS, zone, own);
    const now = '2026-01-01T00:00:00Z';
    const row = { workspace_id: workspaceId, id, external_id: company.externalId, updated_at: now };
    await sql`insert into companies ${sql({ ...row, created_at: company.createdAt ?? now, ...record.columns, ...record.json } as never)}`;
    const facts = { workspace_id: workspaceId, company_id: id, ...record.factColumns };
    await sql`insert into company_facts ${sql({ ...facts, facts: sql.json(record.facts as never) })}`;
  }
  const lists = people.some(({ said }) => said) ? { in: newId(), out: newId() } : null;
  for (const [key, id] of Object.entries(lists ?? {})) {
    const list = {
      workspace_id: workspaceId,
      id,
      key,
      name: key,
      kind: `opt_${key}`,
      created_at: '2026-01-01T00:00:00Z',
    };
    await sql`insert into subscription_lists ${sql(list)}`;
  }
  for (const person of people) {
    const id = newId();
    ids.set(person.userId ?? String(person.values?.name), id);
    const record = split(person.values ?? {}, person.levels ?? {}, CONTACT_COLUMNS, zone, { user_id: person.userId });
    const { kind = 'user', proof = 'claimed' } = person;
    const created = { created_at: '2026-01-01T00:00:00Z', ...person.times };
    const row = {
      workspace_id: workspaceId,
      id,
      external_id: person.userId,
      kind,
      trust: proof,
      updated_at: created.created_at,
    };
    await sql`insert into contacts ${sql({ ...row, ...created, ...record.columns, ...record.json } as never)}`;
    const facts = { workspace_id: workspaceId, contact_id: id, kind, trust: proof, ...record.factColumns };
    await sql`insert into contact_facts ${sql({ ...facts, facts: sql.json(record.facts as never) })}`;
    for (const [key, state] of Object.entries(person.said ?? {})) {
      if (!state || !lists) continue;
      const consent = {
        contact_id: id,
        list_id: lists[key as 'in'],
        state,
        source: 'teammate',
        actor: 'x',
        at: '2026-01-01T00:00:00Z',
      };
      await sql`insert into consents ${sql({ workspace_id: workspaceId, ...consent })}`;
    }
    for (const event of person.events ?? []) {
      await sql`insert into events ${sql({ workspace_id: workspaceId, id: newId(), contact_id: id, ...event })}`;
    }
    for (const { id: company, trust = 'verified' } of person.companies ?? []) {
      const membership = { workspace_id: workspaceId, contact_id: id, company_id: companyIds.get(company)!, trust };
      const at = '2026-01-01T00:00:00Z';
      await sql`insert into memberships ${sql({ ...membership, method: 'token', since: at, named_at: at })}`;
    }
  }
  return ids;
}

function split(
  values: Record<string, unknown>,
  levels: Record<string, Level>,
  columnNames: string[],
  zone: string,
  own: Record<string, string | null>,
) {
  const entries = Object.entries(values).filter(([, value]) => value !== null && value !== undefined);
  const columns = Object.fromEntries(entries.filter(([key]) => columnNames.includes(key)));
  // The door lets neither NUL nor lone surrogates in; the facts must still survive them.
  const custom = stored(Object.fromEntries(entries.filter(([key]) => !columnNames.includes(key))));
  const factKey = (key: string) => (columnNames.includes(key) ? key : `custom:${key}`);
  const marks = entries.map(([key]) => [1_779_840_000_000, 'browser', levels[key] ?? 0, null]);
  const keys = Object.fromEntries(entries.map(([key], index) => [key, index]));
  const facts = buildFacts({
    values: { ...Object.fromEntries(entries.map(([key, value]) => [factKey(key), value])), ...own },
    levels: { ...Object.fromEntries(Object.entries(levels).map(([key, level]) => [factKey(key), level])), id: 2 },
    zone,
  });
  const factColumns = Object.fromEntries(FACT_COLUMNS.map((key) => [key, columns[key] ?? null]));
  return { columns, json: { custom_fields: custom, provenance: { marks, keys, gone: {} } }, facts, factColumns };
}

function stored(values: Record<string, unknown>): unknown {
  return JSON.parse(JSON.stringify(values).replace(/\\u(?:0000|d[89a-f]..)/g, '\uFFFD'));
}

/** The moment at which `questions` asks, unless told otherwise. */
export const NOW = new Date('2026-05-27T12:00:00.000Z');

/** Stores people in a workspace of their own, and asks who matches a filter: their external ids, or a lead's name. */
export function questions(sql: Sql) {
  return {
    async workspaceOf(people: FixturePerson[], companies: FixtureCompany[] = [], zone = 'UTC'): Promise<string> {
      const workspaceId = newId();
      await storePeople(sql, workspaceId, { people, companies, zone });
      return workspaceId;
    },
    async matching(
      workspaceId: string,
      filter: unknown,
      scope: Partial<FilterScope> = {},
      contactType: ContactType = 'all',
      saved?: ReadonlyMap<string, SavedFilter>,
    ): Promise<string[]> {
      const whole = { workspaceId, contactType, now: NOW, zone: 'UTC', identityMode: 'off' as const, ...scope };
      const { text, params } = filterToSql(parseFilter(filter, saved), whole);
      const rows = await sql.unsafe(
        `select coalesce(p.external_id, p.name) as name from contact_facts f
          join contacts p on p.workspace_id = f.workspace_id and p.id = f.contact_id
          where ${text}`,
        params as never[],
      );
      return rows.map((row) => row.name).sort();
    },
    /** Which companies of the workspace match a filter of companies: their external ids. */
    async matchingCompanies(workspaceId: string, filter: unknown): Promise<string[]> {
      const { text, params } = filterToSql(parseFilter(filter), companyScope({ workspaceId, zone: 'UTC' }, NOW));
      const rows = await sql.unsafe(
        `select k.external_id as name from company_facts r
          join companies k on k.workspace_id = r.workspace_id and k.id = r.company_id where ${text}`,
        params as never[],
      );
      return rows.map((row) => row.name).sort();
    },
  };
}
