import type { ContactRecordAnswer, ContactRow, TimelineItem } from '@halo/wire/dashboard/contacts.ts';
import type { MergePreviewAnswer, MergeSuggestionsAnswer } from '@halo/wire/dashboard/merges.ts';
import type { Page } from '@halo/wire/dashboard/paging.ts';
import { expect, test } from 'vitest';
import { dashboardRoom } from '../../testing/dashboard-room.ts';

const room = await dashboardRoom();
const { browser: owner, welcome, workspaceId } = await room.own();
const { serverKey } = await (async () => {
  const { body } = await owner.inside(workspaceId, 'POST', '/security/server-keys', {
    name: 'Backend',
    scopes: ['read', 'write'],
  });
  return { serverKey: body.key as string };
})();
const call = (path: string, body: object) => room.halo.call(path, serverKey, body);
const get = async <Body>(path: string) => (await owner.inside<Body>(workspaceId, 'GET', path)).body;

/** Makes people and answers their row ids, in order. */
async function people(...named: { id: string; traits: object }[]): Promise<string[]> {
  for (const { id, traits } of named) await call('/users/identify', { user_id: id, traits });
  const { rows } = await get<Page<ContactRow>>('/contacts');
  return named.map(({ id }) => rows.find((row) => row.userId === id)!.contactId);
}

test('a teammate sees what a merge does, merges, finds the way from the old address, and undoes it', async () => {
  expect(welcome.created).toBeTruthy();
  const [jane, old] = await people(
    { id: 'jane', traits: { name: 'Jane', email: 'jane@acme.test' } },
    { id: 'old', traits: { name: 'Jane Old', email: 'Jane@acme.test', role: 'cto' } },
  );
  await call('/tickets/create', { user_id: 'old', subject: 'It broke' });
  const suggested = await get<MergeSuggestionsAnswer>(`/contacts/${jane}/suggestions`);
  expect(suggested.rows).toMatchObject([{ person: { contactId: old, userId: 'old' }, sameEmail: 'jane@acme.test' }]);

  const preview = await get<MergePreviewAnswer>(`/contacts/${jane}/merge/${old}`);
  expect(preview).toMatchObject({
    survivor: { userId: 'jane' },
    loser: { userId: 'old' },
    traits: [
      { key: 'name', wins: 'survivor', survivor: 'Jane', loser: 'Jane Old', reason: 'survivor_has_it' },
      { key: 'email', wins: 'survivor', reason: 'survivor_has_it' },
      { key: 'role', wins: 'loser', reason: 'gap_filled' },
    ],
    moves: { conversations: 1, tickets: 1 },
  });
  const merged = await owner.inside(workspaceId, 'POST', `/contacts/${jane}/merge/${old}`, { samePerson: false });
  expect(merged.status).toBe(200);
  expect(await get<ContactRecordAnswer>(`/contacts/${old}`)).toMatchObject({
    person: { contactId: jane },
    otherUserIds: ['old'],
    mergedFrom: { mergeId: merged.body.mergeId, displayName: 'Jane Old' },
  });
  expect((await get<ContactRecordAnswer>(`/contacts/${jane}`)).mergedFrom).toBeNull();
  expect((await get<Page<ContactRow>>('/contacts?search=jane')).rows).toHaveLength(1);
  expect((await get<MergeSuggestionsAnswer>(`/contacts/${jane}/suggestions`)).rows).toEqual([]);

  const { rows } = await get<Page<TimelineItem>>(`/contacts/${jane}/timeline`);
  expect(rows[0]).toMatchObject({
    ...{ type: 'merge', id: merged.body.mergeId, samePerson: false, undoneAt: null },
    loser: { contactId: old, userId: 'old', displayName: 'Jane Old' },
    by: expect.stringContaining('Olivia'),
  });
  const identified = rows.flatMap((item) => (item.type === 'identify' ? [item.line.userId] : []));
  expect(identified).toEqual(expect.arrayContaining(['jane', 'old']));
  expect(rows.some((item) => item.type === 'ticket')).toBe(true);

  const undone = await owner.inside(workspaceId, 'POST', `/merges/${merged.body.mergeId}/undo`, {});
  expect(undone.body).toEqual({ survivorId: jane, loserId: old });
  expect((await get<ContactRecordAnswer>(`/contacts/${old}`)).person.userId).toBe('old');
  const only = await get<Page<TimelineItem>>(`/contacts/${jane}/timeline?type=merge`);
  expect(only.rows).toMatchObject([{ undoneAt: expect.any(String), undoneBy: expect.stringContaining('Olivia') }]);
});

test('case 32: a member merges and undoes only once somebody lets them', async () => {
  const [a, b] = await people({ id: 'a', traits: {} }, { id: 'b', traits: {} });
  const member = await room.join(owner, workspaceId, 'member');
  const merge = () => member.inside(workspaceId, 'POST', `/contacts/${a}/merge/${b}`, { samePerson: false });
  expect(await merge()).toMatchObject({ status: 403, body: { code: 'not_permitted' } });
  expect((await member.inside(workspaceId, 'GET', `/contacts/${a}/merge/${b}`)).status).toBe(403);
  const admin = await room.join(owner, workspaceId, 'admin');
  const { body } = await admin.inside(workspaceId, 'POST', `/contacts/${a}/merge/${b}`, { samePerson: true });
  const undo = (browser: typeof member) => browser.inside(workspaceId, 'POST', `/merges/${body.mergeId}/undo`, {});
  expect((await undo(member)).status).toBe(403);
  expect((await undo(admin)).status).toBe(200);
});

test('cases 22, 99: contacts and merges of another workspace are not found', async () => {
  const [a, b] = await people({ id: 'here-a', traits: {} }, { id: 'here-b', traits: {} });
  const { body: other } = await owner.call('POST', '/api/dashboard/workspaces', { name: 'Other' });
  const elsewhere = other.created?.workspace.id ?? other.workspace.id;
  const asked = { samePerson: false };
  expect((await owner.inside(elsewhere, 'POST', `/contacts/${a}/merge/${b}`, asked)).status).toBe(404);
  expect((await owner.inside(elsewhere, 'GET', `/contacts/${a}/suggestions`)).status).toBe(404);
  const { body } = await owner.inside(workspaceId, 'POST', `/contacts/${a}/merge/${b}`, asked);
  expect((await owner.inside(elsewhere, 'POST', `/merges/${body.mergeId}/undo`, {})).status).toBe(404);
});
