import { describe, expect, test } from 'vitest';
import { newId } from '../db/new-id.ts';
import { Refusal } from '../refusal.ts';
import { testDatabase } from '../testing/test-database.ts';
import { adHocQuery } from './ad-hoc-query.ts';
import { storePeople } from './audience-fixture.ts';
import { parseFilter } from './filter.ts';
import { type AudienceQuestion, countAudience, previewAudience } from './preview-audience.ts';

const { db } = await testDatabase();
const deps = { db, now: () => new Date('2026-05-27T12:00:00Z') };

function question(workspaceId: string, filter: unknown, rest: Partial<AudienceQuestion> = {}): AudienceQuestion {
  return { workspaceId, filter: parseFilter(filter), contactType: 'users', identityMode: 'off', zone: 'UTC', ...rest };
}

const workspaceId = newId();
const ids = await storePeople(db.sql, workspaceId, {
  companies: [{ externalId: 'acme', values: { name: 'Acme', plan: 'scale' } }, { externalId: 'beta' }],
  people: [
    ...Array.from({ length: 10 }, (_, index) => ({
      userId: `u${index}`,
      values: {
        signed_up_at: `2026-05-${String(index + 10)}T00:00:00Z`,
        ...(index < 4 && { plan: index < 2 ? 'pro' : 'free', name: `Person ${index}` }),
      },
      levels: { plan: 2 as const },
      companies: index === 0 ? [{ id: 'acme' }, { id: 'beta', trust: 'claimed' as const }] : [],
    })),
    { userId: null, kind: 'lead', values: { name: 'Lead', plan: 'pro' } },
  ],
});

const SIGNED_UP = { field: 'signed_up_at', op: 'on_or_after', value: '2026-05-12' };
const OWNER = { field: 'role', op: 'is', value: 'owner' };
const PRO = { field: 'plan', op: 'is', value: 'pro' };

describe('count and ids', () => {
  test('count every contact of the type and name users oldest first', async () => {
    expect(await countAudience(deps, question(workspaceId, {}))).toBe(10);
    expect(await countAudience(deps, question(workspaceId, {}, { contactType: 'all' }))).toBe(11);
    expect(await previewAudience(deps, question(workspaceId, PRO))).toEqual({ count: 2, userIds: ['u0', 'u1'] });
    const leads = await previewAudience(deps, question(workspaceId, PRO, { contactType: 'leads' }));
    expect(leads).toEqual({ count: 1, userIds: [] });
  });

  test('the count is exact where the ids stop at a thousand', async () => {
    const crowded = newId();
    await db.sql`
      insert into contacts (workspace_id, id, kind, external_id, created_at, updated_at)
      select ${crowded}, gen_random_uuid(), 'user', 'u' || n, now(), now() from generate_series(1, 1234) n`;
    await db.sql`
      insert into contact_facts (workspace_id, contact_id, kind, trust, facts)
      select workspace_id, id, kind, trust, '{}' from contacts where workspace_id = ${crowded}`;
    const preview = await previewAudience(deps, question(crowded, { field: 'plan', op: 'is_not', value: 'pro' }));
    expect(preview.count).toBe(1234);
    expect(new Set(preview.userIds).size).toBe(1000);
  });
});

describe('case 90: explain', () => {
  test('the funnel says what each condition passes, who lacks its value, and what is left', async () => {
    const preview = await previewAudience(deps, {
      ...question(workspaceId, { all: [SIGNED_UP, OWNER] }),
      explain: true,
    });
    const { hints, ...found } = preview;
    expect(hints?.map(({ path, code }) => [path, code])).toEqual([
      ['filter.all[1]', 'never_seen'],
      ['filter.all[1]', 'awaiting_login'],
      [null, 'first_login_pending'],
    ]);
    expect(found).toEqual({
      count: 0,
      userIds: [],
      funnel: [
        { path: 'filter.all[0]', field: 'signed_up_at', op: 'on_or_after', pass: 8, missing: 0, left: 8 },
        { path: 'filter.all[1]', field: 'role', op: 'is', pass: 0, missing: 10, left: 0 },
      ],
    });
  });

  test('in groups a condition is left what the filter would leave if those after it stopped nobody', async () => {
    const filter = {
      all: [SIGNED_UP, { any: [PRO, OWNER] }, { not: { ...PRO, value: 'free' } }, { ...PRO, op: 'is_not' }],
    };
    const { funnel, count } = await previewAudience(deps, { ...question(workspaceId, filter), explain: true });
    expect(funnel?.map(({ path, pass, missing, left }) => [path, pass, missing, left])).toEqual([
      ['filter.all[0]', 8, 0, 8],
      ['filter.all[1].any[0]', 2, 6, 8],
      ['filter.all[1].any[1]', 0, 10, 0],
      ['filter.all[2].not', 2, 6, 0],
      ['filter.all[3]', 8, 6, 0],
    ]);
    expect(count).toBe(0);
  });

  test('a filter without conditions has an empty funnel', async () => {
    const { funnel } = await previewAudience(deps, { ...question(workspaceId, {}), explain: true });
    expect(funnel).toEqual([]);
  });

  test('a hundred conditions are explained', async () => {
    const filter = {
      any: Array.from({ length: 100 }, (_, index) => ({ field: `custom:k${index}`, op: 'gt', value: index })),
    };
    const { funnel } = await previewAudience(deps, { ...question(workspaceId, filter), explain: true });
    expect(funnel).toHaveLength(100);
    expect(funnel?.at(-1)).toMatchObject({ pass: 0, missing: 10, left: 0 });
  });

  test('a person is explained condition by condition, with what was found, its source, age and trust', async () => {
    const filter = {
      all: [
        PRO,
        { field: 'customer_for', op: 'gte', value: 30 },
        { field: 'role', op: 'is_not', value: 'owner' },
        { field: 'company.plan', op: 'is', value: 'scale' },
        { field: 'company.id', op: 'in', value: ['acme'] },
        { field: 'kind', op: 'is', value: 'user' },
        { field: 'user_id', op: 'is', value: 'u0' },
      ],
    };
    const contactId = ids.get('u0')!;
    const { explanation } = await previewAudience(deps, { ...question(workspaceId, filter), contactId });
    expect(explanation?.matches).toBe(false);
    const stored = { source: 'browser', at: 1_779_840_000_000 };
    const none = { source: null, at: null, trust: null };
    expect(explanation?.conditions).toMatchObject([
      {
        path: 'filter.all[0]',
        field: 'plan',
        op: 'is',
        expected: 'pro',
        found: 'pro',
        ...stored,
        trust: 'verified',
        pass: true,
      },
      { field: 'customer_for', found: 17, ...stored, trust: 'claimed', pass: false },
      { field: 'role', expected: 'owner', found: null, ...none, pass: true },
      { field: 'company.plan', found: ['scale', null], ...stored, trust: 'claimed', pass: true },
      { field: 'company.id', found: ['acme', 'beta'], trust: 'verified', pass: true },
      { field: 'kind', found: 'user', ...none, pass: true },
      { field: 'user_id', found: 'u0', ...none, pass: true },
    ]);
  });

  test('a contact of another type does not match, one of another workspace is not explained', async () => {
    const lead = await previewAudience(deps, { ...question(workspaceId, PRO), contactId: ids.get('Lead')! });
    expect(lead.explanation).toMatchObject({ matches: false, conditions: [{ pass: true }] });
    const foreign = await previewAudience(deps, { ...question(newId(), PRO), contactId: ids.get('u0')! });
    expect(foreign.explanation).toBe(undefined);
  });
});

test('a range that made everybody wait without an index is told what would help, and nothing else is', async () => {
  let at = 0;
  const slowly = { db, now: () => new Date(Date.parse('2026-05-27T12:00:00Z') + 400 * at++) };
  const RANGE = { field: 'custom:seats', op: 'lt', value: 5 };
  const filter = { any: [PRO, RANGE] };
  const asked = { ...question(workspaceId, filter), explain: true };
  const { hints } = await previewAudience(slowly, asked);
  expect(hints).toEqual([
    {
      path: 'filter.any[1]',
      code: 'index_when_saved',
      message: expect.stringMatching(/^custom:seats has no index .* 0\.4 seconds\. Save the filter as a segment/),
    },
  ]);
  expect((await previewAudience(deps, asked)).hints).toBeUndefined();
  expect((await previewAudience(slowly, { ...asked, filter: parseFilter(PRO) })).hints).toEqual([]);
});

test('questions that take too long are refused, and the next ones are answered', async () => {
  const slow = adHocQuery(db, async (sql) => {
    await sql`set local statement_timeout = '50ms'`;
    return sql`select pg_sleep(5)`;
  });
  await expect(slow).rejects.toSatisfy(
    (error) => error instanceof Refusal && error.code === 'busy' && error.message.includes('save it as a segment'),
  );
  const many = await Promise.all(Array.from({ length: 12 }, () => countAudience(deps, question(workspaceId, PRO))));
  expect(many).toEqual(Array(12).fill(2));
});

test('a question may not write', async () => {
  const write = adHocQuery(db, (sql) => sql`delete from contacts where workspace_id = ${workspaceId}`);
  await expect(write).rejects.toThrow(/read-only/);
});
