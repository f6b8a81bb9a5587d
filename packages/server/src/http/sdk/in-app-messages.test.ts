import { afterEach, describe, expect, test } from 'vitest';
import { type EventReader, openEvents } from '../../testing/event-reader.ts';
import { inAppRoom, type PageViewer } from '../../testing/in-app-room.ts';
import { newSession, proofOf } from '../../testing/sessions.ts';

const { halo, owner, shop, write, setState, headersOf, browserOf, due, titles, note, numbers } = await inAppRoom();
const { sql } = halo;
const open: EventReader[] = [];
afterEach(() => Promise.all(open.splice(0).map((stream) => stream.close())));

describe('who is shown what', () => {
  test('an audience is asked as every filter is, for the person of the session, and visitors match nothing', async () => {
    const workspace = await shop();
    await write(workspace, { title: 'pro', filter: { field: 'plan', op: 'is', value: 'pro' }, priority: 5 });
    await write(workspace, { title: 'not free', filter: { field: 'plan', op: 'is_not', value: 'free' } });
    await write(workspace, { title: 'leads', audience: 'leads' });
    await write(workspace, { title: 'everybody', audience: 'everybody', priority: 1 });
    expect(await titles(await browserOf(workspace, 'ada', { plan: 'pro' }))).toEqual(['pro', 'everybody', 'not free']);
    expect(await titles(await browserOf(workspace, 'joe', { plan: 'free' }))).toEqual(['everybody']);
    const visitor = { workspace, session: newSession() };
    expect(await titles(visitor)).toEqual(['everybody']);
    await halo.call('/leads', workspace.widgetKey, { session_id: visitor.session, email: 'lea@acme.test' });
    expect(await titles(visitor)).toEqual(['everybody', 'leads']);
  });

  test('only what is live and within its time is shown, and /config says whether there is anything', async () => {
    const workspace = await shop();
    const reach = async () => (await halo.call(`/config?org_id=${workspace.id}`, null)).body.in_app_messages as string;
    const hour = (hours: number) => new Date(halo.deps.now().getTime() + hours * 3_600_000).toISOString();
    const ada = await browserOf(workspace, 'ada');
    await write(workspace, { title: 'draft' }, null);
    expect([await reach(), await titles(ada)]).toEqual(['nobody', []]);
    await write(workspace, { title: 'later', startsAt: hour(1) });
    await write(workspace, { title: 'over', endsAt: hour(-1) });
    const now = await write(workspace, { title: 'now', startsAt: hour(-1), endsAt: hour(1) });
    expect([await reach(), await titles(ada)]).toEqual(['people', ['now']]);
    await setState(workspace, now, 'paused');
    expect(await titles(ada)).toEqual([]);
    await write(workspace, { title: 'all', audience: 'everybody' });
    expect([await reach(), await titles(ada)]).toEqual(['everybody', ['all']]);
  });

  test('safety R3: a claim on somebody proven lately learns nothing of them, and leaves nothing with them', async () => {
    const workspace = await shop('report');
    const filter = { field: 'plan', op: 'is', value: 'pro' };
    const secret = await write(workspace, { title: 'for {{first_name | you}}', filter });
    const all = await write(workspace, { title: 'hi {{first_name | you}}', audience: 'everybody' });
    const token = proofOf(halo, workspace, 'ada', { name: 'Ada Lovelace', plan: 'pro' });
    const ada = await browserOf(workspace, 'ada', {}, token);
    expect(await titles(ada)).toEqual(['for Ada', 'hi Ada']);
    const stranger = await browserOf(workspace, 'ada');
    expect(await titles(stranger)).toEqual(['hi you']);
    expect(await note(stranger, secret, 'dismissed')).toBe('not_found');
    expect(await note(stranger, all, 'shown')).toBe(true);
    expect(await note(stranger, all, 'dismissed')).toBe(false);
    expect(await titles(stranger)).toEqual([]);
    expect(await titles(ada)).toEqual(['for Ada', 'hi Ada']);
    // Nor by dismissing as a visitor first, and claiming to be her then.
    const visitor = { workspace, session: newSession() };
    await note(visitor, all, 'dismissed');
    await halo.call('/users/identify', workspace.widgetKey, { user_id: 'ada', session_id: visitor.session });
    expect(await titles(ada)).toEqual(['for Ada', 'hi Ada']);
  });

  test('merge tags: filled and escaped, never with what is sensitive, and no claimed value leads anywhere', async () => {
    const workspace = await shop();
    const body =
      '{{first_name | there}} of {{company_name | your company}}: {{ custom.seats | some }} {{custom.salary | none}} {{nonsense | x}}';
    await write(workspace, { title: '{{ first_name }}', body });
    await owner.inside(workspace.id, 'POST', '/attributes', { scope: 'user', key: 'salary', sensitive: true });
    const ada = await browserOf(workspace, 'ada', { name: '*Ada* <b>L</b>', seats: 3, salary: 9_000 });
    const company = { company_id: 'acme', user_id: 'ada', traits: { name: '[Acme](https://evil.test)' } };
    await halo.call('/companies/identify', workspace.widgetKey, { ...company, session_id: ada.session });
    const [shown] = await due(ada);
    expect(shown).toMatchObject({ title: '*Ada*', body: String.raw`\*Ada\* of your company: 3 none x` });
    const long = await browserOf(workspace, 'long', { first_name: 'x'.repeat(300) });
    expect((await due(long))[0]?.title).toBe('x'.repeat(80));
  });
});

describe('once per person', () => {
  test('the browser that shows it first keeps it until it is closed; no other shows it', async () => {
    const workspace = await shop();
    const message = await write(workspace);
    const [laptop, phone] = [await browserOf(workspace, 'ada'), await browserOf(workspace, 'ada')];
    const asked = await Promise.all([note(laptop, message, 'shown'), note(phone, message, 'shown')]);
    expect(asked.toSorted()).toEqual([false, true]);
    const [first, second] = asked[0] ? [laptop, phone] : [phone, laptop];
    expect([await titles(first), await titles(second)]).toEqual([['News'], []]);
    expect(await note(first, message, 'shown')).toBe(true);
    expect(await note(first, message, 'clicked')).toBe(false);
    expect(await titles(first)).toEqual([]);
    expect(await numbers(workspace, message)).toEqual({ shown: 1, clicked: 1, dismissed: 0 });
  });

  test('what a visitor closed stays closed when they sign in, here and in their other browsers', async () => {
    const workspace = await shop();
    const message = await write(workspace, { audience: 'everybody' });
    const visitor = { workspace, session: newSession() };
    expect(await note(visitor, message, 'shown')).toBe(true);
    expect(await titles(visitor)).toEqual(['News']);
    expect(await note(visitor, message, 'dismissed')).toBe(false);
    expect(await titles(visitor)).toEqual([]);
    await halo.call('/users/identify', workspace.widgetKey, { user_id: 'ada', session_id: visitor.session });
    expect(await titles(visitor)).toEqual([]);
    expect(await titles(await browserOf(workspace, 'ada'))).toEqual([]);
    expect(await titles({ workspace, session: newSession() })).toEqual(['News']);
    expect(await numbers(workspace, message)).toEqual({ shown: 1, clicked: 0, dismissed: 1 });
  });

  test('it survives a merge, and an undo gives each what was theirs', async () => {
    const workspace = await shop();
    const message = await write(workspace);
    const [old, fresh] = [await browserOf(workspace, 'old'), await browserOf(workspace, 'new')];
    await note(old, message, 'dismissed');
    expect(await titles(fresh)).toEqual(['News']);
    const pair = { survivor_id: 'new', loser_id: 'old' };
    const { body } = await halo.call('/users/merge', workspace.serverKey, pair);
    expect(await titles(fresh)).toEqual([]);
    expect((await halo.call('/users/merge/undo', workspace.serverKey, { merge_id: body.merge_id })).status).toBe(200);
    expect(await titles(fresh)).toEqual(['News']);
    expect(await titles(await browserOf(workspace, 'old'))).toEqual([]);
    await note(fresh, message, 'shown');
    await halo.call('/users/merge', workspace.serverKey, pair);
    expect(await numbers(workspace, message)).toEqual({ shown: 1, clicked: 0, dismissed: 1 });
    const { body: told } = await owner.inside(workspace.id, 'GET', `/in-app-messages/${message}/outcomes`);
    expect(told.rows).toMatchObject([{ person: { userId: 'new' }, dismissedAt: expect.any(String) }]);
  });

  test('erasing somebody takes along what they were shown', async () => {
    const workspace = await shop();
    const message = await write(workspace);
    await note(await browserOf(workspace, 'ada'), message, 'shown');
    await halo.call('/users/ada', workspace.serverKey, undefined, { method: 'DELETE' });
    expect(await sql`select 1 from in_app_outcomes where workspace_id = ${workspace.id}`).toEqual([]);
  });
});

describe('open pages', () => {
  async function listen(viewer: PageViewer) {
    const reader = await openEvents(`${halo.origin}/api/sdk/stream`, {
      ...{ authorization: `Bearer ${viewer.workspace.widgetKey}` },
      ...headersOf(viewer),
    });
    open.push(reader);
    return async () =>
      (await reader.until('in_app_messages')).data.messages.map(({ title }: { title: string }) => title);
  }

  test('hear what is due as it begins, comes, is closed elsewhere and is paused', async () => {
    const workspace = await shop();
    const first = await write(workspace, { title: 'first' });
    const ada = await browserOf(workspace, 'ada', { plan: 'free' });
    const next = await listen(ada);
    expect(await next()).toEqual(['first']);
    const second = await write(workspace, { title: 'second', filter: { field: 'plan', op: 'is', value: 'pro' } });
    await halo.call('/users/update', workspace.serverKey, { user_id: 'ada', traits: { plan: 'pro' } });
    expect(await next()).toEqual(['first', 'second']);
    await note(ada, first, 'dismissed');
    expect(await next()).toEqual(['second']);
    await setState(workspace, second, 'paused');
    expect(await next()).toEqual([]);
  });

  test('of members hear of a change of their company', async () => {
    const workspace = await shop();
    await write(workspace, { title: 'all', priority: 1 });
    await write(workspace, { title: 'gold', filter: { field: 'company.custom:tier', op: 'is', value: 'gold' } });
    const [ada, joe] = [await browserOf(workspace, 'ada'), await browserOf(workspace, 'joe')];
    await halo.call('/companies/identify', workspace.serverKey, { user_id: 'ada', company_id: 'acme' });
    const [adaHears, joeHears] = [await listen(ada), await listen(joe)];
    expect([await adaHears(), await joeHears()]).toEqual([['all'], ['all']]);
    const company = { company_id: 'acme', traits: { tier: 'gold' } };
    const { body } = await halo.call('/companies/update', workspace.serverKey, { companies: [company] });
    expect(body).toMatchObject({ updated: 1 });
    expect(await adaHears()).toEqual(['all', 'gold']);
    expect(await titles(joe)).toEqual(['all']);
  });

  test('an ended session hears nothing after its logout', async () => {
    const workspace = await shop();
    await write(workspace);
    const ada = await browserOf(workspace, 'ada');
    await halo.call('/sessions/end', workspace.widgetKey, { session_id: ada.session });
    const { status, body } = await halo.call('/in-app-messages', workspace.widgetKey, undefined, {
      headers: headersOf(ada),
    });
    expect([status, body.code]).toEqual([403, 'session_closed']);
  });
});
