import { describe, expect, test } from 'vitest';
import { newId } from '../../db/new-id.ts';
import { chatRoom } from '../../testing/chat-room.ts';
import { openEvents } from '../../testing/event-reader.ts';
import { leaveTraces } from '../../testing/leave-traces.ts';
import { newSession, ownHistory, proofOf } from '../../testing/sessions.ts';
import type { TestWorkspace } from '../../testing/test-halo.ts';
import { tracesOf } from '../../testing/traces.ts';

const room = await chatRoom();
const { sql, deps } = room;

const erase = (workspace: TestWorkspace, userId: string, key = workspace.serverKey) =>
  room.call(`/users/${encodeURIComponent(userId)}`, key, undefined, { method: 'DELETE' });
const lift = (workspace: TestWorkspace, name: string) =>
  room.call(`/users/${encodeURIComponent(name)}/erasure`, workspace.serverKey, undefined, { method: 'DELETE' });
const identify = (workspace: TestWorkspace, body: object, key = workspace.widgetKey) =>
  room.call('/users/identify', key, body);
const update = (workspace: TestWorkspace, body: object) => room.call('/users/update', workspace.serverKey, body);
const exists = async (workspace: TestWorkspace, userId: string) =>
  (await room.call(`/users/${userId}`, workspace.serverKey)).status === 200;
const contactOf = async (userId: string): Promise<string> =>
  (await sql`select id from contacts where external_id = ${userId}`)[0]!.id;

/** What a session keeps of a person who was erased: so that its id stays dead, and nothing about them. */
const SHELL = ['created_at', 'ended_at', 'id', 'last_seen', 'readable', 'token_hash', 'trust', 'workspace_id'];

describe('erasing a user', () => {
  test('case 96: takes messages, prompts, events, tickets, sessions, payloads and log lines; no table keeps a trace', async () => {
    const workspace = await room.workspace('report');
    const canary = `canary${newId().slice(-12)}`;
    const { user_id } = await leaveTraces(room, workspace, canary);
    await identify(workspace, { user_id: 'bystander', traits: { note: 'stays' } });
    const contactId = await contactOf(user_id);
    await deps.jobs.insert(null, 'fold-attribute-tallies', [{ data: { contactId, note: canary } }]);
    await room.log(workspace);
    const before = await tracesOf(sql, [canary]);
    const tables = new Set(before.map((line) => line.split(':')[0]!.replace(/_\d{8}$/, '')));
    for (const table of ['contacts', 'contact_facts', 'contact_contexts', 'sessions', 'messages', 'conversations']) {
      expect(tables).toContain(`public.${table}`);
    }
    for (const table of ['events', 'tickets', 'prompts', 'identify_log']) expect(tables).toContain(`public.${table}`);

    expect(await erase(workspace, user_id)).toMatchObject({ status: 200, body: { result: 'erased', user_id } });
    expect(await tracesOf(sql, [canary])).toEqual([]);
    expect((await tracesOf(sql, [contactId])).map((line) => line.split(':')[0])).toEqual(['public.audit_log']);
    const [shell] = await sql<Record<string, unknown>[]>`select * from sessions where ended_at is not null`;
    const kept = Object.entries(shell!).filter(([, value]) => value !== null && JSON.stringify(value) !== '{}');
    expect(kept.map(([column]) => column).sort()).toEqual(SHELL);
    expect(await exists(workspace, 'bystander')).toBe(true);
    expect(await exists(workspace, user_id)).toBe(false);
  });

  test('case 96: takes the people who were merged into them, with their ids, e-mails and images', async () => {
    const workspace = await room.workspace();
    const [kept, gone] = [`kept${newId().slice(-12)}`, `gone${newId().slice(-12)}`];
    await identify(workspace, { user_id: kept, traits: { email: `${kept}@acme.test` } });
    await identify(workspace, { user_id: gone, traits: { email: `${gone}@acme.test` } });
    const [survivor, loser, mergeId] = [await contactOf(kept), await contactOf(gone), newId()];
    await sql`update contacts set merged_into = ${survivor} where id = ${loser}`;
    await sql`
      insert into merges (workspace_id, id, at, survivor_id, loser_id, same_person, actor, before, after, repointed)
      values (${workspace.id}, ${mergeId}, now(), ${survivor}, ${loser}, true, 'x',
        ${sql.json({ kept })}, ${sql.json({ gone })}, '{}')`;
    await sql`insert into merge_moves values (${workspace.id}, ${mergeId}, 'event', ${newId()})`;

    const refused = await erase(workspace, gone);
    expect(refused).toMatchObject({ status: 409, body: { code: 'merged', user_id: kept } });
    expect((await erase(workspace, kept)).status).toBe(200);
    expect(await tracesOf(sql, [kept, gone, mergeId])).toEqual([]);
    const late = await update(workspace, { users: [{ user_id: gone }, { user_id: kept }, { user_id: 'new' }] });
    expect(late.body).toMatchObject({ created: 1, failed: 2, errors: [{ code: 'erased' }, { code: 'erased' }] });
  });

  test('safety R5: a redirected id is refused with the survivor named; nothing is erased', async () => {
    const workspace = await room.workspace();
    await identify(workspace, { user_id: 'new-one' });
    await identify(workspace, { user_id: 'old-one' });
    await sql`
      update contacts set merged_into = (select id from contacts where external_id = 'new-one')
      where external_id = 'old-one'`;
    expect((await erase(workspace, 'old-one')).body).toMatchObject({ code: 'merged', user_id: 'new-one' });
    expect(await exists(workspace, 'new-one')).toBe(true);
  });

  test('case 96: a late sync does not bring them back, until the erasure is lifted', async () => {
    const workspace = await room.workspace();
    await identify(workspace, { user_id: 'late', traits: { email: 'late@acme.test' } });
    await identify(workspace, { user_id: 'other' });
    await erase(workspace, 'late');
    const rows = { users: [{ user_id: 'late', traits: { plan: 'pro' } }, { user_id: 'other' }] };
    for (const update_only of [false, true]) {
      const answer = await update(workspace, { ...rows, update_only });
      expect(answer.body.errors.map(({ code }: { code: string }) => code)).toEqual(update_only ? [] : ['erased']);
      expect(await exists(workspace, 'late')).toBe(false);
    }
    expect((await lift(workspace, 'LATE@acme.test ')).body).toMatchObject({ success: true, result: 'lifted' });
    expect(await lift(workspace, 'late')).toMatchObject({ status: 404 });
    expect((await update(workspace, rows)).body).toMatchObject({ created: 1, failed: 0 });
  });

  test('case 10: identified again by a live call they are made anew, and bulk calls still pass them by', async () => {
    const workspace = await room.workspace();
    const body = { user_id: 'again', traits: { plan: 'pro' }, message_id: 'fingerprint-1' };
    const first = await identify(workspace, body);
    await erase(workspace, 'again');
    const anew = await identify(workspace, { ...body, message_id: 'fingerprint-2' });
    expect(anew.body).toMatchObject({ result: 'created', user: { user_id: 'again' } });
    expect(first.body.result).toBe('created');
    const late = await update(workspace, { users: [{ user_id: 'again', traits: { plan: 'old' } }], update_only: true });
    expect(late.body.errors).toMatchObject([{ code: 'erased' }]);
    const { body: read } = await room.call('/users/again', workspace.serverKey);
    expect(read.user.custom_fields).toEqual({ plan: 'pro' });
    await lift(workspace, 'again');
    expect((await update(workspace, { user_id: 'again', traits: { plan: 'new' } })).body.updated).toBe(1);
  });

  test('cases 11, 96: asked twice, as after a lost answer, it answers the same; an id never known is 404', async () => {
    const workspace = await room.workspace();
    await identify(workspace, { user_id: 'twice' });
    const [first, second] = [await erase(workspace, 'twice'), await erase(workspace, 'twice')];
    const said = ({ status, body: { request_id: _, ...body } }: typeof first) => ({ status, body });
    expect(said(second)).toEqual(said(first));
    expect(await erase(workspace, 'never')).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect(await erase(workspace, 'null')).toMatchObject({ status: 404 });
    const elsewhere = await room.workspace();
    expect(await erase(elsewhere, 'twice')).toMatchObject({ status: 404 });
    await identify(elsewhere, { user_id: 'theirs' });
    expect(await erase(workspace, 'theirs')).toMatchObject({ status: 404 });
    expect(await exists(elsewhere, 'theirs')).toBe(true);
  });

  test('safety W2: to an unproved caller the answers for an erased id look like a plain write', async () => {
    const workspace = await room.workspace('report');
    const calls = async (user_id: string) => {
      const session_id = newSession();
      const answers = [
        await identify(workspace, { user_id, traits: { plan: 'pro' }, session_id }),
        await room.call('/events', workspace.widgetKey, { user_id, session_id, events: [{ event_type: 'did' }] }),
        await identify(workspace, { user_id, traits: { plan: 'pro' } }),
      ];
      return answers.map(({ status, body }) =>
        JSON.stringify([status, body])
          .replaceAll(user_id, 'X')
          .replaceAll(/sess_[\w-]+|req_[\w-]+/g, '_'),
      );
    };
    await identify(workspace, { user_id: 'was-here', traits: { plan: 'secret' } });
    await erase(workspace, 'was-here');
    expect(await calls('was-here')).toEqual(await calls('never-here'));
  });

  test('safety K2: tokens from before prove them no more, with iat or without, in any door; new ones do', async () => {
    const workspace = await room.workspace();
    const iat = () => Math.floor(deps.now().getTime() / 1000);
    const dated = proofOf(room, workspace, 'jane', { iat: iat() });
    const undated = proofOf(room, workspace, 'jane');
    const session_id = newSession();
    await identify(workspace, { user_id: 'jane', user_token: dated, session_id });
    await identify(workspace, { user_id: 'jane', user_token: undated });
    room.turnClock(2);
    await erase(workspace, 'jane');
    room.turnClock(2);
    const doors = (user_token: string) => [
      identify(workspace, { user_id: 'jane', user_token }),
      room.chat(workspace.widgetKey, { user_id: 'jane', user_token }),
      room.call('/events', workspace.widgetKey, { user_id: 'jane', user_token, events: [{ event_type: 'did' }] }),
      room.call('/tickets/create', workspace.widgetKey, { user_id: 'jane', user_token, subject: 'Hi' }),
    ];
    for (const old of [dated, undated]) {
      const answers = await Promise.all(doors(old));
      expect(answers.map(({ body }) => body.code)).toEqual(answers.map(() => 'identity_expired'));
    }
    expect(await exists(workspace, 'jane')).toBe(false);
    // Made anew by a call without proof, they are still not proven by what was signed before.
    await identify(workspace, { user_id: 'jane' });
    expect((await identify(workspace, { user_id: 'jane', user_token: dated })).body.code).toBe('identity_expired');
    const fresh = proofOf(room, workspace, 'jane', { iat: iat() });
    expect(await identify(workspace, { user_id: 'jane', user_token: fresh })).toMatchObject({ status: 200 });
    expect(await ownHistory(room, workspace, session_id, fresh)).toBe('session_closed');
  });

  test('safety R6: their streams end and their sessions die', async () => {
    const workspace = await room.workspace();
    const { user_id, user_token, session_id } = await leaveTraces(room, workspace, `live${newId().slice(-12)}`);
    const headers = { 'x-halo-session': session_id, 'x-halo-user-token': user_token };
    const stream = await openEvents(`${room.origin}/api/sdk/stream`, {
      ...headers,
      authorization: `Bearer ${workspace.widgetKey}`,
    });
    await stream.until('ready');
    await erase(workspace, user_id);
    expect((await stream.until('ended')).data).toMatchObject({ reason: 'session' });
    expect(await ownHistory(room, workspace, session_id, user_token)).toBe('session_closed');
  });

  test('safety K5: needs the scope "erase", and no browser', async () => {
    const workspace = await room.workspace();
    await identify(workspace, { user_id: 'safe' });
    expect(await erase(workspace, 'safe', workspace.widgetKey)).toMatchObject({ body: { code: 'key_kind' } });
    const browser = { method: 'DELETE', headers: { origin: 'https://acme.test' } };
    const sent = await room.call('/users/safe', workspace.serverKey, undefined, browser);
    expect(sent.body.code).toBe('server_key_in_browser');
    await sql`update server_keys set scopes = '{read,write,merge,settings}' where workspace_id = ${workspace.id}`;
    room.turnClock(60);
    for (const path of ['/users/safe', '/users/safe/erasure']) {
      const answer = await room.call(path, workspace.serverKey, undefined, { method: 'DELETE' });
      expect(answer).toMatchObject({ status: 403, body: { code: 'key_scope', scope: 'erase' } });
    }
    await sql`update server_keys set scopes = '{read}' where workspace_id = ${workspace.id}`;
    room.turnClock(60);
    expect(await exists(workspace, 'safe')).toBe(true);
  });

  test('safety A4: erasing and lifting stand in the audit log, without a word about the person', async () => {
    const workspace = await room.workspace();
    const canary = `audit${newId().slice(-12)}`;
    await identify(workspace, { user_id: canary, traits: { email: `${canary}@acme.test` } });
    await erase(workspace, canary);
    await lift(workspace, canary);
    const lines = await sql`
      select actor, action, subject, detail from audit_log
      where workspace_id = ${workspace.id} and action like 'contact.%' order by at`;
    expect(lines).toMatchObject([
      { action: 'contact.erased', actor: expect.stringContaining('server key'), detail: { conversations: 0 } },
      { action: 'contact.erasure_lifted', subject: null },
    ]);
    expect(await tracesOf(sql, [canary])).toEqual([]);
  });

  test('counts them no longer among the holders of an attribute or the members of a company', async () => {
    const workspace = await room.workspace();
    for (const user_id of ['holds', 'holds-too']) {
      await identify(workspace, { user_id, traits: { seats: 4 }, context: { sync: 1 } });
      await room.call('/companies/identify', workspace.serverKey, { company_id: 'acme', user_id });
    }
    await erase(workspace, 'holds');
    const held = await sql`
      select scope, key, (a.held_by + coalesce((select sum(delta) from attribute_tallies t
        where t.workspace_id = a.workspace_id and t.scope = a.scope and t.key = a.key), 0))::int as holders
      from discovered_attributes a where workspace_id = ${workspace.id} and key in ('seats', 'sync') order by key`;
    expect(held.map(({ holders }) => holders)).toEqual([1, 1]);
    const { body } = await room.call('/companies/acme', workspace.serverKey);
    expect(body.members).toMatchObject([{ user_id: 'holds-too' }]);
  });
});
