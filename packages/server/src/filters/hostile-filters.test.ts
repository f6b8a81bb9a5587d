import { describe, expect, test } from 'vitest';
import { testDatabase } from '../testing/test-database.ts';
import { questions } from './audience-fixture.ts';

const { db } = await testDatabase();
const { workspaceOf, matching } = questions(db.sql);

describe('case 83, safety P4: injection strings are inert', async () => {
  const HOSTILE = [
    "'; drop table contacts; --",
    `" == "x" || @ like_regex ".*`,
    '$1',
    '\\',
    '\\"',
    '$.*',
    '%',
    '_',
    '.*',
    '[a-z]+$',
    '***=x',
    '{"t":["pro"]}',
    '__proto__',
    'constructor',
    'a.b."c"',
    '\u0000nul',
    '\ud800lone',
    'ﬁ İstanbul ß',
    '😀',
    'a\nb\tc',
    '\u2028',
    'to_timestamp(1)',
  ];
  const people = HOSTILE.map((text, index) => ({
    userId: `p${String(index).padStart(2, '0')}`,
    values: { v: `x${text}x`, [`k${text}`]: 1 },
  }));
  const workspaceId = await workspaceOf(people);
  const own = (index: number) => [people[index]!.userId];

  test.each(HOSTILE.map((text, index) => [text, index] as const))('%j', async (text, index) => {
    const stored = `x${text}x`;
    expect(await matching(workspaceId, { field: 'custom:v', op: 'is', value: stored })).toEqual(own(index));
    expect(await matching(workspaceId, { field: 'custom:v', op: 'in', value: [stored, 'none'] })).toEqual(own(index));
    for (const op of ['starts_with', 'ends_with']) {
      expect(await matching(workspaceId, { field: 'custom:v', op, value: stored })).toEqual(own(index));
    }
    expect(await matching(workspaceId, { field: 'custom:v', op: 'contains', value: stored })).toEqual(own(index));
    expect(await matching(workspaceId, { field: `custom:k${text}`, op: 'gte', value: 1 })).toEqual(own(index));
    expect(await matching(workspaceId, { field: `custom:k${text}`, op: 'is_set' })).toEqual(own(index));
    expect(await matching(workspaceId, { field: 'company.id', op: 'is', value: text })).toEqual([]);
    expect(await matching(workspaceId, { field: 'kind', op: 'is', value: text })).toEqual([]);
  });
});
