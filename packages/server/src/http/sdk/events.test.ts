import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { signToken, type TestWorkspace, testHalo } from '../../testing/test-halo.ts';

const halo = await testHalo();
const newSession = () => `sess_${randomBytes(16).toString('base64url')}`;
const send = (workspace: TestWorkspace, events: object[], more: object = {}) =>
  halo.call('/events', workspace.widgetKey, { events, ...more });
const stored = (workspace: TestWorkspace) => halo.sql`
  select e.type, e.at, e.element_selector, e.page_url, e.metadata, e.trust, k.external_id
  from events e left join contacts k on k.id = e.contact_id
  where e.workspace_id = ${workspace.id} order by e.at, e.type`;

test('a user named by events is upserted and seen now; a visitor is not', async () => {
  const workspace = await halo.workspace();
  const event = { event_type: 'page_view', page_url: 'https://acme.test/a', metadata: { __proto__: 1, z: 1, a: [2] } };
  expect((await send(workspace, [event], { user_id: 'jane' })).body).toMatchObject({
    success: true,
    accepted: 1,
    dropped: [],
  });
  await send(workspace, [{ event_type: 'click', element_selector: '#save' }], { session_id: newSession() });
  expect(await stored(workspace)).toMatchObject([
    { type: 'page_view', external_id: 'jane', trust: 'claimed', page_url: 'https://acme.test/a' },
    { type: 'click', external_id: null, trust: 'anonymous', element_selector: '#save' },
  ]);
  const contacts =
    await halo.sql`select external_id, last_seen is not null as seen from contacts where workspace_id = ${workspace.id}`;
  expect(contacts).toEqual([{ external_id: 'jane', seen: true }]);
});

test('over-long texts are cut, never through a character, and oversize metadata is dropped and named', async () => {
  const workspace = await halo.workspace();
  const { body } = await send(workspace, [
    { event_type: `${'t'.repeat(99)}😀`, element_selector: 's'.repeat(600), page_url: 'u'.repeat(3_000) },
    { event_type: 'zz', metadata: { big: 'x'.repeat(10_000) } },
  ]);
  expect(body).toMatchObject({ accepted: 2, dropped: [{ index: 1, reason: 'metadata_too_large' }] });
  const rows = await stored(workspace);
  expect(rows[0]!.type).toBe('t'.repeat(99));
  expect([rows[0]!.element_selector.length, rows[0]!.page_url.length]).toEqual([500, 2_000]);
  expect(rows[1]).toMatchObject({ type: 'zz', metadata: null });
});

test('times are brought between a year ago and now; an unreadable one refuses the call whole', async () => {
  const workspace = await halo.workspace();
  const now = halo.deps.now().getTime();
  await send(workspace, [
    { event_type: 'future', timestamp: new Date(now + 86_400_000).toISOString() },
    { event_type: 'ancient', timestamp: '1971-01-01T00:00:00Z' },
    { event_type: 'yesterday', timestamp: now - 86_400_000 },
  ]);
  const ages = Object.fromEntries((await stored(workspace)).map(({ type, at }) => [type, now - Date.parse(at)]));
  expect(ages.future).toBeLessThanOrEqual(0);
  expect(ages.future).toBeGreaterThan(-60_000);
  expect(Math.round(ages.ancient! / 86_400_000)).toBe(365);
  expect(ages.yesterday).toBe(86_400_000);
  const bad = await send(workspace, [{ event_type: 'a' }, { event_type: 'b', timestamp: 'last tuesday' }], {
    user_id: 'x',
  });
  expect(bad).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
  expect(await stored(workspace)).toHaveLength(3);
  expect(await halo.sql`select 1 from contacts where workspace_id = ${workspace.id}`).toHaveLength(0);
});

test('safety W5: a repeated message_id is kept once per person and proof, at once and later', async () => {
  const workspace = await halo.workspace();
  const token = signToken(workspace.secret.secret, { user_id: 'jane' });
  const event = { event_type: 'click', message_id: 'm' };
  const twice = () => send(workspace, [event, event], { user_id: 'jane', session_id: 'a'.repeat(30) });
  const answers = await Promise.all([twice(), twice(), twice(), twice()]);
  for (const { body } of answers) expect(body).toMatchObject({ success: true, accepted: 2 });
  await twice();
  expect(await stored(workspace)).toHaveLength(1);
  await send(workspace, [event], { user_id: 'jane', user_token: token });
  await send(workspace, [event], { user_id: 'joe' });
  expect((await stored(workspace)).map(({ external_id, trust }) => `${external_id} ${trust}`).sort()).toEqual([
    'jane claimed',
    'jane verified',
    'joe claimed',
  ]);
});

test('case 19: events in somebody else’s session go on in a new one', async () => {
  const workspace = await halo.workspace();
  const session_id = newSession();
  await send(workspace, [{ event_type: 'a' }], { session_id, user_id: 'jane' });
  const { body } = await send(workspace, [{ event_type: 'b' }], { session_id, user_id: 'joe' });
  expect(body.session_id).not.toBe(session_id);
});

test('too many, empty or misshapen events are refused; none at all is fine', async () => {
  const workspace = await halo.workspace();
  const many = Array.from({ length: 101 }, () => ({ event_type: 'x' }));
  for (const events of [many, [{ event_type: '' }], [{}], [{ event_type: 'x', metadata: [] }], 'x' as never]) {
    expect(await send(workspace, events)).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
  }
  expect((await send(workspace, [])).body).toMatchObject({ success: true, accepted: 0 });
});
