import type { CompanyAudienceAnswer, CompanyRow } from '@halo/wire/dashboard/companies.ts';
import type { Page } from '@halo/wire/dashboard/paging.ts';
import { expect, test } from 'vitest';
import { dashboardRoom } from '../../testing/dashboard-room.ts';

const room = await dashboardRoom();
const { browser, workspaceId } = await room.own();
const [key] = await room.halo.sql<{ key: string }[]>`select key from widget_keys where workspace_id = ${workspaceId}`;
for (let n = 0; n < 5; n++) {
  const traits = { name: `Acme ${n}`, plan: n < 3 ? 'scale' : 'free', mrr: n * 100, seats: n };
  const said = { company_id: `c${n}`, user_id: 'a', traits };
  expect((await room.halo.call('/companies/identify', key!.key, said)).status).toBe(200);
}
const post = <Body>(path: string, body: object) => browser.inside<Body>(workspaceId, 'POST', path, body);
const SCALE = { field: 'company.plan', op: 'is', value: 'Scale' };
const LARGE = { field: 'company.custom:seats', op: 'gte', value: 1 };

test('companies are listed by a filter in their own order, page by page, with words as well', async () => {
  const filter = { all: [SCALE, LARGE] };
  const first = await post<Page<CompanyRow>>('/companies/query', { filter, limit: 1 });
  expect(first.body.rows.map((row) => row.companyId)).toEqual(['c2']);
  const next = await post<Page<CompanyRow>>('/companies/query', { filter, limit: 5, cursor: first.body.nextCursor });
  expect(next.body.rows.map((row) => row.companyId)).toEqual(['c1']);
  const found = await post<Page<CompanyRow>>('/companies/query', { filter: {}, search: 'acme 4' });
  expect(found.body.rows.map((row) => row.companyId)).toEqual(['c4']);
});

test('the count is exact, the funnel says where companies drop out, and one company says why it matches', async () => {
  const filter = { all: [SCALE, LARGE, { field: 'company.mrr', op: 'gt', value: 1_000 }] };
  const { body } = await post<CompanyAudienceAnswer>('/companies/preview', { filter, explain: true });
  expect(body.count).toBe(0);
  expect(body.funnel?.map(({ pass, missing, left }) => [pass, missing, left])).toEqual([
    [3, 0, 3],
    [4, 0, 2],
    [0, 0, 0],
  ]);
  const [row] = await room.halo.sql<{ id: string }[]>`select id from companies where external_id = 'c1'`;
  const why = await post<CompanyAudienceAnswer>('/companies/preview', { filter, companyRowId: row!.id });
  expect(why.body.explanation).toMatchObject({
    matches: false,
    conditions: [
      { field: 'company.plan', found: 'scale', trust: 'claimed', pass: true },
      { field: 'company.custom:seats', found: 1, pass: true },
      { field: 'company.mrr', found: 100, pass: false },
    ],
  });
});

test('what asks for people, or is no filter, is refused at its place', async () => {
  for (const [filter, path] of [
    [{ any: [SCALE, { field: 'email', op: 'is_set' }] }, 'filter.any[1].field'],
    [{ ...SCALE, op: 'likes' }, 'filter.op'],
  ] as const) {
    for (const door of ['/companies/query', '/companies/preview']) {
      const refused = await post<Record<string, unknown>>(door, { filter });
      expect([refused.status, refused.body.code, refused.body.path]).toEqual([400, 'invalid_filter', path]);
    }
  }
});
