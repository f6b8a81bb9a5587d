import { expect, test } from 'vitest';
import { testHalo } from '../testing/test-halo.ts';
import { changeSettings } from '../workspaces/change-settings.ts';
import { FACTS_REBUILD, type FactsRebuild } from './facts-rebuild.ts';
import { rebuildFacts } from './rebuild-facts.ts';

const halo = await testHalo();

async function waitingJobs(): Promise<{ data: FactsRebuild; start_after: string }[]> {
  return halo.sql`select data, start_after from jobs.job where name = ${FACTS_REBUILD} and state = 'created' order by start_after`;
}

test('a new time zone reads days again: for people and companies, in slices, at once and once more', async () => {
  const { id, serverKey } = await halo.workspace();
  const other = await halo.workspace();
  const users = Array.from({ length: 450 }, (_, n) => ({
    user_id: `u${n}`,
    traits: { trial_ends: '2026-05-27', exact: '2026-05-27T10:00:00Z', plan: 'pro' },
  }));
  for (const key of [serverKey, other.serverKey]) await halo.call('/users/update', key, { users });
  await halo.call('/companies/update', serverKey, { company_id: 'acme', traits: { audit: '2026-05-27' } });
  const on = async (key: string, field: string, start: string) => {
    const filter = { all: [{ field, op: 'before', value: start }] };
    return (await halo.call('/audiences/preview', key, { filter })).body.count;
  };
  // Midnight in Kiritimati is fourteen hours before that in Greenwich.
  expect(await on(serverKey, 'custom:trial_ends', '2026-05-26T12:00:00Z')).toBe(0);

  const actor = { kind: 'command_line' as const };
  await changeSettings(halo.deps, { workspaceId: id, actor, patch: { timeZone: 'Pacific/Kiritimati' } });
  const jobs = await waitingJobs();
  expect(jobs.map(({ data }) => [data.workspaceId, data.scope, data.round])).toEqual(
    expect.arrayContaining([
      [id, 'user', 1],
      [id, 'company', 1],
      [id, 'user', 2],
      [id, 'company', 2],
    ]),
  );
  expect(jobs).toHaveLength(4);
  for (const { data } of jobs) await rebuildFacts(halo.deps, data);
  expect(await on(serverKey, 'custom:trial_ends', '2026-05-26T12:00:00Z')).toBe(450);
  expect(await on(serverKey, 'custom:exact', '2026-05-27T10:00:00Z')).toBe(0);
  expect(await on(other.serverKey, 'custom:trial_ends', '2026-05-26T12:00:00Z')).toBe(0);
  const [company] = await halo.sql`select facts from company_facts where workspace_id = ${id}`;
  expect(company!.facts['custom:audit'].d).toEqual([Date.parse('2026-05-26T10:00:00Z')]);

  const places = async () =>
    (await halo.sql`select ctid::text from contact_facts where workspace_id = ${id}`).map((row) => row.ctid);
  const before = await places();
  for (const { data } of jobs) await rebuildFacts(halo.deps, data);
  expect(await places()).toEqual(before);
});

test('other settings ask for no rebuild', async () => {
  const { id } = await halo.workspace();
  await halo.sql`delete from jobs.job where name = ${FACTS_REBUILD}`;
  await changeSettings(halo.deps, {
    workspaceId: id,
    actor: { kind: 'command_line' },
    patch: { name: 'New', tracking: false },
  });
  expect(await waitingJobs()).toEqual([]);
});
