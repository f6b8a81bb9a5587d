import { setTimeout as sleep } from 'node:timers/promises';
import { browseAudience } from '../packages/server/src/contacts/browse-audience.ts';
import type { Database } from '../packages/server/src/db/database.ts';
import { parseFilter } from '../packages/server/src/filters/filter.ts';
import { type AudienceQuestion, countAudience } from '../packages/server/src/filters/preview-audience.ts';
import { indexOf } from '../packages/server/src/filters/reading-index.ts';
import { readReadyIndexes } from '../packages/server/src/filters/reading-index-store.ts';
import type { SavedCondition } from '../packages/server/src/filters/saved-conditions.ts';
import { median, say } from './figures.ts';

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3) * 2;

/** A range that means a hundredth of everybody. */
export const RANGED = { field: 'custom:seats', op: 'gte', value: 990 };

/** What is asked, by name: whom it means among the people that the bench makes. */
const QUESTIONS: Record<string, object> = {
  selective: { field: 'custom:account', op: 'is', value: 'acct-77' },
  unselective: { field: 'plan', op: 'is_not', value: 'enterprise' },
  or: {
    any: [
      { field: 'custom:account', op: 'is', value: 'acct-5' },
      RANGED,
      {
        all: [
          { field: 'plan', op: 'is', value: 'enterprise' },
          { field: 'role', op: 'is', value: 'owner' },
        ],
      },
    ],
  },
  range: RANGED,
  range_within: { field: 'custom:seats', op: 'between', value: [500, 519] },
  range_wide: { field: 'custom:seats', op: 'gte', value: 10 },
  date: { field: 'signed_up_at', op: 'within_last', value: { amount: 30, unit: 'days' } },
  company: { field: 'company.custom:tier', op: 'is', value: 'gold' },
};

/** Asks every question some times. */
export async function askAll(db: Database, workspaceId: string): Promise<object> {
  const deps = { db, now: () => new Date() };
  const figures: Record<string, { matches: number; count_ms: number; page_ms: number }> = {};
  for (const [name, filter] of Object.entries(QUESTIONS)) {
    const question: AudienceQuestion = {
      ...{ workspaceId, filter: parseFilter(filter), contactType: 'users', identityMode: 'off', zone: 'UTC' },
    };
    const counts: number[] = [];
    const pages: number[] = [];
    let matches = 0;
    for (let round = 0; round < ROUNDS + 1; round++) {
      const began = performance.now();
      matches = await countAudience(deps, question);
      const counted = performance.now();
      const { rows } = await browseAudience(deps, question, {}, { sort: 'created', limit: 50 });
      if (rows.length !== Math.min(50, matches)) throw new Error(`${name}: ${rows.length} rows of ${matches}`);
      counts.push(counted - began);
      pages.push(performance.now() - counted);
    }
    // The first of each only warms up.
    figures[name] = { matches, count_ms: median(counts.slice(1)), page_ms: median(pages.slice(1)) };
    say(
      `${name}: ${matches} match, counted in ${figures[name].count_ms} ms, first page in ${figures[name].page_ms} ms`,
    );
  }
  return figures;
}

/** Waits until a condition has its index, and the database knows how its values lie. */
export async function untilIndexed(db: Database, condition: SavedCondition): Promise<void> {
  const serves = indexOf(condition)!;
  while (!(await readReadyIndexes(db.sql)).get(serves)?.length) await sleep(50);
}
