import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import { readSettings } from '../workspaces/read-settings.ts';
import { companyFacts } from './company-facts.ts';
import { lockCompaniesAfter, rewriteCompanyFacts } from './company-store.ts';
import { contactFacts } from './contact-facts.ts';
import { lockContactsAfter, rewriteContactFacts } from './contact-store.ts';
import { FACTS_REBUILD, type FactsRebuild, rebuildJob } from './facts-rebuild.ts';

const SLICE = 200;
const SLICES_A_JOB = 50;

/**
 * Reads the values of a workspace's records again, in its present time zone, and writes the facts that became others. A
 * transaction takes 200 records, a job 50 transactions; then the next job goes on. May be done twice.
 */
export async function rebuildFacts(deps: Pick<Deps, 'db' | 'jobs'>, rebuild: FactsRebuild): Promise<void> {
  let { after } = rebuild;
  for (let slice = 0; slice < SLICES_A_JOB; slice++) {
    const { timeZone } = await readSettings(deps, rebuild.workspaceId);
    const ids = await deps.db.transaction((tx) => rebuildSlice(tx, { ...rebuild, after }, timeZone));
    if (ids.length < SLICE) return;
    after = ids.at(-1)!;
  }
  await deps.jobs.insert(null, FACTS_REBUILD, [rebuildJob({ ...rebuild, after })]);
}

async function rebuildSlice(tx: Tx, { workspaceId, scope, after }: FactsRebuild, zone: string): Promise<string[]> {
  if (scope === 'user') {
    const contacts = await lockContactsAfter(tx.sql, workspaceId, after, SLICE);
    await rewriteContactFacts(
      tx.sql,
      contacts.map((contact) => contactFacts(contact, zone)),
    );
    return contacts.map(({ id }) => id);
  }
  const companies = await lockCompaniesAfter(tx.sql, workspaceId, after, SLICE);
  await rewriteCompanyFacts(
    tx.sql,
    companies.map((company) => companyFacts(company, zone)),
  );
  return companies.map(({ id }) => id);
}
