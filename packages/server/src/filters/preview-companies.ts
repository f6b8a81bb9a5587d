import type { TransactionStatements } from '../db/transaction.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { adHocQuery } from './ad-hoc-query.ts';
import { type Explanation, explained, findIn, judge } from './explain-contact.ts';
import { conditionsOf, type Filter, parseFilter } from './filter.ts';
import type { FilterScope } from './filter-to-sql.ts';
import { countMatching, type FunnelStep, funnelOf } from './funnel.ts';

/** Which companies a filter is asked about: all of a workspace. */
export interface CompanyQuestion {
  workspaceId: string;
  filter: Filter;
  zone: string;
}

export interface CompaniesPreview {
  count: number;
  funnel?: FunnelStep[];
  explanation?: Explanation;
}

/** Checks a filter of companies: as `parseFilter`, and every field is one of a company. */
export function parseCompanyFilter(input: unknown): Filter {
  const filter = parseFilter(input);
  const odd = conditionsOf(filter).find(({ field }) => field.of !== 'company');
  if (odd) {
    const path = `${odd.path}.field`;
    throw new Refusal('invalid_filter', `Companies are asked by "company." fields (at ${path}).`, { path });
  }
  return filter;
}

/** The scope in which companies are asked: what is claimed of them counts, unless a condition asks for more. */
export function companyScope({ workspaceId, zone }: Omit<CompanyQuestion, 'filter'>, now: Date): FilterScope {
  return { workspaceId, zone, now, of: 'companies', contactType: 'all', identityMode: 'off' };
}

/** Which companies a filter means: how many exactly, with `explain` the funnel, with a company why it matches or not. */
export async function previewCompanies(
  deps: Pick<Deps, 'db' | 'now'>,
  { filter, ...question }: CompanyQuestion,
  { explain, companyId }: { explain: boolean; companyId: string | null },
): Promise<CompaniesPreview> {
  const scope = companyScope(question, deps.now());
  return adHocQuery(deps.db, async (sql) => {
    const preview: CompaniesPreview = { count: await countMatching(sql, filter, scope) };
    if (explain) preview.funnel = await funnelOf(sql, filter, scope);
    const explanation = companyId === null ? null : await explainCompany(sql, filter, scope, companyId);
    return explanation ? { ...preview, explanation } : preview;
  });
}

async function explainCompany(
  sql: TransactionStatements,
  filter: Filter,
  scope: FilterScope,
  id: string,
): Promise<Explanation | null> {
  const conditions = conditionsOf(filter);
  const [verdict] = await judge(sql, filter, conditions, scope, id);
  const [company] = await sql<Record<string, unknown>[]>`
    select * from companies where workspace_id = ${scope.workspaceId} and id = ${id}`;
  if (!verdict || !company) return null;
  return {
    matches: verdict.matches === true,
    conditions: conditions.map((condition, index) =>
      explained(condition, [findIn(company, condition.field, scope)], verdict[`pass${index}`] === true),
    ),
  };
}
