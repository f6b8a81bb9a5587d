import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterEach, describe, expect, test } from 'vitest';
import { type EventReader, openEvents } from '../../testing/event-reader.ts';
import { newSession, ownHistory, proofOf } from '../../testing/sessions.ts';
import { type TestWorkspace, testHalo } from '../../testing/test-halo.ts';
import { dashboardRoutes } from '../dashboard/routes.ts';
import { sdkRoutes } from './routes.ts';

let logged = '';
const lines = new Writable({
  write(chunk, _encoding, done) {
    logged += String(chunk);
    done();
  },
});
const halo = await testHalo({}, pino({ level: 'trace' }, lines));
const open: EventReader[] = [];
afterEach(() => Promise.all(open.splice(0).map((stream) => stream.close())));

const say = (workspace: TestWorkspace, body: object) =>
  halo.call('/chat', workspace.widgetKey, { message: 'Hi', ...body });
const proof = (workspace: TestWorkspace, user_id: string, claims: object = {}) =>
  proofOf(halo, workspace, user_id, claims);
const seconds = () => Math.floor(halo.deps.now().getTime() / 1000);

async function listen(workspace: TestWorkspace, session: string, token?: string): Promise<EventReader> {
  const stream = await openEvents(`${halo.origin}/api/sdk/stream`, {
    ...{ authorization: `Bearer ${workspace.widgetKey}`, 'x-halo-session': session },
    ...(token && { 'x-halo-user-token': token }),
  });
  open.push(stream);
  return stream;
}

describe('safety R1', () => {
  const WRITES: [path: string, body: object][] = [
    ['/users/identify', {}],
    ['/companies/identify', { company_id: 'acme' }],
    ['/chat', { message: 'Hi' }],
    ['/events', { events: [{ event_type: 'exported' }] }],
    ['/tickets/create', { subject: 'It broke' }],
    ['/conversations/human', {}],
  ];

  test.each(WRITES)(
    'safety R1: %s with a session that a token bound goes on in a new one without that token',
    async (path, body) => {
      const workspace = await halo.workspace();
      const session_id = newSession();
      const janes = await say(workspace, { session_id, user_id: 'jane', user_token: proof(workspace, 'jane') });
      for (const user_id of ['jane', 'joe', undefined]) {
        if (user_id === undefined && (path === '/users/identify' || path === '/tickets/create')) continue;
        const answer = await halo.call(path, workspace.widgetKey, { ...body, user_id, session_id });
        expect(answer.status).toBe(200);
        expect(answer.body.session_id).toMatch(/^sess_[\w-]{22}$/);
        expect(answer.body.session_id).not.toBe(session_id);
      }
      const token = proof(workspace, 'jane');
      const headers = { 'x-halo-session': session_id, 'x-halo-user-token': token };
      const path_ = `/conversations/${janes.body.conversation_id}/messages`;
      const { body: thread } = await halo.call(path_, workspace.widgetKey, undefined, { headers });
      expect(thread.messages.map((message: { author: string }) => message.author)).toEqual(['user', 'ai']);
      const [row] = await halo.sql`
      select said from sessions s join contacts c on c.workspace_id = s.workspace_id and c.id = s.contact_id
      where s.workspace_id = ${workspace.id} and s.trust = 'verified'`;
      expect([{}, { filled: true }]).toContainEqual(row!.said);
    },
  );

  test('safety R1: a call is as trusted as its own proof, whatever its session once proved', async () => {
    const workspace = await halo.workspace();
    const session_id = newSession();
    const identify = (more: object) =>
      halo.call('/users/identify', workspace.widgetKey, { user_id: 'jane', session_id, ...more });
    expect((await identify({ user_token: proof(workspace, 'jane') })).body.trust).toBe('verified');
    expect((await identify({})).body.trust).toBe('claimed');
    expect((await identify({ user_token: 'forged' })).body.trust).toBe('claimed');
    expect((await identify({ user_token: proof(workspace, 'joe') })).body).toMatchObject({
      trust: 'claimed',
      token_error: 'identity_mismatch',
    });
  });

  test('safety R1: a stream of a session that a token bound opens with a valid token of its person only', async () => {
    const workspace = await halo.workspace();
    const session_id = newSession();
    await say(workspace, { session_id, user_id: 'jane', user_token: proof(workspace, 'jane') });
    const tokens = [undefined, 'forged', proof(workspace, 'joe'), proof(workspace, 'jane', { exp: seconds() - 61 })];
    for (const token of tokens) expect((await listen(workspace, session_id, token)).status).toBe(403);
    expect((await listen(workspace, session_id, proof(workspace, 'jane'))).status).toBe(200);
  });

  test('safety R1: an id that can be guessed opens no stream, unless its person is proven', async () => {
    const workspace = await halo.workspace();
    await say(workspace, { session_id: 'abc123', user_id: 'jane' });
    expect((await listen(workspace, 'abc123')).status).toBe(403);
    expect((await listen(workspace, 'abc123', proof(workspace, 'jane'))).status).toBe(200);
  });

  test('safety R1: no session id and no token is in any table, log line or prompt', async () => {
    const workspace = await halo.workspace('report');
    const session_id = newSession();
    const token = proof(workspace, 'jane');
    const calls: [string, object][] = [...WRITES, ['/users/identify', { rotate_session: true }]];
    const secrets = new Set([session_id, token, token.split('.')[2]!]);
    for (const [path, body] of calls) {
      for (const user_token of [token, 'forged.token.text', proof(workspace, 'joe')]) {
        const answer = await halo.call(path, workspace.widgetKey, { ...body, user_id: 'jane', user_token, session_id });
        secrets.add(user_token);
        if (answer.body.session_id) secrets.add(answer.body.session_id);
      }
    }
    for (const wrong of [token, undefined]) await ownHistory(halo, workspace, session_id, wrong);
    await halo.call(`/conversations?session_id=${session_id}&user_token=${token}`, workspace.widgetKey);
    const preview = await halo.call('/agent/preview', workspace.serverKey, {
      user_id: 'jane',
      user_token: token,
      session_id,
    });
    await halo.log(workspace);

    const tables = await halo.sql<{ name: string }[]>`
      select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema')`;
    const kept = await Promise.all(
      tables.map(async ({ name }) => {
        const rows = await halo.sql.unsafe(`select t::text as row from ${name} t`);
        return rows.map(({ row }) => `${name} ${row}`).join('\n');
      }),
    );
    for (const secret of secrets) {
      expect(kept.join('\n')).not.toContain(secret);
      expect(logged).not.toContain(secret);
      expect(JSON.stringify(preview.body)).not.toContain(secret);
    }
  });
});

describe('a session and its token', () => {
  test('case 52: a session outlives its token by the grace of a minute and no longer, in reading, streaming and speaking', async () => {
    const workspace = await halo.workspace('enforce');
    const session_id = newSession();
    const token = proof(workspace, 'jane', { exp: seconds() + 30 });
    const speak = () => say(workspace, { session_id, user_id: 'jane', user_token: token });
    await speak();
    const stream = await listen(workspace, session_id, token);
    await stream.until('ready');
    halo.turnClock(85);
    expect(await ownHistory(halo, workspace, session_id, token)).toBe(1);
    expect((await speak()).status).toBe(200);
    halo.turnClock(10);
    expect(await ownHistory(halo, workspace, session_id, token)).toBe('identity_expired');
    expect((await speak()).body.code).toBe('identity_expired');
    expect((await listen(workspace, session_id, token)).status).toBe(403);
    // Something happens in the session, and the stream that was open asks whether it still may.
    await say(workspace, { session_id, user_id: 'jane', user_token: proof(workspace, 'jane') });
    for (let event = await stream.next(); ; event = await stream.next()) {
      if (event?.type !== 'ended') continue;
      expect(event.data).toEqual({ reason: 'token' });
      break;
    }
  });

  test('case 52: in off and report too an expired token opens nothing of the session it bound', async () => {
    for (const mode of ['off', 'report'] as const) {
      const workspace = await halo.workspace(mode);
      const session_id = newSession();
      const token = proof(workspace, 'jane', { exp: seconds() + 30 });
      const first = await say(workspace, { session_id, user_id: 'jane', user_token: token });
      halo.turnClock(95);
      expect(await ownHistory(halo, workspace, session_id, token)).toMatch(/^identity_/);
      const after = await say(workspace, { session_id, user_id: 'jane', user_token: token });
      expect(after.body.session_id).not.toBe(session_id);
      const revived = await say(workspace, { session_id, user_id: 'jane', user_token: proof(workspace, 'jane') });
      expect(revived.body).toMatchObject({ session_id, conversation_id: first.body.conversation_id });
    }
  });
});

describe('safety R6', () => {
  test('safety R6, K2: erasing the contact ends their streams at once, and their tokens from before read nothing', async () => {
    const workspace = await halo.workspace();
    const [session_id, claimed] = [newSession(), newSession()];
    const token = proof(workspace, 'jane', { iat: seconds() });
    await say(workspace, { session_id: claimed, user_id: 'jane' });
    await say(workspace, { session_id, user_id: 'jane', user_token: token });
    const streams = [
      await listen(workspace, session_id, token),
      await listen(workspace, newSession(), token),
      await listen(workspace, claimed),
    ];
    for (const stream of streams) await stream.until('ready');
    halo.turnClock(2);
    const erased = await halo.call('/users/jane', workspace.serverKey, undefined, { method: 'DELETE' });
    expect(erased).toMatchObject({ status: 200 });
    for (const stream of streams) {
      await stream.until('ended');
      expect(await stream.next()).toBeNull();
    }
    expect(await ownHistory(halo, workspace, newSession(), token)).toBe('identity_expired');
    halo.turnClock(2);
    expect(await ownHistory(halo, workspace, newSession(), proof(workspace, 'jane', { iat: seconds() }))).toBe(0);
  });

  test('safety R6: every answer of every endpoint but the public configuration is no-store', async () => {
    const workspace = await halo.workspace();
    const doors = [
      ...sdkRoutes.map(({ method, path, keys }) => ({ method, path: `/api/sdk${path}`, open: keys.length === 0 })),
      ...dashboardRoutes.map(({ method, path }) => ({ method, path: `/api/dashboard${path}`, open: false })),
    ];
    for (const { method, path, open } of doors) {
      if (open) continue;
      for (const key of [null, workspace.widgetKey, workspace.serverKey]) {
        const stop = new AbortController();
        const answer = await fetch(`${halo.origin}${path.replaceAll(/:\w+/g, 'x')}`, {
          method: method.toUpperCase(),
          ...(method !== 'get' && { body: '{}' }),
          headers: { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }) },
          signal: stop.signal,
        });
        expect([path, answer.headers.get('cache-control')]).toEqual([path, expect.stringContaining('no-store')]);
        stop.abort();
      }
    }
  });
});

describe('safety R3', () => {
  test('safety R3: a claimed call for a contact proved within 30 days gets an AI that knows this session’s words only', async () => {
    const workspace = await halo.workspace();
    const traits = { plan: 'STORED-plan', name: 'STORED-name' };
    const identify = (body: object) => halo.call('/users/identify', workspace.widgetKey, body);
    await identify({ user_id: 'never', traits });
    await identify({ user_id: 'jane', traits, user_token: proof(workspace, 'jane', { seat: 'STORED-claim' }) });
    const turn = async (user_id: string) => {
      const session_id = newSession();
      const { body } = await say(workspace, { session_id, user_id, custom_fields: { color: 'SAID-green' } });
      const [row] = await halo.sql`
        select p.* from prompts p join messages m on m.workspace_id = p.workspace_id and m.prompt_id = p.id
        where m.conversation_id = ${body.conversation_id}`;
      return JSON.stringify(row);
    };
    expect(await turn('never')).toContain('STORED-plan');
    expect(await turn('jane')).toContain('SAID-green');
    expect(await turn('jane')).not.toContain('STORED-');
    halo.turnClock(29 * 86_400);
    expect(await turn('jane')).not.toContain('STORED-');
    halo.turnClock(2 * 86_400);
    expect(await turn('jane')).toContain('STORED-plan');
  });
});
