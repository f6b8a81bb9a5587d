import type { CompanyMember, CompanyRecordAnswer, CompanyRow } from '@halo/wire/dashboard/companies.ts';
import type { ContactRecordAnswer, ContactRow, TimelineItem } from '@halo/wire/dashboard/contacts.ts';
import type { Page } from '@halo/wire/dashboard/paging.ts';
import type { SearchAnswer } from '@halo/wire/dashboard/search.ts';
import type { AttributesAnswer } from '@halo/wire/dashboard/settings.ts';
import { expect, test } from 'vitest';
import { dashboardRoom } from '../../testing/dashboard-room.ts';
import { signToken } from '../../testing/test-halo.ts';

const room = await dashboardRoom();
const { halo } = room;
let entered: ReturnType<typeof room.own> | undefined;

async function people() {
  entered ??= room.own();
  const { browser } = await entered;
  const { body } = await browser.call('POST', '/api/dashboard/workspaces', { name: 'People' });
  const id: string = body.workspace.id;
  return {
    id,
    secret: body.identitySecret.secret as string,
    get: async <Body>(path: string) => (await browser.inside<Body>(id, 'GET', path)).body,
    browser,
    call: (path: string, sent: object) => halo.call(path, body.widgetKey, sent),
    identify: (userId: string, traits: object, more: object = {}) =>
      halo.call('/users/identify', body.widgetKey, { user_id: userId, traits, ...more }),
    identifyCompany: (companyId: string, traits: object, more: object = {}) =>
      halo.call('/companies/identify', body.widgetKey, { company_id: companyId, traits, ...more }),
  };
}

test('pages through everybody once, in both orders, while others are added', async () => {
  const { get, identify } = await people();
  for (let i = 0; i < 12; i++) await identify(`user-${i}`, { name: `Person ${i}` });
  for (const sort of ['created', 'seen']) {
    const seen: string[] = [];
    let cursor = '';
    for (let page = 0; page < 10; page++) {
      const answer = await get<Page<ContactRow>>(`/contacts?limit=5&sort=${sort}${cursor && `&cursor=${cursor}`}`);
      seen.push(...answer.rows.map((row) => row.userId!));
      if (page === 0) await identify(`late-${sort}`, { name: 'Late' });
      if (!answer.nextCursor) break;
      cursor = answer.nextCursor;
    }
    const first = seen.filter((userId) => userId.startsWith('user-'));
    expect(new Set(first).size).toBe(12);
    expect(first).toHaveLength(12);
    expect(seen).not.toContain(`late-${sort}`);
  }
  expect(await get('/contacts/count')).toEqual({ count: 14, atLeast: false });
});

test('finds by the beginning of any word of name, e-mail and user id, whatever the case', async () => {
  const { get, identify } = await people();
  await identify('user_4711', { name: 'Jane Özil-Doe', email: 'jane@acme.example' });
  await identify('user_42', { name: 'John Roe', email: 'john@globex.example' });
  const find = async (words: string) => {
    const { rows } = await get<Page<ContactRow>>(`/contacts?search=${encodeURIComponent(words)}`);
    return rows.map((row) => row.userId);
  };
  for (const words of ['jan', 'ÖZ', 'doe jane', 'acme', 'user_47', 'jane@acme.example', '4711']) {
    expect(await find(words), words).toEqual(['user_4711']);
  }
  expect(await find('user')).toEqual(['user_42', 'user_4711']);
  for (const words of ["'; drop table contacts; --", "a'b\\c:*&|!()", '%', '_', 'ane', 'zzz']) {
    expect(await find(words), words).toEqual([]);
  }
  expect(await get(`/contacts/count?search=jan`)).toEqual({ count: 1, atLeast: false });
  const palette = await get<{ people: { userId: string }[] }>('/search?q=jane');
  expect(palette.people.map((person) => person.userId)).toEqual(['user_4711']);
});

test('those never seen come last when sorted by last seen, and are paged too', async () => {
  const { get, identify, id } = await people();
  await identify('seen-1', {});
  await identify('seen-2', {});
  await room.deps.db.sql`
    insert into contacts (workspace_id, id, external_id, created_at, updated_at)
    select ${id}, gen_random_uuid(), 'quiet-' || n, now(), now() from generate_series(1, 4) n`;
  const order: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: Page<ContactRow> = await get(`/contacts?sort=seen&limit=2${cursor && `&cursor=${cursor}`}`);
    order.push(...page.rows.map((row) => row.userId!));
    cursor = page.nextCursor;
  }
  expect(order.slice(0, 2)).toEqual(['seen-2', 'seen-1']);
  expect(order.slice(2).sort()).toEqual(['quiet-1', 'quiet-2', 'quiet-3', 'quiet-4']);
});

test('a record shows each value with who said it, the companies and the context', async () => {
  const { get, identify, identifyCompany, secret } = await people();
  const token = signToken(secret, { user_id: 'jane', plan: 'enterprise' });
  await identify('jane', { name: 'Jane', seats: 3 }, { user_token: token, context: { cart: { items: 2 } } });
  await identifyCompany('acme', { name: 'Acme', plan: 'pro' }, { user_id: 'jane' });
  const [row] = (await get<Page<ContactRow>>('/contacts')).rows;
  expect(row).toMatchObject({
    userId: 'jane',
    displayName: 'Jane',
    trust: { level: 'verified' },
    plan: 'enterprise',
    companies: 1,
  });
  const record = await get<ContactRecordAnswer>(`/contacts/${row!.contactId}`);
  const trait = (key: string) => record.traits.find((found) => found.key === key);
  expect(trait('name')).toMatchObject({ value: 'Jane', recognised: true, provenance: { trust: 'self' } });
  expect(trait('plan')).toMatchObject({ value: 'enterprise', recognised: false, provenance: { trust: 'verified' } });
  expect(trait('seats')!.provenance!.at).toMatch(/^\d{4}-.*\+00:00$/);
  expect(record.context).toMatchObject([{ key: 'cart', entry: { items: 2 } }]);
  expect(record.companies).toMatchObject([{ companyId: 'acme', displayName: 'Acme', plan: 'pro', trust: 'claimed' }]);

  const [company] = (await get<Page<CompanyRow>>('/companies?search=acm')).rows;
  expect(company).toMatchObject({ companyId: 'acme', members: 1 });
  const companyRecord = await get<CompanyRecordAnswer>(`/companies/${company!.id}`);
  expect(companyRecord.traits.map((found) => found.key)).toEqual(expect.arrayContaining(['name', 'plan']));
  const members = await get<Page<CompanyMember>>(`/companies/${company!.id}/members`);
  expect(members.rows).toMatchObject([{ person: { userId: 'jane' }, trust: 'claimed' }]);
});

test('a merged contact answers as its survivor, and is in no list', async () => {
  const { get, identify, id } = await people();
  await identify('loser', { name: 'Loser' });
  await identify('winner', { name: 'Winner' });
  const { rows } = await get<Page<ContactRow>>('/contacts');
  const [winner, loser] = [rows[0]!.contactId, rows[1]!.contactId];
  await room.deps.db.sql`update contacts set merged_into = ${winner} where workspace_id = ${id} and id = ${loser}`;
  expect((await get<ContactRecordAnswer>(`/contacts/${loser}`)).person.userId).toBe('winner');
  expect((await get<Page<ContactRow>>('/contacts')).rows).toHaveLength(1);
  expect((await get<Page<ContactRow>>('/contacts?search=loser')).rows).toHaveLength(0);
});

test('people of another workspace are not there', async () => {
  const here = await people();
  const there = await people();
  await there.identify('theirs', { name: 'Theirs' });
  const [row] = (await there.get<Page<ContactRow>>('/contacts')).rows;
  expect(await here.browser.inside(here.id, 'GET', `/contacts/${row!.contactId}`)).toMatchObject({ status: 404 });
  expect(await here.browser.inside(here.id, 'GET', `/contacts/not-an-id`)).toMatchObject({ status: 404 });
  expect((await here.get<Page<ContactRow>>('/contacts?search=theirs')).rows).toEqual([]);
});

test('discovered attributes tell what was sent, and take a label and a sensitivity', async () => {
  const { get, identify, browser, id } = await people();
  await identify('a', { role: 'admin', seats: 3 });
  await identify('b', { role: 'owner' });
  const user = await get<AttributesAnswer>('/attributes?scope=user');
  expect(user.attributes.find((attribute) => attribute.key === 'role')).toMatchObject({
    types: ['text'],
    heldBy: 2,
    records: 2,
    sources: ['server'],
    sensitive: false,
  });
  const patch = { scope: 'user', key: 'seats', label: 'Seats', sensitive: true };
  const patched = await browser.inside(id, 'PATCH', '/attributes', patch);
  expect(patched.body).toMatchObject({ key: 'seats', label: 'Seats', sensitive: true, description: null });
  const cleared = await browser.inside(id, 'PATCH', '/attributes', { scope: 'user', key: 'seats', label: '' });
  expect(cleared.body).toMatchObject({ label: null, sensitive: true });
  const unknown = await browser.inside(id, 'PATCH', '/attributes', { scope: 'user', key: 'never', label: 'x' });
  expect(unknown.status).toBe(404);
});

test('the timeline tells identify calls, tickets and events in one order, page by page, each once', async () => {
  const { get, identify, call } = await people();
  await identify('tim', { name: 'Tim' });
  await call('/events', { user_id: 'tim', events: [{ event_type: 'exported' }, { event_type: 'invited' }] });
  await call('/tickets/create', { user_id: 'tim', subject: 'It broke' });
  await identify('tim', { plan: 'pro' });
  const [row] = (await get<Page<ContactRow>>('/contacts')).rows;
  const items: TimelineItem[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: Page<TimelineItem> = await get(
      `/contacts/${row!.contactId}/timeline?limit=2${cursor && `&cursor=${cursor}`}`,
    );
    items.push(...page.rows);
    cursor = page.nextCursor;
  }
  expect(new Set(items.map((item) => `${item.type} ${item.id}`)).size).toBe(items.length);
  expect(items.map((item) => item.at)).toEqual([...items.map((item) => item.at)].sort().reverse());
  expect(items[0]).toMatchObject({ type: 'identify', line: { changed: ['plan'], result: 'updated' } });
  expect(items.filter((item) => item.type === 'ticket')).toMatchObject([{ subject: 'It broke' }]);
  expect(items.filter((item) => item.type === 'event')).toHaveLength(2);
  const only = await get<Page<TimelineItem>>(`/contacts/${row!.contactId}/timeline?type=ticket`);
  expect(only.rows).toHaveLength(1);
  const palette = await get<SearchAnswer>('/search?q=broke');
  expect(palette.tickets).toMatchObject([{ subject: 'It broke', displayName: 'Tim' }]);
});
