import { LIMITS } from '@halo/wire/limits.ts';
import type { TransactionStatements } from '../db/transaction.ts';
import type { Deps } from '../deps.ts';
import { adHocQuery } from './ad-hoc-query.ts';
import { type Explanation, explainContact } from './explain-contact.ts';
import { type ContactType, conditionsOf, type Filter, harmlessVerdicts } from './filter.ts';
import {
  binding,
  conditionSql,
  type FilterScope,
  filterToSql,
  hasValueSql,
  scopeSql,
  treeSql,
} from './filter-to-sql.ts';
import { findHints } from './find-hints.ts';
import { type AudienceHint, hintOfSlowness } from './hint.ts';
import { indexOf } from './reading-index.ts';

/** Whoever waits longer is told what would help. */
const SLOW_MS = 300;

/** Whom a filter is asked about. The filter has been parsed; mode and zone are the workspace's. */
export interface AudienceQuestion {
  workspaceId: string;
  filter: Filter;
  contactType: ContactType;
  identityMode: FilterScope['identityMode'];
  zone: string;
}

/** One condition of a filter: how many pass it alone, lack its value, and are left after it and those before. */
export interface FunnelStep {
  path: string;
  field: string;
  op: string;
  pass: number;
  missing: number;
  left: number;
}

export interface AudiencePreview {
  count: number;
  /** External ids of the first 1,000, oldest contact first; leads have none. Left empty when a sample is asked for. */
  userIds: string[];
  /** As many contacts as were asked for, oldest first. */
  sample?: string[];
  funnel?: FunnelStep[];
  /** With the funnel: why nobody matches, or why it took long, and what to do. */
  hints?: AudienceHint[];
  explanation?: Explanation;
}

/** How many contacts a filter means just now: exact. */
export async function countAudience(deps: Pick<Deps, 'db' | 'now'>, question: AudienceQuestion): Promise<number> {
  const scope = { ...question, now: deps.now() };
  return adHocQuery(deps.db, (sql, indexed) => count(sql, question.filter, { ...scope, indexed }));
}

/**
 * Whom a filter means just now: the exact count, the first ids, with `explain` the funnel, and with `contactId` why
 * that contact matches or not. Everything is read from one snapshot.
 */
export async function previewAudience(
  deps: Pick<Deps, 'db' | 'now'>,
  question: AudienceQuestion & { explain?: boolean; contactId?: string | null; sample?: number },
): Promise<AudiencePreview> {
  const { filter, explain, contactId } = question;
  const now = deps.now();
  return adHocQuery(deps.db, async (sql, indexed) => {
    const scope = { ...question, now, indexed };
    const matching = await count(sql, filter, scope);
    const counted = deps.now().getTime() - now.getTime();
    const preview: AudiencePreview = {
      count: matching,
      userIds: question.sample ? [] : await firstUserIds(sql, filter, scope),
    };
    if (question.sample) preview.sample = await firstContacts(sql, filter, scope, question.sample);
    if (explain) preview.funnel = await funnelOf(sql, filter, scope);
    if (preview.funnel && preview.count === 0) preview.hints = await findHints(sql, filter, scope, preview.funnel);
    else if (explain && counted > SLOW_MS) preview.hints = slownessOf(filter, indexed, counted);
    const explanation = contactId ? await explainContact(sql, filter, scope, contactId) : null;
    return explanation ? { ...preview, explanation } : preview;
  });
}

/** What an index would have made quick. */
function slownessOf(filter: Filter, indexed: ReadonlySet<string>, ms: number): AudienceHint[] {
  const unserved = conditionsOf(filter).filter(({ field: { name }, op, value }) => {
    const index = indexOf({ field: name, op, value });
    return index !== null && !indexed.has(index);
  });
  return unserved.map(({ path, field }) => hintOfSlowness(path, field, ms));
}

async function count(sql: TransactionStatements, filter: Filter, scope: FilterScope): Promise<number> {
  const { text, params } = filterToSql(filter, scope);
  const [row] = await sql.unsafe(`select count(*)::int as count from contact_facts f where ${text}`, params as never[]);
  return row!.count;
}

async function firstUserIds(sql: TransactionStatements, filter: Filter, scope: FilterScope): Promise<string[]> {
  const { text, params } = filterToSql(filter, scope);
  const rows = await sql.unsafe(
    `select p.external_id from contact_facts f
      join contacts p on p.workspace_id = f.workspace_id and p.id = f.contact_id
      where ${text} and p.external_id is not null
      order by f.contact_id limit ${LIMITS.previewUserIds}`,
    params as never[],
  );
  return rows.map((row) => row.external_id);
}

async function firstContacts(
  sql: TransactionStatements,
  filter: Filter,
  scope: FilterScope,
  limit: number,
): Promise<string[]> {
  const { text, params } = filterToSql(filter, scope);
  const rows = await sql.unsafe(
    `select f.contact_id as id from contact_facts f where ${text} order by f.contact_id limit ${limit}`,
    params as never[],
  );
  return rows.map((row) => row.id);
}

/**
 * What is left after a condition is what the whole filter would leave if the conditions after it stopped nobody, so a
 * plain list counts down, whatever its groups are, and the last step is the answer.
 */
async function funnelOf(sql: TransactionStatements, filter: Filter, scope: FilterScope): Promise<FunnelStep[]> {
  const conditions = conditionsOf(filter);
  if (conditions.length === 0) return [];
  const { bind, params } = binding();
  const within = scopeSql(scope, bind);
  const verdicts = conditions.flatMap((condition, index) => [
    `${conditionSql(condition, scope, bind)} as pass${index}`,
    `${hasValueSql(condition, scope, bind)} as has${index}`,
  ]);
  const harmless = harmlessVerdicts(filter);
  const counts = conditions.flatMap((_, index) => {
    const left = treeSql(filter, (condition) => {
      const at = conditions.indexOf(condition);
      return at <= index ? `pass${at}` : String(harmless.get(condition));
    });
    return [
      `count(*) filter (where pass${index})::int as pass${index}`,
      `count(*) filter (where not has${index})::int as missing${index}`,
      `count(*) filter (where ${left})::int as left${index}`,
    ];
  });
  // `offset 0` keeps the planner from putting the conditions back where they are counted, once for each count.
  const judged = `select ${verdicts.join(', ')} from contact_facts f where ${within} offset 0`;
  const [row] = await sql.unsafe(`select ${counts.join(', ')} from (${judged}) judged`, params as never[]);
  return conditions.map(({ path, field, op }, index) => ({
    path,
    field: field.name,
    op,
    pass: row![`pass${index}`],
    missing: row![`missing${index}`],
    left: row![`left${index}`],
  }));
}
