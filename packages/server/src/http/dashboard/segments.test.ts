import type { ContactRow } from '@halo/wire/dashboard/contacts.ts';
import type { Page } from '@halo/wire/dashboard/paging.ts';
import type { AudienceAnswer, ContactSegmentsAnswer, SegmentsAnswer } from '@halo/wire/dashboard/segments.ts';
import { expect, test } from 'vitest';
import { dashboardRoom } from '../../testing/dashboard-room.ts';

const room = await dashboardRoom();

test('an operator sees whom a filter means and why nobody, saves it, and lists its members', async () => {
  const { browser, workspaceId } = await room.own();
  const get = async <Body>(path: string) => (await browser.inside<Body>(workspaceId, 'GET', path)).body;
  const [key] = await room.halo.sql<{ key: string }[]>`select key from widget_keys where workspace_id = ${workspaceId}`;
  const identify = (user_id: string, traits: object) =>
    room.halo.call('/users/identify', key!.key, { user_id, traits });
  for (let n = 0; n < 12; n++) await identify(`u${n}`, { plan: n < 3 ? 'pro' : 'free' });

  const filter = {
    all: [
      { field: 'plan', op: 'is', value: 'pro' },
      { field: 'role', op: 'is', value: 'admin' },
    ],
  };
  const asked = { filter, explain: true };
  const { body } = await browser.inside<AudienceAnswer>(workspaceId, 'POST', '/audiences/preview', asked);
  expect(body).toMatchObject({
    count: 0,
    sample: [],
    funnel: [
      { pass: 3, left: 3 },
      { pass: 0, missing: 12, left: 0 },
    ],
  });

  const pros = { name: 'Pros', filter: filter.all[0]! };
  const preview = await browser.inside<AudienceAnswer>(workspaceId, 'POST', '/audiences/preview', {
    filter: pros.filter,
  });
  expect(preview.body.count).toBe(3);
  expect(preview.body.sample.map(({ userId }) => userId)).toEqual(['u0', 'u1', 'u2']);
  const saved = await browser.inside<{ id: string }>(workspaceId, 'POST', '/segments', pros);
  expect(saved.status).toBe(200);
  const twice = await browser.inside<{ code: string }>(workspaceId, 'POST', '/segments', { ...pros, name: 'PROS' });
  expect([twice.status, twice.body.code]).toEqual([409, 'conflict']);

  await identify('u11', { plan: 'pro' });
  const { segments } = await get<SegmentsAnswer>('/segments');
  expect(segments).toMatchObject([{ id: saved.body.id, name: 'Pros', contactType: 'users', members: 1 }]);
  const { rows } = await get<Page<ContactRow>>(`/contacts?segment=${saved.body.id}`);
  expect(rows.map(({ userId }) => userId)).toEqual(['u11']);
  const mine = await get<ContactSegmentsAnswer>(`/contacts/${rows[0]!.contactId}/segments`);
  expect(mine.segments).toMatchObject([{ name: 'Pros' }]);

  const bad = await browser.inside<{ code: string; path: string }>(workspaceId, 'PATCH', `/segments/${saved.body.id}`, {
    ...pros,
    filter: { field: 'mrr', op: 'gt', value: 'much' },
  });
  expect([bad.status, bad.body]).toMatchObject([400, { code: 'invalid_filter', path: 'filter.value' }]);
  expect((await browser.inside(workspaceId, 'DELETE', `/segments/${saved.body.id}`)).status).toBe(204);
  expect((await get<SegmentsAnswer>('/segments')).segments).toEqual([]);
});
