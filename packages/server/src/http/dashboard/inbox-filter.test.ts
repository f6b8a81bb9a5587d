import type {
  InboxCountAnswer,
  InboxRow,
  SavedViewCountsAnswer,
  SavedViewsAnswer,
  ThreadHeadAnswer,
} from '@halo/wire/dashboard/inbox.ts';
import type { TicketKeysAnswer } from '@halo/wire/dashboard/routing.ts';
import { expect, test } from 'vitest';
import { dashboardRoom } from '../../testing/dashboard-room.ts';

const room = await dashboardRoom();
const { halo } = room;
const { browser: olivia, workspaceId, welcome } = await room.own();
const max = await room.join(olivia, workspaceId, 'member');
const { widgetKey } = welcome.created!;
const inside = <Body>(method: string, path: string, body?: unknown, who = olivia) =>
  who.inside<Body>(workspaceId, method, path, body);

async function open(subject: string, more: object = {}): Promise<string> {
  const { body } = await halo.call('/tickets/create', widgetKey, { subject, ...more });
  return body.ticket.id;
}

for (const [user_id, plan] of [
  ['jane', 'pro'],
  ['sam', 'free'],
]) {
  await halo.call('/users/identify', widgetKey, { user_id, traits: { plan } });
  await halo.call('/companies/identify', widgetKey, { user_id, company_id: 'acme', traits: { plan: 'scale' } });
}
const jane = await open('Jane one', { user_id: 'jane', metadata: { seats: 90 } });
await open('Jane two', { user_id: 'jane', source: 'Form' });
await open('Sam', { user_id: 'sam' });
await open('Mail', { email: 'lena@mail.test' });
const PRO = { field: 'plan', op: 'is', value: 'pro' };

async function titles(filter: object, view = 'open', more: object = {}) {
  const { status, body } = await inside<{ rows: InboxRow[]; nextCursor: string | null }>('POST', '/inbox/query', {
    ...{ view, filter, limit: 50, ...more },
  });
  const count = await inside<InboxCountAnswer>('POST', '/inbox/count', { view, filter });
  if (status === 200 && !('search' in more)) expect(count.body.count).toBeGreaterThanOrEqual(body.rows.length);
  return status === 200 ? body.rows.map(({ title }) => title).sort() : [status, (body as { path?: string }).path];
}

test.each<[object, string[]]>([
  [{}, ['Jane one', 'Jane two', 'Mail', 'Sam']],
  [PRO, ['Jane one', 'Jane two']],
  [{ field: 'plan', op: 'is_not', value: 'pro' }, ['Mail', 'Sam']],
  [{ field: 'company.plan', op: 'is', value: 'scale' }, ['Jane one', 'Jane two', 'Sam']],
  [{ all: [PRO, { field: 'source', op: 'is', value: 'form' }] }, ['Jane two']],
  [{ field: 'ticket.custom:seats', op: 'gte', value: 90 }, ['Jane one']],
  [{ field: 'assignee', op: 'is_not_set' }, ['Jane one', 'Jane two', 'Mail', 'Sam']],
])('the inbox is narrowed by tickets, contacts and companies alike: %j', async (filter, found) => {
  expect(await titles(filter)).toEqual(found);
  expect(await titles(filter, 'resolved')).toEqual([]);
});

test('why nothing passes: what each condition leaves, alone and after those before, also under a not', async () => {
  const why = async (filter: object) =>
    (await inside<InboxCountAnswer>('POST', '/inbox/count', { view: 'open', filter, explain: true })).body;
  const steps = async (filter: object) =>
    (await why(filter)).why?.funnel.map(({ pass, missing, left }) => [pass, missing, left]);
  const SEATS = { field: 'ticket.custom:seats', op: 'gte', value: 90 };
  const FREE = { field: 'plan', op: 'is', value: 'free' };
  expect(await why({ all: [PRO, SEATS, FREE] })).toMatchObject({
    ...{ count: 0, why: { looked: 4, isAll: true, visitors: 0 } },
  });
  expect(await steps({ all: [PRO, SEATS, FREE] })).toEqual([
    [2, 1, 2],
    [1, 3, 1],
    [1, 1, 0],
  ]);
  expect(await steps({ not: { any: [PRO, SEATS] } })).toEqual([
    [2, 1, 2],
    [1, 3, 2],
  ]);
  expect((await why({ all: [] })).why).toBeUndefined();
  const asked = await inside<InboxCountAnswer>('POST', '/inbox/count', { view: 'open', filter: PRO });
  expect(asked.body).toEqual({ count: 2, atLeast: false });
});

test('keys of custom fields are offered as recent tickets carry them', async () => {
  const { body } = await inside<TicketKeysAnswer>('GET', '/ticket-keys');
  expect(body).toEqual({ keys: ['seats'] });
});

test('a filter goes with a search, in pages, and is refused with its place', async () => {
  expect(await titles(PRO, 'open', { search: 'two' })).toEqual(['Jane two']);
  const first = await inside<{ rows: InboxRow[]; nextCursor: string }>('POST', '/inbox/query', {
    ...{ view: 'open', filter: {}, limit: 3 },
  });
  const { nextCursor: cursor } = first.body;
  const second = await inside<{ rows: InboxRow[]; nextCursor: null }>('POST', '/inbox/query', {
    ...{ view: 'open', filter: {}, limit: 3, cursor },
  });
  expect([...first.body.rows, ...second.body.rows].map(({ title }) => title).sort()).toEqual(await titles({}));
  expect(second.body.nextCursor).toBeNull();
  expect(await titles({ all: [{ field: 'status', op: 'gt', value: 1 }] })).toEqual([400, 'filter.all[0].value']);
});

test('conversations are narrowed too; what is asked of a ticket none of them has, none passes', async () => {
  const { body } = await halo.call('/chat', widgetKey, { message: 'Hello there', user_id: 'jane' });
  expect(body.conversation_id).toBeTruthy();
  await halo.call('/chat', widgetKey, { message: 'Hi' });
  expect(await titles(PRO, 'live')).toEqual(['Hello there']);
  const asked = await inside<InboxCountAnswer>('POST', '/inbox/count', { view: 'live', filter: PRO, explain: true });
  expect(asked.body.why).toMatchObject({ looked: 2, visitors: 1, funnel: [{ pass: 1, missing: 1, left: 1 }] });
  expect(await titles({ field: 'plan', op: 'is_not', value: 'pro' }, 'live')).toEqual([]);
  expect(await titles({ field: 'status', op: 'is_not', value: 'spam' }, 'live')).toEqual([]);
});

test('a teammate puts a ticket into an inbox and a category, and finds it by them', async () => {
  const label = async (kind: string, name: string) =>
    (await inside<{ id: string }>('POST', '/ticket-labels', { kind, name })).body.id;
  const [inboxId, categoryId] = [await label('inbox', 'VIP'), await label('category', 'Billing')];
  const patch = (change: object) => inside<ThreadHeadAnswer>('PATCH', `/tickets/${jane}`, change);
  expect((await patch({ inboxId, categoryId })).body.ticket).toMatchObject({ inboxId, categoryId });
  expect(await titles({ field: 'inbox', op: 'is', value: 'vip' })).toEqual(['Jane one']);
  expect(await titles({ field: 'category', op: 'is', value: categoryId })).toEqual(['Jane one']);
  const wrong = await patch({ categoryId: inboxId });
  expect([wrong.status, (wrong.body as unknown as { path: string }).path]).toEqual([400, 'categoryId']);
  expect((await patch({ subject: 'Renamed' })).status).toBe(200);
  expect(await titles({ field: 'email_subject', op: 'is', value: 'renamed' })).toEqual(['Renamed']);
  expect((await patch({ inboxId: null, subject: 'Jane one' })).body.ticket).toMatchObject({
    inboxId: null,
    categoryId,
  });
});

test('saved views say how much they hold, and only to whom they belong', async () => {
  const save = async (name: string, filter: object, shared = false) => {
    const { body } = await inside<SavedViewsAnswer>('POST', '/inbox/saved-views', {
      name,
      view: 'open',
      filter,
      shared,
    });
    return body.views.find((one) => one.name === name)!.id;
  };
  const [pros, none] = [await save('Pros', PRO, true), await save('Nobody', { field: 'plan', op: 'is', value: 'x' })];
  const counts = async (who = olivia) =>
    (await inside<SavedViewCountsAnswer>('GET', '/inbox/saved-views/counts', undefined, who)).body.counts;
  expect(await counts()).toEqual([
    { id: none, count: 0, atLeast: false, unread: 0 },
    { id: pros, count: 2, atLeast: false, unread: expect.any(Number) },
  ]);
  expect((await counts(max)).map(({ id }) => id)).toEqual([pros]);
  for (const id of [pros, none]) await inside('DELETE', `/inbox/saved-views/${id}`);
});

test('views are saved for oneself or for all; nobody sees or changes what a colleague keeps', async () => {
  const save = (body: object, who = olivia) => inside<SavedViewsAnswer>('POST', '/inbox/saved-views', body, who);
  const mine = (await save({ name: 'My pros', view: 'open', filter: PRO })).body.views[0]!;
  await save({ name: 'All pros', view: 'all', filter: PRO, shared: true });
  expect((await save({ name: 'Bad', view: 'open', filter: { field: 'x', op: 'is' } })).status).toBe(400);
  const seen = async (who = olivia) =>
    (await inside<SavedViewsAnswer>('GET', '/inbox/saved-views', undefined, who)).body.views.map(({ name, shared }) => [
      name,
      shared,
    ]);
  expect(await seen()).toEqual([
    ['All pros', true],
    ['My pros', false],
  ]);
  expect(await seen(max)).toEqual([['All pros', true]]);
  const path = `/inbox/saved-views/${mine.id}`;
  expect((await inside('PATCH', path, { name: 'Taken', view: 'open', filter: {} }, max)).status).toBe(404);
  expect((await inside('DELETE', path, undefined, max)).status).toBe(404);
  expect((await inside('PATCH', path, { name: 'Ours', view: 'open', filter: PRO, shared: true })).status).toBe(200);
  expect(await seen(max)).toEqual([
    ['All pros', true],
    ['Ours', true],
  ]);
  expect((await inside('DELETE', path, undefined, max)).status).toBe(204);
  const { body: audit } = await inside<{ rows: { action: string }[] }>('GET', '/audit?limit=3');
  expect(audit.rows.map(({ action }) => action)).toEqual([
    'inbox_view.removed',
    'inbox_view.shared',
    'inbox_view.shared',
  ]);
});
