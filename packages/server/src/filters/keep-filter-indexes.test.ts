import { expect, test } from 'vitest';
import { removeSegment } from '../segments/remove-segment.ts';
import { saveSegment } from '../segments/save-segment.ts';
import { testHalo } from '../testing/test-halo.ts';
import type { Actor } from '../workspaces/audit.ts';
import { NOW, questions } from './audience-fixture.ts';
import { parseFilter } from './filter.ts';
import { filterToSql } from './filter-to-sql.ts';
import { countMatching } from './funnel.ts';
import { FILTER_INDEXES, keepFilterIndexes } from './keep-filter-indexes.ts';
import { readReadyIndexes } from './reading-index-store.ts';

const halo = await testHalo();
const actor: Actor = { kind: 'command_line' };
const { workspaceOf, matching } = questions(halo.sql);
const SEATS = { field: 'custom:seats', op: 'gte', value: 90 };

const save = (workspaceId: string, name: string, filter: unknown) =>
  saveSegment(halo.deps, { workspaceId, id: null, name, contactType: 'users', filter, actor });
const ready = async () => [...(await readReadyIndexes(halo.sql)).keys()].sort();

test('saving a filter makes the indexes its ranges want, removing it takes them away, and neither keeps writers out', async () => {
  const workspace = await halo.workspace();
  const { id } = await save(workspace.id, 'Large', {
    any: [
      SEATS,
      { field: 'custom:trial_ends', op: 'within_last', value: { amount: 3, unit: 'days' } },
      { field: 'mrr', op: 'lt', value: 10 },
      // Nothing of these wants one.
      { field: 'plan', op: 'is', value: 'pro' },
      { field: 'company.custom:seats', op: 'gt', value: 1 },
      { field: 'signed_up_at', op: 'before', value: '2026-01-01' },
    ],
  });
  const [job] = await halo.sql`select 1 from jobs.job where name = ${FILTER_INDEXES}`;
  expect(job).toBeDefined();
  const [, written] = await Promise.all([
    keepFilterIndexes(halo.deps),
    halo.call('/users/identify', workspace.serverKey, { user_id: 'a', traits: { seats: 95 } }),
  ]);
  expect(written.status).toBe(200);
  expect(await ready()).toEqual(['column mrr', 'd custom:trial_ends', 'n custom:seats']);
  // Again, as after a crash: nothing to do.
  await keepFilterIndexes(halo.deps);
  expect(await ready()).toHaveLength(3);
  await removeSegment(halo.deps, { workspaceId: workspace.id, id, actor });
  await keepFilterIndexes(halo.deps);
  expect(await ready()).toEqual([]);
});

test('no more than eight are kept: those that most filters name', async () => {
  const workspace = await halo.workspace();
  const asking = (keys: number[]) => ({
    any: keys.map((key) => ({ field: `custom:k${key}`, op: 'gt', value: 1 })),
  });
  const first = await save(workspace.id, 'Many', asking([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]));
  const second = await save(workspace.id, 'Few', asking([9, 10]));
  await keepFilterIndexes(halo.deps);
  const kept = await ready();
  expect(kept).toHaveLength(8);
  expect(kept).toEqual(expect.arrayContaining(['n custom:k9', 'n custom:k10']));
  for (const { id } of [first, second]) await removeSegment(halo.deps, { workspaceId: workspace.id, id, actor });
  await keepFilterIndexes(halo.deps);
});

test('one that a crash left before it was said what it serves is made anew', async () => {
  const workspace = await halo.workspace();
  const { id } = await save(workspace.id, 'Large', SEATS);
  await keepFilterIndexes(halo.deps);
  const [made] = await halo.sql<{ name: string }[]>`
    select indexname as name from pg_indexes where indexname like 'contact%by%'`;
  await halo.sql.unsafe(`comment on index ${made!.name} is null`);
  expect(await ready()).toEqual([]);
  await keepFilterIndexes(halo.deps);
  expect(await ready()).toEqual(['n custom:seats']);
  await removeSegment(halo.deps, { workspaceId: workspace.id, id, actor });
  await keepFilterIndexes(halo.deps);
});

test('a key may be named as badly as it likes, its index is used, and lists, gaps and bounds stay exact', async () => {
  const key = `custom:o'clock"; drop table contacts; -- \\ %L`;
  const trait = key.slice('custom:'.length);
  const stored = [[1, 5], 3, '3', [9], [], null, 'x', 2.5, -1, [4, 'y']];
  const people = stored.map((value, n) => ({ userId: `p${n}`, values: { [trait]: value } }));
  const workspaceId = await workspaceOf(people);
  const workspace = await halo.workspace();
  await save(workspace.id, 'Odd', { field: key, op: 'gt', value: 1 });
  await keepFilterIndexes(halo.deps);
  const known = await readReadyIndexes(halo.sql);
  expect([...known.keys()]).toEqual([`n ${key}`]);
  // Whatever is known of so few values, the index shall be asked.
  const indexed = new Map([...known.keys()].map((serves) => [serves, []]));
  const filters = [
    ...['gt', 'gte', 'lt', 'lte'].flatMap((op) => [1, 3, 4].map((value) => ({ field: key, op, value }))),
    ...[
      [2, 4],
      [5, 5],
      [4, 2],
    ].map((value) => ({ field: key, op: 'between', value })),
  ];
  for (const filter of filters) {
    for (const asked of [filter, { not: filter }, { not: { not: filter } }, { any: [filter, { not: filter }] }]) {
      const plainly = await matching(workspaceId, asked);
      expect([asked, await matching(workspaceId, asked, { indexed })]).toEqual([asked, plainly]);
    }
  }
  await halo.sql`
    insert into contact_facts (workspace_id, contact_id, kind, trust, facts)
    select ${workspaceId}, gen_random_uuid(), 'user', 'claimed', '{"custom:plan":{"t":["free"]}}' from generate_series(1, 5000)`;
  await halo.sql`analyze contact_facts`;
  const scope = { workspaceId, contactType: 'all', now: NOW, zone: 'UTC', identityMode: 'off', indexed } as const;
  const either = { any: [filters[0], { field: 'plan', op: 'is', value: 'pro' }] };
  const { text, params } = filterToSql(parseFilter(either), scope);
  const plan = await halo.deps.db.transaction(async ({ sql }) => {
    await sql`select set_config('enable_seqscan', 'off', true)`;
    return sql.unsafe(`explain select 1 from contact_facts f where ${text}`, params as never[]);
  });
  const lines = plan.map((row) => Object.values(row)[0]).join('\n');
  expect(lines).toContain('BitmapOr');
  expect(lines).toContain('contact_facts_by_');
});

test('an index serves ranges that mean few people, and stays out of those that mean many', async () => {
  const workspace = await halo.workspace();
  const ends = (op: string, value: unknown) => ({ field: 'custom:ends', op, value });
  const { id: numbers } = await save(workspace.id, 'Numbers', SEATS);
  const { id: dates } = await save(workspace.id, 'Dates', ends('before', '2026-01-01'));
  // Half of them have one and the same number, the others all sorts of; every tenth several.
  await halo.sql`
    insert into contact_facts (workspace_id, contact_id, kind, trust, facts)
    select ${workspace.id}, gen_random_uuid(), 'user', 'claimed', jsonb_build_object(
      'custom:seats', jsonb_build_object('n', case when n % 10 = 0 then array[n, n + 1] when n % 2 = 0 then array[7] else array[n] end),
      'custom:ends', jsonb_build_object('d', array[extract(epoch from timestamptz '2026-01-01' + n * interval '1 hour') * 1000]))
    from generate_series(1, 10000) n`;
  await keepFilterIndexes(halo.deps);
  const indexed = await readReadyIndexes(halo.sql);
  const scope = { workspaceId: workspace.id, contactType: 'all', now: NOW, zone: 'UTC', identityMode: 'off' } as const;
  const serves = (filter: unknown) =>
    filterToSql(parseFilter(filter), { ...scope, indexed }).text.includes('only_reading');
  const seats = (op: string, value: unknown) => ({ field: 'custom:seats', op, value });
  const few = [seats('gte', 9_900), seats('between', [100, 150]), seats('lt', 3), ends('on', '2026-03-01')];
  const many = [seats('gte', 10), seats('lt', 8), seats('is_not', 1), ends('after', '2026-02-01')];
  expect(few.map(serves)).toEqual(few.map(() => true));
  expect(many.map(serves)).toEqual(many.map(() => false));
  for (const filter of [...few, ...many]) {
    const count = (known: typeof indexed) =>
      halo.deps.db.transaction(({ sql }) => countMatching(sql, parseFilter(filter), { ...scope, indexed: known }));
    expect([filter, await count(indexed)]).toEqual([filter, await count(new Map())]);
  }
  for (const id of [numbers, dates]) await removeSegment(halo.deps, { workspaceId: workspace.id, id, actor });
  await keepFilterIndexes(halo.deps);
});
