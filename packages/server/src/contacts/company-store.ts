import type { Sql } from '../db/database.ts';
import type { Facts } from '../filters/read-value.ts';
import type { Company } from './company.ts';
import { rowOfTraits, type StoredTraits, traitColumns, traitsOfRow } from './record-columns.ts';

const TRAITS = traitColumns('company');
const TRAIT_NAMES = TRAITS.map(({ column }) => column);
const SELECTED = [
  'c.workspace_id as "workspaceId"',
  'c.id',
  'c.external_id as "externalId"',
  'c.trust',
  'c.created_at as "createdAt"',
  'c.updated_at as "updatedAt"',
  ...TRAIT_NAMES.map((name) => `c.${name}`),
  'c.custom_fields',
  'c.provenance',
].join(', ');
const WRITTEN = ['external_id', 'trust', 'created_at', 'updated_at', ...TRAIT_NAMES, 'custom_fields', 'provenance'];
const RECORDSET = [
  'workspace_id uuid',
  'id uuid',
  'external_id text',
  'trust text',
  'created_at timestamptz',
  'updated_at timestamptz',
  ...TRAITS.map(({ column, type }) => `${column} ${type}`),
  'custom_fields json',
  'provenance json',
].join(', ');

export interface CompanyName {
  workspaceId: string;
  externalId: string;
}

type CompanyRow = Omit<Company, 'values' | 'provenance'> & StoredTraits;

function toCompany(row: CompanyRow): Company {
  const { workspaceId, id, externalId, trust, createdAt, updatedAt } = row;
  return { workspaceId, id, externalId, trust, createdAt, updatedAt, ...traitsOfRow('company', row) };
}

/** Companies by external id, locked in the order of their ids. */
export function lockCompanies(sql: Sql, names: readonly CompanyName[]): Promise<Company[]> {
  return byName(sql, names, 'order by c.workspace_id, c.id for no key update of c');
}

/** Companies by external id, for links only: no lock. */
export function readCompaniesByName(sql: Sql, names: readonly CompanyName[]): Promise<Company[]> {
  return byName(sql, names, '');
}

async function byName(sql: Sql, names: readonly CompanyName[], tail: string): Promise<Company[]> {
  if (names.length === 0) return [];
  const rows = await sql.unsafe<CompanyRow[]>(
    `select ${SELECTED}
     from json_to_recordset($1::text::json) as n(workspace_id uuid, external_id text)
     join companies c on c.workspace_id = n.workspace_id and c.external_id = n.external_id ${tail}`,
    [
      JSON.stringify(
        names.map(({ workspaceId, externalId }) => ({ workspace_id: workspaceId, external_id: externalId })),
      ),
    ],
    { prepare: true },
  );
  return rows.map(toCompany);
}

export async function findCompany(sql: Sql, workspaceId: string, id: string): Promise<Company | null> {
  const [row] = await sql.unsafe<CompanyRow[]>(
    `select ${SELECTED} from companies c where c.workspace_id = $1 and c.id = $2`,
    [workspaceId, id],
    { prepare: true },
  );
  return row ? toCompany(row) : null;
}

/** Writes new companies, in one order everywhere. Fewer come back than were sent when another process was first. */
export async function insertCompanies(sql: Sql, companies: readonly Company[]): Promise<number> {
  if (companies.length === 0) return 0;
  const names = ['workspace_id', 'id', ...WRITTEN].join(', ');
  const inserted = await sql.unsafe(
    `insert into companies (${names}) select ${names} from json_to_recordset($1::text::json) as x(${RECORDSET})
     order by x.workspace_id, x.external_id collate "C"
     on conflict (workspace_id, external_id) do nothing returning id`,
    [toJson(companies)],
    { prepare: true },
  );
  return inserted.length;
}

/** Writes companies whose rows the caller has locked. */
export async function updateCompanies(sql: Sql, companies: readonly Company[]): Promise<void> {
  if (companies.length === 0) return;
  await sql.unsafe(
    `update companies c set ${WRITTEN.map((name) => `${name} = x.${name}`).join(', ')}
     from json_to_recordset($1::text::json) as x(${RECORDSET})
     where c.workspace_id = x.workspace_id and c.id = x.id`,
    [toJson(companies)],
    { prepare: true },
  );
}

export async function writeCompanyFacts(sql: Sql, rows: readonly { company: Company; facts: Facts }[]): Promise<void> {
  if (rows.length === 0) return;
  const json = JSON.stringify(
    rows.map(({ company, facts }) => {
      const { signed_up_at, renewal_date, mrr, arr } = company.values;
      return { workspace_id: company.workspaceId, company_id: company.id, signed_up_at, renewal_date, mrr, arr, facts };
    }),
  );
  await sql.unsafe(
    `insert into company_facts (workspace_id, company_id, signed_up_at, renewal_date, mrr, arr, facts)
     select x.workspace_id, x.company_id, x.signed_up_at, x.renewal_date, x.mrr, x.arr, x.facts
     from json_to_recordset($1::text::json) as x(workspace_id uuid, company_id uuid, signed_up_at timestamptz,
       renewal_date timestamptz, mrr double precision, arr double precision, facts jsonb)
     on conflict (workspace_id, company_id) do update set
       signed_up_at = excluded.signed_up_at, renewal_date = excluded.renewal_date, mrr = excluded.mrr,
       arr = excluded.arr, facts = excluded.facts`,
    [json],
    { prepare: true },
  );
}

/** The next companies of a workspace by id, locked. */
export async function lockCompaniesAfter(
  sql: Sql,
  workspaceId: string,
  after: string | null,
  limit: number,
): Promise<Company[]> {
  const rows = await sql.unsafe<CompanyRow[]>(
    `select ${SELECTED} from companies c
     where c.workspace_id = $1 and ($2::uuid is null or c.id > $2::uuid)
     order by c.id limit $3 for no key update`,
    [workspaceId, after, limit],
    { prepare: true },
  );
  return rows.map(toCompany);
}

/** Writes the facts of companies that are locked, as far as they read otherwise now. */
export async function rewriteCompanyFacts(
  sql: Sql,
  rows: readonly { company: Company; facts: Facts }[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql.unsafe(
    `update company_facts f set facts = x.facts
     from json_to_recordset($1::text::json) as x(workspace_id uuid, company_id uuid, facts jsonb)
     where f.workspace_id = x.workspace_id and f.company_id = x.company_id and f.facts <> x.facts`,
    [
      JSON.stringify(
        rows.map(({ company, facts }) => ({ workspace_id: company.workspaceId, company_id: company.id, facts })),
      ),
    ],
    { prepare: true },
  );
}

function toJson(companies: readonly Company[]): string {
  return JSON.stringify(
    companies.map((company) => ({
      workspace_id: company.workspaceId,
      id: company.id,
      external_id: company.externalId,
      trust: company.trust,
      created_at: company.createdAt,
      updated_at: company.updatedAt,
      ...rowOfTraits('company', company),
    })),
  );
}
