import type { CompanyRow } from '@halo/wire/dashboard/companies.ts';
import type { ContactRecordAnswer, ContactRow } from '@halo/wire/dashboard/contacts.ts';
import type { Page } from '@halo/wire/dashboard/paging.ts';
import { expect, test } from 'vitest';
import { makeLead } from '../../contacts/make-lead.ts';
import { dashboardRoom } from '../../testing/dashboard-room.ts';
import { signToken } from '../../testing/test-halo.ts';
import { readSettings } from '../../workspaces/read-settings.ts';

const room = await dashboardRoom();
const { halo } = room;
const { browser } = await room.own();

async function place(mode: 'off' | 'report' | 'enforce' = 'off') {
  const { body } = await browser.call('POST', '/api/dashboard/workspaces', { name: 'Traits' });
  const id: string = body.workspace.id;
  const workspace = { id, widgetKey: body.widgetKey, secret: body.identitySecret, serverKey: '' };
  const made = await browser.inside(id, 'POST', '/security/server-keys', { name: 'k', scopes: ['read', 'write'] });
  workspace.serverKey = made.body.key;
  await halo.setMode(workspace, mode);
  const inside = (method: string, path: string, sent?: unknown) => browser.inside(id, method, path, sent);
  const rowOf = async (userId: string) => {
    const { body: page } = await inside('GET', `/contacts?search=${userId}`);
    return (page as Page<ContactRow>).rows.find((row) => row.userId === userId)!.contactId;
  };
  return {
    ...workspace,
    inside,
    rowOf,
    edit: (contactId: string, sent: object) => inside('PATCH', `/contacts/${contactId}/traits`, sent),
    identify: async (key: string, traits: object, more: object = {}) =>
      (await halo.call('/users/identify', key, { user_id: 'jane', traits, ...more })).body,
    user: async () => (await halo.call('/users/jane', workspace.serverKey)).body.user,
  };
}

const trait = (record: ContactRecordAnswer, key: string) => record.traits.find((found) => found.key === key);
const kept = (key: string, reason: string) => [{ key, reason }];

test('a teammate adds, changes and clears a trait; it is verified, theirs, and remembered when cleared', async () => {
  const { identify, widgetKey, edit, rowOf } = await place('report');
  await identify(widgetKey, { plan: 'free', seats: 3 });
  const contactId = await rowOf('jane');
  const added = await edit(contactId, { key: 'csm', value: 'Sam' });
  expect(added.status).toBe(200);
  expect(trait(added.body, 'csm')).toMatchObject({
    value: 'Sam',
    pinned: null,
    provenance: { source: 'teammate', trust: 'verified', by: 'Olivia Owner', keyId: null },
  });
  expect(trait((await edit(contactId, { key: 'plan', value: 'pro' })).body, 'plan')?.value).toBe('pro');
  expect((await identify(widgetKey, { plan: 'free' })).ignored).toEqual(kept('plan', 'higher_trust_kept'));
  const cleared = (await edit(contactId, { key: 'seats', value: null })).body as ContactRecordAnswer;
  expect(trait(cleared, 'seats')).toBe(undefined);
  expect(cleared.cleared).toMatchObject([{ key: 'seats', provenance: { source: 'teammate', by: 'Olivia Owner' } }]);
  expect((await identify(widgetKey, { seats: 4 })).ignored).toEqual(kept('seats', 'higher_trust_kept'));
});

test('who corrects a value says nothing of the person: neither proof nor last seen move', async () => {
  const { identify, widgetKey, edit, rowOf } = await place();
  await identify(widgetKey, { plan: 'free' });
  const contactId = await rowOf('jane');
  const before = (await room.deps.db.sql`select trust, last_seen from contacts where id = ${contactId}`)[0];
  const { body } = await edit(contactId, { key: 'plan', value: 'pro' });
  expect(body.person.trust).toMatchObject({ level: 'claimed', method: null });
  expect((await room.deps.db.sql`select trust, last_seen from contacts where id = ${contactId}`)[0]).toEqual(before);
});

test.each(['off', 'report', 'enforce'] as const)(
  'case 73: in %s a teammate’s pin survives the next sync until released',
  async (mode) => {
    const { identify, widgetKey, serverKey, secret, edit, rowOf, user } = await place(mode);
    const user_token = signToken(secret.secret, { user_id: 'jane', plan: 'token' });
    await identify(serverKey, { plan: 'sync', mrr: 5 });
    const contactId = await rowOf('jane');
    const pinned = await edit(contactId, { key: 'plan', value: 'pinned', pinned: true });
    expect(trait(pinned.body, 'plan')).toMatchObject({ value: 'pinned', pinned: { by: 'Olivia Owner' } });
    expect((await identify(serverKey, { plan: 'sync', mrr: 6 })).ignored).toEqual(kept('plan', 'pinned'));
    expect((await identify(serverKey, { plan: 'pinned' })).ignored).toEqual(kept('plan', 'pinned'));
    expect((await identify(serverKey, { plan: null })).ignored).toEqual(kept('plan', 'pinned'));
    expect((await identify(widgetKey, {}, { user_token })).ignored).toEqual(kept('plan', 'pinned'));
    expect((await identify(serverKey, {}, { set_once: { plan: 'x' } })).ignored).toEqual(kept('plan', 'pinned'));
    const update = { users: [{ user_id: 'jane', traits: { plan: 'bulk' } }] };
    const bulk = await halo.call('/users/update', serverKey, update);
    expect(bulk.body.ignored).toEqual([{ index: 0, ...kept('plan', 'pinned')[0] }]);
    expect(await user()).toMatchObject({ mrr: 6, custom_fields: { plan: 'pinned' } });
    // Teammates may still correct it, and it stays pinned.
    const corrected = await edit(contactId, { key: 'plan', value: 'corrected' });
    expect(trait(corrected.body, 'plan')).toMatchObject({ value: 'corrected', pinned: { by: 'Olivia Owner' } });
    const released = await edit(contactId, { key: 'plan', pinned: false });
    expect(trait(released.body, 'plan')).toMatchObject({ value: 'corrected', pinned: null });
    expect((await identify(serverKey, { plan: 'sync' })).ignored).toEqual([]);
    expect((await user()).custom_fields.plan).toBe('sync');
  },
);

test('a pin needs a value, goes with it, and another’s edit of another key leaves it', async () => {
  const { identify, serverKey, edit, rowOf } = await place();
  await identify(serverKey, { plan: 'pro', seats: 1 });
  const contactId = await rowOf('jane');
  expect(await edit(contactId, { key: 'never', pinned: true })).toMatchObject({ status: 400 });
  expect(await edit(contactId, { key: 'plan', value: null, pinned: true })).toMatchObject({ status: 400 });
  expect(await edit(contactId, { key: 'plan' })).toMatchObject({ status: 400 });
  await edit(contactId, { key: 'plan', pinned: true });
  expect(trait((await edit(contactId, { key: 'seats', value: 2 })).body, 'plan')?.pinned).not.toBe(null);
  await edit(contactId, { key: 'plan', value: null });
  expect((await identify(serverKey, { plan: 'back' })).ignored).toEqual([]);
});

test('values are checked as those of callers are: nothing half, managed keys named, no other workspace’s record', async () => {
  const { identify, widgetKey, edit, rowOf, inside } = await place();
  const other = await place();
  await identify(widgetKey, { plan: 'free' });
  const contactId = await rowOf('jane');
  expect(await edit(contactId, { key: 'mrr', value: 'much' })).toMatchObject({ status: 400 });
  const managed = await edit(contactId, { key: 'created_at', value: '2020-01-01' });
  expect([managed.status, managed.body.code, managed.body.reserved_keys]).toEqual([
    400,
    'reserved_traits',
    ['created_at'],
  ]);
  expect(await edit(contactId, { key: '', value: 1 })).toMatchObject({ status: 400 });
  expect(await edit(contactId, { key: 'x'.repeat(256), value: 1 })).toMatchObject({ status: 400 });
  const hostile = await edit(contactId, { key: '__proto__', value: { a: 1 } });
  expect(trait(hostile.body, '__proto__')?.value).toEqual({ a: 1 });
  expect(await other.edit(contactId, { key: 'plan', value: 'x' })).toMatchObject({ status: 404 });
  expect((await inside('GET', `/contacts/${contactId}`)).body.traits).toHaveLength(2);
});

test('a lead is edited by its row, and a merged contact leads to its survivor', async () => {
  const { id, identify, serverKey, edit, rowOf, user } = await place();
  const workspace = { ...(await readSettings(room.deps, id)), id, isDemo: false };
  const lead = await room.deps.db.transaction((tx) =>
    makeLead(room.deps, tx, { workspace, email: 'ann@x.test', name: 'Ann', source: 'browser' }),
  );
  const edited = await edit(lead, { key: 'plan', value: 'trial', pinned: true });
  expect(edited.body.person).toMatchObject({ kind: 'lead', userId: null });
  expect(trait(edited.body, 'plan')).toMatchObject({ value: 'trial', provenance: { source: 'teammate' } });
  const [line] = await room.deps.db.sql`
    select external_id, source, changed from identify_log where workspace_id = ${id} and contact_id = ${lead}`;
  expect(line).toEqual({ external_id: null, source: 'teammate', changed: ['plan'] });
  await identify(serverKey, {});
  await room.deps.db.sql`update contacts set merged_into = ${await rowOf('jane')} where id = ${lead}`;
  expect((await edit(lead, { key: 'seats', value: 4 })).body.person.userId).toBe('jane');
  expect((await user()).custom_fields).toEqual({ seats: 4 });
});

test('a company’s traits are edited and pinned in the same way', async () => {
  const { widgetKey, serverKey, inside } = await place('report');
  const say = async (key: string, traits: object) =>
    (await halo.call('/companies/identify', key, { company_id: 'acme', traits })).body;
  await say(widgetKey, { name: 'Acme', tier: 'free' });
  const [row] = ((await inside('GET', '/companies')).body as Page<CompanyRow>).rows;
  const edit = (sent: object) => inside('PATCH', `/companies/${row!.id}/traits`, sent);
  const { body } = await edit({ key: 'tier', value: 'gold', pinned: true });
  expect(body.traits.find((found: { key: string }) => found.key === 'tier')).toMatchObject({
    value: 'gold',
    pinned: { by: 'Olivia Owner' },
    provenance: { by: 'Olivia Owner', trust: 'verified' },
  });
  expect((await say(serverKey, { tier: 'sync' })).ignored).toEqual(kept('tier', 'pinned'));
  expect(await edit({ key: 'health_score', value: 1 })).toMatchObject({ status: 400 });
  const cleared = await edit({ key: 'tier', value: null });
  expect(cleared.body.cleared).toMatchObject([{ key: 'tier', provenance: { by: 'Olivia Owner' } }]);
});

test('a user is added by hand once, with verified traits, and is announced without having been seen', async () => {
  const { inside, identify, serverKey, user } = await place('report');
  const add = (sent: object) => inside('POST', '/contacts', sent);
  const added = await add({ userId: 'jane', traits: { name: 'Jane', signed_up_at: '2026-01-01', plan: 'pro' } });
  expect(added.body).toMatchObject({
    person: { userId: 'jane', displayName: 'Jane' },
    lastSeen: null,
    firstSeen: null,
  });
  expect(added.body.person.trust).toMatchObject({ level: 'verified', method: 'teammate' });
  expect(trait(added.body, 'plan')).toMatchObject({ provenance: { trust: 'verified', by: 'Olivia Owner' } });
  const again = await add({ userId: 'jane', traits: { plan: 'stolen' } });
  expect([again.status, again.body.code, again.body.contact_id]).toEqual([
    409,
    'conflict',
    added.body.person.contactId,
  ]);
  expect((await user()).custom_fields.plan).toBe('pro');
  for (const userId of ['', ' ', 'null', 'anonymous', 'undefined', 'x'.repeat(256)]) {
    expect((await add({ userId })).status, userId).toBe(400);
  }
  expect((await add({ userId: 'joe', traits: { mrr: 'much' } })).status).toBe(400);
  expect((await add({ userId: 'joe', traits: { last_seen: 'x' } })).body.code).toBe('reserved_traits');
  expect((await halo.call('/users/joe', serverKey)).status).toBe(404);
  expect((await identify(serverKey, {})).result).toBe('unchanged');
  const both = await Promise.all([add({ userId: 'kim' }), add({ userId: 'kim' })]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
});

test('policy and sensitivity changes are audited with what they were; a declared key waits for its first value', async () => {
  const { id, identify, widgetKey, inside } = await place();
  const declared = await inside('POST', '/attributes', {
    scope: 'user',
    key: 'ssn',
    sensitive: true,
    policy: 'verified',
  });
  expect(declared.body).toMatchObject({ key: 'ssn', types: [], heldBy: 0, firstSeen: null, sensitive: true });
  expect((await inside('POST', '/attributes', { scope: 'user', key: 'ssn' })).status).toBe(409);
  expect((await inside('POST', '/attributes', { scope: 'user', key: 'created_at' })).body.code).toBe('reserved_traits');
  await inside('PATCH', '/attributes', { scope: 'user', key: 'ssn', policy: 'anyone' });
  await inside('PATCH', '/attributes', { scope: 'user', key: 'ssn', policy: 'anyone', label: 'Number' });
  await identify(widgetKey, { ssn: '1' });
  await identify(widgetKey, { ssn: 2 });
  const { attributes } = (await inside('GET', '/attributes?scope=user')).body;
  expect(attributes.find((found: { key: string }) => found.key === 'ssn')).toMatchObject({
    types: ['text', 'number'],
    heldBy: 1,
    policy: 'anyone',
    sensitive: true,
    retypedAt: expect.stringMatching(/\+00:00$/),
  });
  const entries = await room.deps.db.sql`
    select action, detail from audit_log where workspace_id = ${id} and subject = 'user:ssn' order by at, id`;
  expect(entries.map(({ action, detail }) => [action, detail])).toEqual([
    ['attribute.declared', { sensitive: true, policy: 'verified' }],
    [
      'attribute.protected',
      { before: { policy: 'verified', sensitive: true }, after: { policy: 'anyone', sensitive: true } },
    ],
    ['attribute.described', { label: 'Number' }],
  ]);
  const member = await room.join(browser, id, 'member');
  expect((await member.inside(id, 'POST', '/attributes', { scope: 'user', key: 'x' })).status).toBe(403);
});
