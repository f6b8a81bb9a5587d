import { describe, expect, test } from 'vitest';
import { testDatabase } from '../testing/test-database.ts';
import { questions } from './audience-fixture.ts';

const { db } = await testDatabase();
const { workspaceOf, matching } = questions(db.sql);

describe('case 85: days and zones', async () => {
  const at = (userId: string, value: string) => ({ userId, values: { due: value, signed_up_at: value } });

  test('a day without zone is that day in the workspace’s zone, both stored and asked', async () => {
    const zone = 'America/New_York';
    const people = [
      { userId: 'day', values: { due: '2026-03-08' } },
      { userId: 'early', values: { due: '2026-03-08T05:00:00Z' } },
      { userId: 'before', values: { due: '2026-03-08T04:59:59Z' } },
      { userId: 'late', values: { due: '2026-03-09T03:59:59Z' } },
      { userId: 'after', values: { due: '2026-03-09T04:00:00Z' } },
      { userId: 'local', values: { due: '2026-03-08T23:59' } },
    ];
    const workspaceId = await workspaceOf(people, [], zone);
    const ask = (op: string) => matching(workspaceId, { field: 'custom:due', op, value: '2026-03-08' }, { zone });
    expect(await ask('on')).toEqual(['day', 'early', 'late', 'local']);
    expect(await ask('before')).toEqual(['before']);
    expect(await ask('after')).toEqual(['after']);
    expect(await ask('on_or_before')).toEqual(['before', 'day', 'early', 'late', 'local']);
    expect(await ask('on_or_after')).toEqual(['after', 'day', 'early', 'late', 'local']);
  });

  test('a 25-hour day holds 25 hours', async () => {
    const zone = 'Europe/Berlin';
    const instants = ['2026-10-24T21:59:59Z', '2026-10-24T22:00:00Z', '2026-10-25T22:59:59Z', '2026-10-25T23:00:00Z'];
    const workspaceId = await workspaceOf(
      instants.map((value) => at(value, value)),
      [],
      zone,
    );
    for (const field of ['custom:due', 'signed_up_at']) {
      expect(await matching(workspaceId, { field, op: 'on', value: '2026-10-25' }, { zone })).toEqual(
        instants.slice(1, 3),
      );
    }
  });

  test('a relative day keeps its time of day across a change, an hour does not', async () => {
    const zone = 'Europe/Berlin';
    const now = new Date('2026-03-29T10:00:00Z'); // noon in Berlin, ten hours after the change
    const workspaceId = await workspaceOf(
      [at('in', '2026-03-28T11:00:00Z'), at('out', '2026-03-28T10:30:00Z')],
      [],
      zone,
    );
    const ask = (amount: number, unit: string) =>
      matching(workspaceId, { field: 'signed_up_at', op: 'within_last', value: { amount, unit } }, { zone, now });
    expect(await ask(1, 'days')).toEqual(['in']);
    expect(await ask(24, 'hours')).toEqual(['in', 'out']);
    expect(await ask(100_000, 'months')).toEqual(['in', 'out']);
  });

  test('the first and the last day of the calendar can be asked for', async () => {
    const workspaceId = await workspaceOf([
      at('first', '0001-01-01T00:00:00Z'),
      at('last', '9999-12-31T23:59:59.999Z'),
    ]);
    for (const field of ['custom:due', 'signed_up_at']) {
      expect(await matching(workspaceId, { field, op: 'on', value: '0001-01-01' })).toEqual(['first']);
      expect(await matching(workspaceId, { field, op: 'on', value: '9999-12-31' })).toEqual(['last']);
      expect(await matching(workspaceId, { field, op: 'after', value: '9999-12-31' })).toEqual([]);
    }
  });

  test('a day that a zone moves out of the calendar is refused, not a fault', async () => {
    const first = { field: 'signed_up_at', op: 'on', value: '0001-01-01' };
    await expect(matching(await workspaceOf([]), first, { zone: 'Asia/Tokyo' })).rejects.toMatchObject({
      code: 'invalid_filter',
      details: { path: 'filter.value' },
    });
  });
});
