import { randomBytes, randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { LIMITS } from '@halo/wire/limits.ts';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { testHalo } from '../../testing/test-halo.ts';
import { sdkRoutes } from './routes.ts';

const halo = await testHalo({ HALO_MODEL_UNPROVED_DAILY: '0' });
const sessionId = () => `sess_${randomBytes(16).toString('base64url')}`;

/** A good call of every endpoint that takes a body. A new endpoint must be added here. */
const GOOD: Record<string, () => Record<string, unknown>> = {
  '/users/identify': () => ({ user_id: 'u1', traits: { plan: 'pro' }, session_id: sessionId() }),
  '/users/merge': () => ({ survivor_id: 'a', loser_id: 'b', same_person: true, preview: false }),
  '/users/merge/undo': () => ({ merge_id: randomUUID() }),
  '/in-app-messages/:id': () => ({ outcome: 'shown' }),
  '/users/update': () => ({ users: [{ user_id: 'u1', traits: { plan: 'pro' } }] }),
  '/companies/identify': () => ({ company_id: 'c1', user_id: 'u1', traits: { plan: 'pro' }, session_id: sessionId() }),
  '/companies/update': () => ({ companies: [{ company_id: 'c1', traits: { plan: 'pro' } }] }),
  '/chat': () => ({ message: 'Hello', user_id: 'u1', session_id: sessionId() }),
  '/chat/stream': () => ({ message: 'Hello', user_id: 'u1', session_id: sessionId() }),
  '/sessions/end': () => ({ session_id: sessionId() }),
  '/events': () => ({ events: [{ event_type: 'clicked' }], user_id: 'u1', session_id: sessionId() }),
  '/tickets/create': () => ({ subject: 'Help', user_id: 'u1' }),
  '/conversations/human': () => ({ session_id: sessionId() }),
  '/leads': () => ({ session_id: sessionId(), email: 'ana@acme.com', name: 'Ana' }),
  '/conversations/:id/read': () => ({ seq: 1 }),
  '/conversations/:id/feedback': () => ({ rating: 'good' }),
  '/conversations/:id/actions/:call_id': () => ({ decision: 'confirm' }),
  '/users/:user_id/subscriptions/:list': () => ({ status: 'subscribed' }),
  '/settings': () => ({ tracking: true }),
  '/audiences/preview': () => ({ filter: {} }),
  '/agent/preview': () => ({ user_id: 'u1', message: 'Hello' }),
};

const HOSTILE: [name: string, json: string][] = [
  ['null', 'null'],
  ['true', 'true'],
  ['zero', '0'],
  ['a fraction', '1.5'],
  ['an unsafe integer', '9007199254740993'],
  ['a huge number', '1e400'],
  ['a negative number', '-1e308'],
  ['empty text', '""'],
  ['NUL', '"\\u0000"'],
  ['half a character', '"\\ud800"'],
  ['control characters', '"a\\u0007\\u001e\\nb"'],
  ['long text', JSON.stringify('x'.repeat(60_000))],
  ['a list', '[]'],
  ['a list of everything', '[null,1,"a",{},[],true]'],
  ['an object', '{}'],
  ['hostile keys', '{"__proto__":{"a":1},"constructor":null,"":1,"a\\u0000":"\\ud800","$where":[{}]}'],
  ['a dozen levels', `${'{"a":'.repeat(12)}1${'}'.repeat(12)}`],
  ['SQL', JSON.stringify("'); drop table contacts; --")],
];

const routes = sdkRoutes.filter((route) => route.body);
const target = (path: string) => path.replaceAll(/:\w+/g, () => randomUUID());

async function everything(): Promise<string> {
  const tables = ['contacts', 'contact_facts', 'companies', 'memberships', 'sessions', 'conversations', 'messages'];
  const counts = [...tables, 'tickets', 'events', 'contact_contexts', 'company_contexts', 'seen_messages'].map(
    (table) => `(select count(*) from ${table})`,
  );
  const [row] = await halo.sql.unsafe(
    `select ${counts.map((count, n) => `${count} as n${n}`).join(', ')},
       (select string_agg(custom_fields::text || provenance::text, '' order by id) from contacts) as people,
       (select string_agg(identity_mode || name || time_zone, '' order by id) from workspaces) as settings`,
  );
  return JSON.stringify(row);
}

/** Sends a body as it stands; whatever is in it, the answer is no fault of ours, and a refusal has stored nothing. */
async function send(route: (typeof routes)[number], key: string, text: string, headers: Record<string, string> = {}) {
  const before = await everything();
  const answer = await halo.call(target(route.path), key, text, { method: route.method.toUpperCase(), headers });
  const said = `${route.path} ${text.slice(0, 200)} → ${answer.status} ${JSON.stringify(answer.body).slice(0, 300)}`;
  expect(answer.status, said).toBeLessThan(500);
  if (answer.status >= 400) {
    expect(answer.body, said).toMatchObject({
      code: expect.any(String),
      error: expect.any(String),
      request_id: expect.stringMatching(/^req_/),
    });
    expect(answer.headers.get('cache-control'), said).toBe('no-store');
    expect(await everything(), said).toBe(before);
  }
  return answer;
}

function fieldsOf(shape: unknown): string[] {
  return shape instanceof z.ZodObject ? Object.keys(shape.shape) : [];
}

test('every endpoint with a body has a good call in this file', () => {
  expect(routes.map((route) => route.path).sort()).toEqual(Object.keys(GOOD).sort());
});

describe.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))('%s', (_, route) => {
  const good = () => GOOD[route.path]!();

  test('refuses what is no JSON object, and what is too deep, whole', async () => {
    const { serverKey, widgetKey } = await halo.workspace();
    const key = route.keys.includes('server') ? serverKey : widgetKey;
    const bodies = [
      '',
      ' ',
      '{',
      '[]',
      '[{}]',
      'null',
      '"text"',
      '5',
      'true',
      '{"a":1}}',
      "{'a':1}",
      'undefined',
      '\u0000',
    ];
    for (const body of bodies) expect((await send(route, key, body)).status, body).toBe(400);
    const deep = JSON.stringify(good()).replace(/}$/, `,"deep":${'['.repeat(32)}${']'.repeat(32)}}`);
    expect((await send(route, key, deep)).body.code).toBe('invalid_json');
    const abyss = `{"deep":${'['.repeat(50_000)}`;
    expect((await send(route, key, abyss)).body.code).toBe('invalid_json');
    const type = await send(route, key, JSON.stringify(good()), {
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect(type.status).toBe(415);
  });

  test('answers every value in every field without a fault of ours', async () => {
    const { serverKey, widgetKey } = await halo.workspace();
    const key = route.keys.includes('server') ? serverKey : widgetKey;
    for (const field of fieldsOf(route.body)) {
      for (const [, json] of HOSTILE) {
        const { [field]: _left, ...rest } = good();
        const text = JSON.stringify(rest).replace(
          /}$/,
          `${Object.keys(rest).length > 0 ? ',' : ''}"${field}":${json}}`,
        );
        await send(route, key, text);
      }
    }
  });

  test('takes a good call with keys it does not know, and with keys that come twice', async () => {
    const { serverKey, widgetKey } = await halo.workspace();
    const key = route.keys.includes('server') ? serverKey : widgetKey;
    if (route.path === '/settings' || route.path.includes(':') || route.path.startsWith('/users/merge')) return;
    const text = JSON.stringify(good());
    expect((await send(route, key, text.replace(/}$/, ',"unknown":{"a":[1]},"__proto__":{"x":1}}'))).status).toBe(200);
    expect((await send(route, key, `{${text.slice(1, -1)},${text.slice(1)}`)).status).toBe(200);
  });

  test('refuses a body over its size before it is read: declared or not', async () => {
    const { serverKey, widgetKey } = await halo.workspace();
    const key = route.keys.includes('server') ? serverKey : widgetKey;
    const most = route.maxBytes ?? LIMITS.singleBodyBytes;
    const declared = await post(route, key, most + 1, { 'content-length': String(most + 1) });
    expect([declared.status, declared.body.code, declared.body.limit]).toEqual([413, 'too_large', most]);
    const chunked = await post(route, key, most + 1, { 'transfer-encoding': 'chunked' });
    expect([chunked.status, chunked.body.code]).toEqual([413, 'too_large']);
  });
});

describe.each([
  ['/users/update', 'users', 'user_id'],
  ['/companies/update', 'companies', 'company_id'],
])('rows of %s', (path, list, id) => {
  test('are judged one by one: bad ones are listed, good ones are stored', async () => {
    const { id: workspaceId, serverKey } = await halo.workspace();
    const bad = HOSTILE.map(([, json]) => json);
    const fields = ['traits', 'context', 'set_once', 'timestamp'].flatMap((field) =>
      bad.map((json) => `{"${id}":"x","${field}":${json}}`),
    );
    const rows = [...bad, ...bad.map((json) => `{"${id}":${json}}`), ...fields, `{"${id}":"good","traits":{"a":1}}`];
    const answer = await halo.call(path, serverKey, `{"${list}":[${rows.join(',')}]}`);
    expect(answer.status).toBe(200);
    expect(answer.body.failed).toBe(answer.body.errors.length);
    for (const error of answer.body.errors) {
      expect(error).toMatchObject({ index: expect.any(Number), code: expect.any(String), error: expect.any(String) });
    }
    const table = list === 'users' ? 'contacts' : 'companies';
    const stored = await halo.sql.unsafe(
      `select external_id, custom_fields from ${table} where workspace_id = $1 and external_id = 'good'`,
      [workspaceId],
    );
    expect([...stored]).toEqual([{ external_id: 'good', custom_fields: { a: 1 } }]);
  });
});

test.each([
  '/users/%00',
  '/users/%ED%A0%80',
  '/users/%',
  '/users/a%2Fb',
  '/companies/%00',
  '/users?limit=0',
  '/users?limit=a',
  '/users?cursor=x',
])('GET %s is no fault of ours', async (path) => {
  const { serverKey } = await halo.workspace();
  const answer = await halo.call(path, serverKey);
  expect([400, 404]).toContain(answer.status);
  expect(answer.body.request_id).toMatch(/^req_/);
});

test('a cursor that names no instant is refused', async () => {
  const { serverKey } = await halo.workspace();
  for (const at of ['2026-99-99T99:99:99.000000+00:00', '0000-01-01T00:00:00.000000+00:00']) {
    const cursor = Buffer.from(JSON.stringify([at, randomUUID()])).toString('base64url');
    expect((await halo.call(`/users?cursor=${cursor}`, serverKey)).status).toBe(400);
  }
});

test('several small bodies of unknown size are no large bodies', async () => {
  const { widgetKey } = await halo.workspace();
  const route = routes.find(({ path }) => path === '/users/identify')!;
  const answers = await Promise.all(
    Array.from({ length: 12 }, () => post(route, widgetKey, 2_000, { 'transfer-encoding': 'chunked' })),
  );
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
});

/** A call over a bare socket, with a body of `size` bytes whose length is told or not. */
function post(
  route: (typeof routes)[number],
  key: string,
  size: number,
  headers: Record<string, string>,
): Promise<{ status: number; body: Record<string, unknown> }> {
  return new Promise((resolve, reject) => {
    const call = request(
      `${halo.origin}/api/sdk${target(route.path)}`,
      {
        method: route.method.toUpperCase(),
        agent: false,
        headers: { ...headers, authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () => {
          call.destroy();
          resolve({ status: answer.statusCode ?? 0, body: JSON.parse(Buffer.concat(parts).toString()) });
        });
      },
    );
    // The door may be shut before all is sent.
    call.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE' && error.code !== 'ECONNRESET') reject(error);
    });
    const text = '{"user_id":"u1","unknown":"';
    call.end(`${text}${'x'.repeat(size - text.length - 2)}"}`);
  });
}
