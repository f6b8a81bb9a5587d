import { expect, test } from 'vitest';
import { newId } from '../db/new-id.ts';
import { testHalo } from '../testing/test-halo.ts';
import type { LogLine } from './identify-log.ts';
import { insertLogLines } from './identify-log-store.ts';
import { trimIdentifyLog } from './trim-identify-log.ts';

const halo = await testHalo();

/** One line for each result, a second apart, the oldest first; each is named by its place. */
async function write(workspaceId: string, results: LogLine['result'][]): Promise<void> {
  const start = Date.now() - 3_600_000;
  const lines = results.map((result, place) => ({
    ...{ workspaceId, id: newId(), counted: false, at: new Date(start + place * 1_000), result, repeats: 1 },
    ...({ contactId: null, companyId: null, externalId: String(place), source: 'browser', level: 'claimed' } as const),
    ...{ reason: null, changed: [], ignored: [], sdk: null, keyId: null, requestId: null },
  }));
  await insertLogLines(halo.sql, lines);
}

async function kept(workspaceId: string): Promise<string[]> {
  const rows = await halo.sql`select external_id from identify_log where workspace_id = ${workspaceId} order by at`;
  return rows.map((row) => row.external_id);
}

const bounds = { linesPerWorkspace: 4, slice: 2, slicesPerRun: 100 };

test('the oldest lines go first, and refusals only when nothing else is left', async () => {
  const [mixed, refused, small] = [newId(), newId(), newId()];
  await write(mixed, ['refused', 'created', 'would_refuse', 'updated', 'unchanged', 'updated', 'updated', 'created']);
  await write(refused, ['refused', 'refused', 'updated', 'would_refuse', 'refused', 'refused']);
  await write(small, ['created', 'updated', 'refused', 'updated']);
  await trimIdentifyLog(halo.deps, bounds);
  expect(await kept(mixed)).toEqual(['0', '2', '6', '7']);
  expect(await kept(refused)).toEqual(['1', '3', '4', '5']);
  expect(await kept(small)).toEqual(['0', '1', '2', '3']);
});

test('a run takes away no more than its slices, and the next one goes on', async () => {
  const workspaceId = newId();
  await write(
    workspaceId,
    Array.from({ length: 10 }, () => 'updated' as const),
  );
  await trimIdentifyLog(halo.deps, { ...bounds, slicesPerRun: 2 });
  expect(await kept(workspaceId)).toEqual(['4', '5', '6', '7', '8', '9']);
  await trimIdentifyLog(halo.deps, { ...bounds, slicesPerRun: 2 });
  expect(await kept(workspaceId)).toEqual(['6', '7', '8', '9']);
});
