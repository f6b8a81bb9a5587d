import { LIMITS } from '@halo/wire/limits.ts';
import type { TransactionStatements } from '../db/transaction.ts';
import type { Deps } from '../deps.ts';
import { adHocQuery } from './ad-hoc-query.ts';
import { type Explanation, explainContact } from './explain-contact.ts';
import { type ContactType, conditionsOf, type Filter } from './filter.ts';
import { type FilterScope, filterToSql } from './filter-to-sql.ts';
import { findHints } from './find-hints.ts';
import { countMatching, type FunnelStep, funnelOf } from './funnel.ts';
import { type AudienceHint, hintOfSlowness } from './hint.ts';
import { indexOf, type ReadyIndexes } from './reading-index.ts';

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
  return adHocQuery(deps.db, (sql, indexed) => countMatching(sql, question.filter, { ...scope, indexed }));
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
    const matching = await countMatching(sql, filter, scope);
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
function slownessOf(filter: Filter, indexed: ReadyIndexes, ms: number): AudienceHint[] {
  const unserved = conditionsOf(filter).filter(({ field: { name }, op, value }) => {
    const index = indexOf({ field: name, op, value });
    return index !== null && !indexed.has(index);
  });
  return unserved.map(({ path, field }) => hintOfSlowness(path, field, ms));
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
