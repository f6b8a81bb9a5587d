import { describe, expect, test } from 'vitest';
import { mergeRoom } from '../../testing/merge-room.ts';
import type { News } from '../../topics.ts';

const { freshToken, halo, shop } = await mergeRoom();

describe('values', () => {
  test('cases 20, 26: the survivor wins, gaps are filled, a deliberate empty text and a cleared key stay, as the preview said', async () => {
    const { identify, merge, user, call } = await shop();
    await identify('jane', { name: 'Jane', phone: '', plan: 'pro', seats: 3 }, { context: { cart: 1 } });
    await identify('jane', { seats: null });
    await identify(
      'old',
      { name: 'J.', phone: '123', seats: 9, role: 'cto', mrr: 5 },
      { context: { cart: 2, sync: 'ok' } },
    );
    await call('/companies/identify', { company_id: 'acme', user_id: 'old' });
    const preview = (await merge('jane', 'old', { preview: true })).body;
    expect(preview.result).toBe('preview');
    expect((await user('old')).name).toBe('J.');
    const why = Object.fromEntries(
      preview.keys.map(({ scope, key, wins, reason }: Record<string, string>) => [`${scope} ${key}`, [wins, reason]]),
    );
    expect(why).toEqual({
      'trait name': ['survivor', 'survivor_has_it'],
      'trait phone': ['survivor', 'survivor_has_it'],
      'trait plan': ['survivor', 'only_survivor_has_it'],
      'trait seats': ['survivor', 'survivor_cleared_it'],
      'trait role': ['loser', 'gap_filled'],
      'trait mrr': ['loser', 'gap_filled'],
      'context cart': ['survivor', 'survivor_has_it'],
      'context sync': ['loser', 'gap_filled'],
    });
    const done = (await merge('jane', 'old')).body;
    expect({ ...done, ...{ result: 0, merge_id: 0, request_id: 0, user: 0 } }).toEqual({
      ...{ ...preview, result: 0, merge_id: 0, request_id: 0, user: 0 },
    });
    const after = await user('jane');
    expect({ ...done.user, updated_at: 0 }).toEqual({ ...preview.user, updated_at: 0 });
    expect(after).toEqual(done.user);
    expect(after).toMatchObject({
      name: 'Jane',
      mrr: 5,
      custom_fields: { phone: '', plan: 'pro', role: 'cto' },
      context: { cart: 1, sync: 'ok' },
      companies: [{ company_id: 'acme', trust: 'verified', current: true }],
    });
  });

  test('a filled value keeps its trust and source; what a token proved for the loser proves nothing of the survivor', async () => {
    const { workspace, identify, merge, call } = await shop('report');
    await halo.call('/users/identify', workspace.widgetKey, { user_id: 'a', traits: { name: 'A' } });
    await identify('b', { plan: 'pro' });
    await merge('a', 'b');
    const low = await halo.call('/users/identify', workspace.widgetKey, { user_id: 'a', traits: { plan: 'free' } });
    expect(low.body.ignored).toEqual([{ key: 'plan', reason: 'higher_trust_kept' }]);
    const list = (await call('/users')).body.users;
    expect(list.map((found: { user_id: string }) => found.user_id)).toEqual(['a']);
    const [row] = await halo.sql`select trust from contacts where workspace_id = ${workspace.id} and external_id = 'a'`;
    expect(row?.trust).toBe('claimed');
  });

  test('filters find the survivor by what it took in, and the loser no more', async () => {
    const { identify, merge, call } = await shop();
    await identify('a', { name: 'A' });
    await identify('b', { role: 'cto' });
    await merge('a', 'b');
    const filter = { field: 'custom:role', op: 'is', value: 'cto' };
    expect((await call('/audiences/preview', { filter })).body.user_ids).toEqual(['a']);
  });
});

describe('what is refused', () => {
  test('case 21: a merge with itself does nothing', async () => {
    const { identify, merge, user } = await shop();
    await identify('a', { name: 'A' });
    const before = await user('a');
    expect(await merge('a', 'a')).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    expect(await user('a')).toEqual(before);
  });

  test('case 22: somebody of another workspace is not found', async () => {
    const here = await shop();
    const there = await shop();
    await here.identify('a');
    await there.identify('b');
    expect(await here.merge('a', 'b')).toMatchObject({ status: 404, body: { code: 'not_found' } });
    const { body } = await here.identify('c').then(() => here.merge('a', 'c'));
    expect(await there.undo(body.merge_id)).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });

  test('safety R5: an id that was merged away is neither merged nor taken in again, and the answer names the survivor', async () => {
    const { identify, merge } = await shop();
    for (const id of ['a', 'b', 'c']) await identify(id);
    await merge('a', 'b');
    for (const again of [merge('a', 'b'), merge('c', 'b'), merge('b', 'c')]) {
      expect(await again).toMatchObject({ status: 409, body: { code: 'merged', user_id: 'a' } });
    }
  });

  test('case 32: a server key without the scope, and the publishable key, merge nobody', async () => {
    const { workspace, identify, merge } = await shop();
    await identify('a');
    await identify('b');
    const body = { survivor_id: 'a', loser_id: 'b' };
    expect((await halo.call('/users/merge', workspace.widgetKey, body)).body.code).toBe('key_kind');
    await halo.sql`update server_keys set scopes = '{read,write}' where workspace_id = ${workspace.id}`;
    halo.turnClock(60);
    expect((await merge('a', 'b')).body.code).toBe('key_scope');
  });
});

describe('redirects', () => {
  test('case 28: the old id answers with the survivor, reads and writes alike', async () => {
    const { workspace, identify, merge, user, call } = await shop();
    await identify('new', { name: 'New' });
    await identify('old', { role: 'cto' });
    await merge('new', 'old');
    expect((await user('old')).user_id).toBe('new');
    expect((await identify('old', { seats: 4 })).body).toMatchObject({ result: 'updated', user: { user_id: 'new' } });
    await call('/companies/identify', { company_id: 'acme', user_id: 'old' });
    await call('/events', { user_id: 'old', events: [{ event_type: 'exported' }] });
    await call('/tickets/create', { user_id: 'old', subject: 'It broke' });
    await call('/users/update', { user_id: 'old', traits: { plan: 'pro' } });
    expect(await user('new')).toMatchObject({
      custom_fields: { role: 'cto', seats: 4, plan: 'pro' },
      companies: [{ company_id: 'acme' }],
    });
    const [counts] = await halo.sql`
      select (select count(*)::int from events where contact_id = c.id) as events,
             (select count(*)::int from tickets where contact_id = c.id) as tickets
      from contacts c where workspace_id = ${workspace.id} and external_id = 'new'`;
    expect(counts).toEqual({ events: 1, tickets: 1 });
  });

  test('a chain of merges is one step long', async () => {
    const { workspace, identify, merge, user } = await shop();
    for (const id of ['a', 'b', 'c']) await identify(id, { name: id });
    await merge('b', 'a');
    await merge('c', 'b');
    expect((await user('a')).user_id).toBe('c');
    const steps = await halo.sql`
      select from contacts l join contacts s on s.id = l.merged_into
      where l.workspace_id = ${workspace.id} and s.merged_into is not null`;
    expect(steps).toHaveLength(0);
  });

  test('case 31: merging makes nobody new, whoever calls afterwards', async () => {
    const { workspace, identify, merge, call } = await shop();
    await call('/companies/identify', { company_id: 'acme', user_id: 'by-product' });
    await identify('known');
    const told: News['contactsWritten'] = [];
    const { publish } = halo.deps;
    halo.deps.publish = (tx, topic, list) => {
      if (topic === 'contactsWritten') told.push(...(list as News['contactsWritten']));
      return publish(tx, topic, list);
    };
    await merge('by-product', 'known');
    halo.deps.publish = publish;
    expect(told).toMatchObject([{ created: false, announced: false, quiet: true }]);
    // Nothing is owed either: the next identify tells of nobody.
    const [row] = await halo.sql`
      select announced from contacts where workspace_id = ${workspace.id} and external_id = 'by-product'`;
    expect(row).toEqual({ announced: true });
  });
});

test('case 24: equal e-mails never merge two users', async () => {
  const { workspace, identify, user } = await shop();
  await identify('a', { email: 'jane@acme.test' });
  await identify('b', { email: 'Jane@acme.test ' });
  const user_token = freshToken(workspace, 'b');
  await halo.call('/users/identify', workspace.widgetKey, {
    user_id: 'b',
    user_token,
    traits: { email: 'jane@acme.test' },
  });
  expect([(await user('a')).user_id, (await user('b')).user_id]).toEqual(['a', 'b']);
});

test('safety A4: merges and undos stand in the audit log', async () => {
  const { workspace, identify, merge, undo } = await shop();
  await identify('a');
  await identify('b');
  await undo((await merge('a', 'b')).body.merge_id);
  const [b] = await halo.sql`
    select id from contacts where workspace_id = ${workspace.id} and external_id = 'b'`;
  const lines = await halo.sql`
    select action, actor, detail->>'loser' as loser from audit_log
    where workspace_id = ${workspace.id} and action like 'contact.%' order by at, id`;
  expect(lines).toMatchObject([
    { action: 'contact.merged', actor: expect.stringContaining('server key'), loser: b!.id },
    { action: 'contact.unmerged', loser: b!.id },
  ]);
});
