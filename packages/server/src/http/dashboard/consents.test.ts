import type { ConsentsAnswer, ListsAnswer } from '@halo/wire/dashboard/consents.ts';
import { expect, test } from 'vitest';
import { changeConsent } from '../../consents/change-consent.ts';
import { mergeContacts } from '../../contacts/merge-contacts.ts';
import { undoMerge } from '../../contacts/undo-merge.ts';
import { dashboardRoom } from '../../testing/dashboard-room.ts';
import { createServerKey } from '../../workspaces/create-server-key.ts';
import type { ServerKeyScope, Workspace } from '../../workspaces/workspace.ts';

const room = await dashboardRoom();
const { browser, workspaceId } = await room.own();
const actor = { kind: 'command_line' } as const;
const scopes: ServerKeyScope[] = ['read', 'write', 'erase'];
const { key } = await createServerKey(room.halo.deps, { workspaceId, name: 'x', scopes, actor });
const inside = <Body = Record<string, unknown>>(method: string, path: string, body?: object) =>
  browser.inside<Body>(workspaceId, method, path, body);
const list = (key: string, kind: string) =>
  inside<{ id: string }>('POST', '/subscription-lists', { key, kind, name: `List ${key}`, description: '' });
const news = (await list('news', 'opt_in')).body.id;
const tips = (await list('tips', 'opt_out')).body.id;
const sdk = (path: string, method = 'GET', body?: object) => room.halo.call(path, key, body, { method });

async function person(name: string): Promise<string> {
  await room.halo.call('/users/identify', key, { user_id: name, traits: { name } });
  const [row] = await room.halo.sql<{ id: string }[]>`
    select id from contacts where workspace_id = ${workspaceId} and external_id = ${name}`;
  return row!.id;
}
const statesOf = async (contactId: string) => {
  const { body } = await inside<ConsentsAnswer>('GET', `/contacts/${contactId}/subscriptions`);
  return Object.fromEntries(body.consents.map(({ key, state, effective }) => [key, [state, effective]]));
};
const members = async (segmentId: string) => {
  const rows = await room.halo.sql<
    { id: string }[]
  >`select contact_id as id from segment_members where segment_id = ${segmentId}`;
  return rows.map(({ id }) => id);
};

test('who was never asked is what the kind of the list says; a teammate’s and a key’s word counts from then on', async () => {
  const ana = await person('ana');
  expect(await statesOf(ana)).toEqual({ news: [null, 'unsubscribed'], tips: [null, 'subscribed'] });
  const said = await inside<ConsentsAnswer>('PATCH', `/contacts/${ana}/subscriptions/${news}`, { state: 'subscribed' });
  expect(said.body.consents.find((one) => one.key === 'news')).toMatchObject({
    source: 'teammate',
    state: 'subscribed',
  });
  const put = await sdk('/users/ana/subscriptions/tips', 'PUT', { status: 'unsubscribed' });
  expect(put.status).toBe(200);
  expect(put.body.subscriptions.find((one: { list: string }) => one.list === 'tips')).toMatchObject({
    ...{ status: 'unsubscribed', effective: 'unsubscribed', source: 'server_key' },
  });
  expect(await statesOf(ana)).toEqual({
    news: ['subscribed', 'subscribed'],
    tips: ['unsubscribed', 'unsubscribed'],
  });
  await sdk('/users/ana/subscriptions/news', 'PUT', { status: null });
  expect((await statesOf(ana)).news).toEqual([null, 'unsubscribed']);
  const audit = await inside<{ rows: object[] }>('GET', '/audit');
  expect(audit.body.rows[0]).toMatchObject({
    action: 'contact.consent_changed',
    detail: { list: 'news', state: null },
  });
});

test('unknown lists, people and words are refused, and change nothing', async () => {
  await person('bob');
  expect((await sdk('/users/bob/subscriptions/none', 'PUT', { status: 'subscribed' })).status).toBe(404);
  expect((await sdk('/users/nobody/subscriptions/news', 'PUT', { status: 'subscribed' })).status).toBe(404);
  expect((await sdk('/users/bob/subscriptions/news', 'PUT', { status: 'maybe' })).status).toBe(400);
  for (const body of [{ key: 'Bad Key' }, { key: 'news' }, { kind: 'both', key: 'x' }]) {
    const { status } = await inside('POST', '/subscription-lists', { name: 'x', kind: 'opt_in', ...body });
    expect([400, 409]).toContain(status);
  }
  const { body } = await inside<ListsAnswer>('GET', '/subscription-lists');
  expect(body.lists.map((one) => one.key)).toEqual(['news', 'tips']);
});

test('a segment follows in the same transaction, and a list it asks for cannot be removed', async () => {
  const cem = await person('cem');
  const filter = { field: 'consent:news', op: 'is', value: 'subscribed' };
  const made = await inside<{ id: string }>('POST', '/segments', { name: 'Readers', filter });
  await changeConsent(room.halo.deps, {
    workspaceId,
    contactId: cem,
    list: { key: 'news' },
    state: 'subscribed',
    actor,
  });
  expect(await members(made.body.id)).toEqual([cem]);
  const why = await inside<{ explanation: unknown }>('POST', '/audiences/preview', { filter, contactId: cem });
  expect(why.body.explanation).toMatchObject({ matches: true, conditions: [{ found: 'subscribed', pass: true }] });
  await changeConsent(room.halo.deps, { workspaceId, contactId: cem, list: { key: 'news' }, state: null, actor });
  expect(await members(made.body.id)).toEqual([]);
  const refused = await inside('DELETE', `/subscription-lists/${news}`);
  expect([refused.status, refused.body.used_by]).toEqual([409, ['the segment "Readers"']]);
  const bad = await inside('POST', '/audiences/preview', { filter: { ...filter, value: 'perhaps' } });
  expect([bad.status, bad.body.code]).toEqual([400, 'invalid_filter']);
});

test('a merge keeps the stricter word, an export tells it, and an erasure takes it away', async () => {
  const [dan, twin] = [await person('dan'), await person('twin')];
  const say = (contactId: string, listId: string, state: string) =>
    inside('PATCH', `/contacts/${contactId}/subscriptions/${listId}`, { state });
  await say(dan, tips, 'subscribed');
  await say(twin, tips, 'unsubscribed');
  await say(twin, news, 'subscribed');
  const workspace = (await room.halo.sql`select identity_mode from workspaces where id = ${workspaceId}`)[0]!;
  await mergeContacts(room.halo.deps, {
    workspace: { id: workspaceId, identityMode: workspace.identity_mode, timeZone: 'UTC' } as never,
    ...{ survivorId: dan, loserId: twin, samePerson: false, actor },
  });
  expect(await statesOf(dan)).toEqual({ news: [null, 'unsubscribed'], tips: ['unsubscribed', 'unsubscribed'] });
  const told = await sdk('/users/dan/export');
  expect(told.body.subscriptions).toContainEqual(
    expect.objectContaining({ list: 'tips', state: 'unsubscribed', source: 'merge' }),
  );
  expect((await sdk('/users/dan', 'DELETE')).status).toBe(200);
  const left = await room.halo.sql`select 1 from consents where contact_id in (${dan}, ${twin})`;
  expect(left).toHaveLength(0);
});

test('case 27: an undone merge leaves nobody subscribed by what only the other one said', async () => {
  const [eli, other] = [await person('eli'), await person('other')];
  await inside('PATCH', `/contacts/${other}/subscriptions/${news}`, { state: 'subscribed' });
  await inside('PATCH', `/contacts/${other}/subscriptions/${tips}`, { state: 'unsubscribed' });
  const workspace = { id: workspaceId, identityMode: 'off', timeZone: 'UTC' } as Workspace;
  const { mergeId } = await mergeContacts(room.halo.deps, {
    ...{ workspace, survivorId: eli, loserId: other, samePerson: true, actor },
  });
  expect(await statesOf(eli)).toMatchObject({ news: ['subscribed', 'subscribed'] });
  await undoMerge(room.halo.deps, { workspace, mergeId, actor });
  expect(await statesOf(eli)).toEqual({ news: [null, 'unsubscribed'], tips: ['unsubscribed', 'unsubscribed'] });
  expect(await statesOf(other)).toMatchObject({ news: ['subscribed', 'subscribed'] });
});
