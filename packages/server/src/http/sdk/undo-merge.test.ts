import { describe, expect, test } from 'vitest';
import { mergeRoom } from '../../testing/merge-room.ts';
import { newSession, ownHistory } from '../../testing/sessions.ts';

const { chatOf, freshToken, halo, reads, shop } = await mergeRoom();

describe('undo', () => {
  test('case 27: both are as they were, but for what was changed since', async () => {
    const { identify, merge, undo, user, call } = await shop();
    await identify('a', { name: 'A', plan: 'pro' });
    await identify('b', { role: 'cto', seats: 3, city: 'Rome' }, { context: { sync: 'ok', cart: 2 } });
    await call('/companies/identify', { company_id: 'acme', user_id: 'b' });
    const [a, b] = [await user('a'), await user('b')];
    const { merge_id } = (await merge('a', 'b')).body;
    await identify('a', { seats: 9, plan: 'max' }, { context: { cart: 5 } });
    const undone = await undo(merge_id);
    expect(undone.body).toMatchObject({ success: true, survivor: { user_id: 'a' }, loser: { user_id: 'b' } });
    expect({ ...(await user('b')), updated_at: 0 }).toEqual({ ...b, updated_at: 0 });
    const restored = await user('a');
    expect(restored.custom_fields).toEqual({ plan: 'max', seats: 9 });
    expect(restored).toMatchObject({ name: 'A', context: { cart: 5 }, companies: [], first_seen: a.first_seen });
    expect((await undo(merge_id)).body.code).toBe('conflict');
    const filter = { field: 'custom:role', op: 'is', value: 'cto' };
    expect((await call('/audiences/preview', { filter })).body.user_ids).toEqual(['b']);
  });

  test('what moved goes back, what is new stays with the survivor, and the loser takes along what was held under its id', async () => {
    const { workspace, merge, undo } = await shop('enforce');
    const first = await chatOf(workspace, 'b', freshToken(workspace, 'b'));
    await chatOf(workspace, 'a', freshToken(workspace, 'a'));
    const { merge_id } = (await merge('a', 'b')).body;
    halo.turnClock(2);
    const ofLoser = await chatOf(workspace, 'b', freshToken(workspace, 'b'));
    const ofSurvivor = await chatOf(workspace, 'a', freshToken(workspace, 'a'));
    await undo(merge_id);
    const [tokenA, tokenB] = [freshToken(workspace, 'a'), freshToken(workspace, 'b')];
    expect(await ownHistory(halo, workspace, newSession(), tokenA)).toBe(2);
    expect(await ownHistory(halo, workspace, newSession(), tokenB)).toBe(2);
    for (const { conversation_id } of [first, ofLoser]) {
      expect(await reads(workspace, tokenB, conversation_id)).toBe('Hi from b');
      expect(await reads(workspace, tokenA, conversation_id)).toBe('not_found');
    }
    expect(await reads(workspace, tokenA, ofSurvivor.conversation_id)).toBe('Hi from a');
    expect(await ownHistory(halo, workspace, ofLoser.session_id, tokenB)).toBe(2);
  });

  test('merges of a chain are undone from the last to the first, and the answer says so', async () => {
    const { identify, merge, undo, user } = await shop();
    for (const id of ['a', 'b', 'c']) await identify(id, { [`of-${id}`]: id });
    const first = (await merge('b', 'a')).body.merge_id;
    const second = (await merge('c', 'b')).body.merge_id;
    const early = await undo(first);
    expect(early).toMatchObject({ status: 409, body: { code: 'conflict', later_merge_id: second } });
    expect((await undo(second)).status).toBe(200);
    expect((await user('a')).user_id).toBe('b');
    expect((await user('c')).custom_fields).toEqual({ 'of-c': 'c' });
    expect((await undo(first)).status).toBe(200);
    expect(await user('a')).toMatchObject({ user_id: 'a', custom_fields: { 'of-a': 'a' } });
    expect(await user('b')).toMatchObject({ user_id: 'b', custom_fields: { 'of-b': 'b' } });
  });
});

describe('races', () => {
  test('case 29: A into B while B goes into A: one wins, no cycle', async () => {
    const { workspace, identify, merge } = await shop();
    for (let round = 0; round < 10; round += 1) {
      const [a, b] = [`a${round}`, `b${round}`];
      await Promise.all([identify(a, { from: a }), identify(b, { from: b })]);
      const answers = await Promise.all([merge(a, b), merge(b, a)]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    }
    const cycles = await halo.sql`
      select from contacts l join contacts s on s.id = l.merged_into and s.merged_into is not null
      where l.workspace_id = ${workspace.id}`;
    expect(cycles).toHaveLength(0);
  });

  test('three merges in a ring leave one survivor each, and every id leads to a living contact', async () => {
    const { workspace, identify, merge, user } = await shop();
    for (const id of ['x', 'y', 'z']) await identify(id);
    await Promise.all([merge('x', 'y'), merge('y', 'z'), merge('z', 'x')]);
    const living = await halo.sql`
      select external_id from contacts where workspace_id = ${workspace.id} and merged_into is null`;
    for (const id of ['x', 'y', 'z']) {
      expect(living.map((row) => row.external_id)).toContain((await user(id)).user_id);
    }
  });

  test('calls by both ids while they are merged and unmerged: each is acknowledged and none is lost', async () => {
    const { identify, merge, undo, user } = await shop();
    await Promise.all([identify('a'), identify('b')]);
    const { merge_id } = (await merge('a', 'b')).body;
    const writes = (id: string) =>
      Promise.all(Array.from({ length: 30 }, (_, at) => identify(id, { [`${id}${at}`]: at })));
    const [ofA, ofB, undone] = await Promise.all([writes('a'), writes('b'), undo(merge_id)]);
    expect(undone.status).toBe(200);
    expect([...ofA, ...ofB].map(({ status }) => status)).toEqual(Array.from({ length: 60 }, () => 200));
    const kept = { ...(await user('a')).custom_fields, ...(await user('b')).custom_fields };
    expect(Object.keys(kept)).toHaveLength(60);
    for (const { body } of ofB) {
      const [key] = Object.keys(body.user.custom_fields).filter((name) => name.startsWith('b'));
      expect(kept).toHaveProperty(key!);
    }
    const [again] = await Promise.all([merge('a', 'b'), writes('b'), writes('a')]);
    expect(again.status).toBe(200);
    expect(Object.keys((await user('a')).custom_fields)).toHaveLength(60);
  });
});

test('case 23: what is told of the loser while it is merged hangs on the survivor', async () => {
  const { workspace, identify, merge, call } = await shop();
  for (let round = 0; round < 5; round += 1) {
    const [a, b] = [`s${round}`, `l${round}`];
    await Promise.all([identify(a), identify(b)]);
    const told = (n: number) => call('/events', { user_id: b, events: [{ event_type: `e${n}` }] });
    const asked = (n: number) => call('/tickets/create', { user_id: b, subject: `t${n}` });
    const answers = await Promise.all([told(1), asked(1), merge(a, b), told(2), asked(2)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  }
  const [left] = await halo.sql`
    select (select count(*)::int from events e join contacts l on l.id = e.contact_id and l.merged_into is not null
            where e.workspace_id = ${workspace.id}) as events,
           (select count(*)::int from tickets t join contacts l on l.id = t.contact_id and l.merged_into is not null
            where t.workspace_id = ${workspace.id}) as tickets`;
  expect(left).toEqual({ events: 0, tickets: 0 });
});
