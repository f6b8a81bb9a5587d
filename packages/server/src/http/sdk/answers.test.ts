import { randomBytes } from 'node:crypto';
import { ACTION_PREFIX, ACTIONS_PREFIX, FRAME } from '@halo/wire/sdk/chat.ts';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { addList } from '../../consents/save-list.ts';
import { showTyping } from '../../conversations/show-typing.ts';
import { changeState } from '../../in-app-messages/change-state.ts';
import { saveInAppMessage } from '../../in-app-messages/save-in-app-message.ts';
import { type EventReader, openEvents } from '../../testing/event-reader.ts';
import { inAppMessage } from '../../testing/in-app-messages.ts';
import { closeSchema, readSchema } from '../../testing/openapi-faults.ts';
import { signToken, type TestWorkspace, testHalo } from '../../testing/test-halo.ts';
import { replyToConversation } from '../../tickets/reply-to-conversation.ts';
import { describeApi } from '../openapi.ts';
import type { Schema } from '../openapi-document.ts';
import { sdkRoutes } from './routes.ts';

const halo = await testHalo({ HALO_MODEL_PROVIDER: 'builtin' });
const api = describeApi(sdkRoutes, '1.2.3');
const open: EventReader[] = [];
afterEach(() => Promise.all(open.splice(0).map((stream) => stream.close())));

const newSession = () => `sess_${randomBytes(16).toString('base64url')}`;
const traits = { name: 'Ada', plan: 'Pro', mrr: 12.5, signed_up_at: '2024-02-29', seats: 3 };
const context = { apps: { label: 'Apps', value: { hubspot: { connected: true } } }, cart: 'empty' };

/** What the other calls speak of: a proven member of a company, with a conversation that a teammate took over. */
let acme: TestWorkspace;
let ada: { user_id: string; user_token: string };
let session: string;
let conversation: string;
let merge: string;
let inApp: string;
/** What the AI asked for and they did not want. */
const declined = '0190a000-0000-7000-8000-000000000001';

beforeAll(async () => {
  acme = await halo.workspace('report');
  ada = { user_id: 'ada', user_token: signToken(acme.secret.secret, { user_id: 'ada', email: 'ada@acme.example' }) };
  await halo.call('/companies/identify', acme.serverKey, { company_id: 'c1', user_id: 'ada', traits, context });
  await halo.call('/users/update', acme.serverKey, { users: [{ user_id: 'lea', traits }] });
  const twins = ['twin-1', 'twin-2', 'twin-3', 'twin-4'].map((user_id) => ({ user_id, traits, context }));
  await halo.call('/users/update', acme.serverKey, { users: twins });
  const list = { key: 'news', name: 'News', kind: 'opt_in', description: '' } as const;
  await addList(halo.deps, { workspaceId: acme.id, actor: { kind: 'command_line' }, body: list });
  const pair = { survivor_id: 'twin-2', loser_id: 'twin-4' };
  merge = (await halo.call('/users/merge', acme.serverKey, pair)).body.merge_id;
  const asked = await halo.call('/chat', acme.widgetKey, { message: 'Talk to a human', ...ada });
  session = asked.body.session_id;
  conversation = asked.body.conversation_id;
  const actor = { kind: 'command_line' } as const;
  const button = { label: 'Look', does: 'link', target: '/new' } as const;
  const body = inAppMessage({ body: 'Hi {{first_name}}', button, audience: 'everybody' });
  inApp = (await saveInAppMessage(halo.deps, { workspaceId: acme.id, id: null, body, actor })).id;
  await changeState(halo.deps, { workspaceId: acme.id, id: inApp, state: 'live', actor });
  await replyToConversation(halo.deps, {
    ...{ workspaceId: acme.id, conversationId: conversation },
    ...{ teammate: { id: 'sam', name: 'Sam' }, body: 'Hi, Sam here', clientId: 'reply' },
  });
  await halo.sql`
    insert into action_calls (workspace_id, id, action_id, action_name, action_version, conversation_id, session_id,
      trust, arguments, outcome, expires_at, created_at, updated_at)
    select ${acme.id}, ${declined}, ${declined}, 'cancel', 1, id, session_id, 'verified', '{}', 'declined', now(), now(), now()
    from conversations where workspace_id = ${acme.id} and id = ${conversation}`;
});

interface Call {
  as: 'widget' | 'server' | null;
  path?: () => string;
  body?: () => object;
  /** Proves itself by headers. */
  own?: true;
}

const own = { as: 'widget', own: true } as const;

/** Calls of every endpoint that answers JSON, by every kind of caller that gets another answer. */
const CALLS: Record<string, Call[]> = {
  'post /users/identify': [
    {
      as: 'server',
      body: () => ({ user_id: 'ada', traits: { ...traits, mrr: 'much' }, context, session_id: session }),
    },
    { as: 'widget', body: () => ({ ...ada, traits, set_once: { first: 1 }, context, session_id: newSession() }) },
    {
      as: 'widget',
      body: () => ({ user_id: 'joe', traits: { ...traits, id: undefined }, context, session_id: newSession() }),
    },
    { as: 'widget', body: () => ({ user_id: 'joe', user_token: 'bad' }) },
    { as: 'widget', body: () => ({ user_id: 'anonymous', session_id: newSession() }) },
  ],
  'post /users/update': [
    {
      as: 'server',
      body: () => ({ users: [{ user_id: 'lea', traits: { mrr: 'much' } }, { user_id: 7, traits: 1 }, 5] }),
    },
    { as: 'server', body: () => ({ user_id: 'nobody', update_only: true }) },
  ],
  'post /companies/identify': [
    { as: 'server', body: () => ({ company_id: 'c1', user_id: 'ada', traits, context }) },
    { as: 'widget', body: () => ({ company_id: 'c2', ...ada, traits, context, session_id: newSession() }) },
    { as: 'widget', body: () => ({ company_id: 'c3', user_id: 'joe', traits: { plan: 'Pro' } }) },
    { as: 'server', body: () => ({ company_id: 'c2', user_id: 'ada', remove: true }) },
  ],
  'post /companies/update': [
    {
      as: 'server',
      body: () => ({ companies: [{ company_id: 'c1', traits: { mrr: [] } }, { company_id: '' }, null] }),
    },
  ],
  'post /chat': [
    { as: 'widget', body: () => ({ message: 'What plan am I on?', ...ada }) },
    { as: 'widget', body: () => ({ message: 'Talk to a human', user_id: 'joe', user_token: 'bad' }) },
    { as: 'widget', body: () => ({ message: 'Sam?', ...ada, session_id: session }) },
    { as: 'server', body: () => ({ message: 'Hello', user_id: 'ada', company_id: 'c1' }) },
  ],
  'get /config': [{ as: null, path: () => `/config?org_id=${acme.id}` }],
  'post /sessions/end': [{ as: 'widget', body: () => ({ session_id: newSession() }) }],
  'post /events': [
    {
      as: 'widget',
      body: () => ({
        ...{ user_id: 'joe', user_token: 'bad', session_id: newSession() },
        events: [{ event_type: 'clicked' }, { event_type: 'wrote', metadata: { text: 'x'.repeat(10_001) } }],
      }),
    },
  ],
  'post /tickets/create': [
    { as: 'server', body: () => ({ subject: 'Help', user_id: 'ada', priority: 'priority' }) },
    { as: 'widget', body: () => ({ subject: 'Help', email: 'lea@acme.example', user_token: 'bad' }) },
  ],
  'get /conversations': [own],
  'get /conversations/:id/messages': [{ ...own, path: () => `/conversations/${conversation}/messages` }],
  'post /conversations/:id/read': [
    { ...own, path: () => `/conversations/${conversation}/read`, body: () => ({ seq: 1 }) },
  ],
  'post /conversations/:id/feedback': [
    { ...own, path: () => `/conversations/${conversation}/feedback`, body: () => ({ rating: 'good' }) },
  ],
  'post /conversations/:id/actions/:call_id': [
    {
      ...own,
      path: () => `/conversations/${conversation}/actions/${declined}`,
      body: () => ({ decision: 'confirm' }),
    },
  ],
  'post /leads': [{ as: 'widget', body: () => ({ session_id: newSession(), email: 'ana@acme.com', name: 'Ana' }) }],
  'post /conversations/human': [{ as: 'widget', body: () => ({ session_id: newSession() }) }],
  'get /in-app-messages': [own],
  'post /in-app-messages/:id': [
    { ...own, path: () => `/in-app-messages/${inApp}`, body: () => ({ outcome: 'shown' }) },
  ],
  'get /users': [{ as: 'server' }, { as: 'server', path: () => '/users?limit=1' }],
  'get /users/:user_id': [{ as: 'server', path: () => '/users/ada' }],
  'get /users/:user_id/export': [{ as: 'server', path: () => '/users/ada/export' }],
  'get /users/:user_id/subscriptions': [{ as: 'server', path: () => '/users/ada/subscriptions' }],
  'put /users/:user_id/subscriptions/:list': [
    { as: 'server', path: () => '/users/ada/subscriptions/news', body: () => ({ status: 'subscribed' }) },
  ],
  'delete /users/:user_id': [
    { as: 'server', path: () => '/users/lea' },
    { as: 'server', path: () => '/users/lea' },
  ],
  'delete /users/:user_id/erasure': [{ as: 'server', path: () => '/users/lea/erasure' }],
  'post /users/merge': [
    { as: 'server', body: () => ({ survivor_id: 'twin-1', loser_id: 'twin-3', preview: true }) },
    { as: 'server', body: () => ({ survivor_id: 'twin-1', loser_id: 'twin-3', same_person: true }) },
  ],
  'post /users/merge/undo': [{ as: 'server', body: () => ({ merge_id: merge }) }],
  'get /companies/:company_id': [{ as: 'server', path: () => '/companies/c1' }],
  'get /settings': [{ as: 'server' }],
  'patch /settings': [
    { as: 'server', body: () => ({ tracking: true }) },
    { as: 'server', body: () => ({ identity_mode: 'report' }) },
  ],
  'post /audiences/preview': [
    {
      as: 'server',
      body: () => ({
        ...{ user_id: 'ada', explain: true },
        filter: { all: [{ field: 'name', op: 'is_set' }] },
      }),
    },
    { as: 'server', body: () => ({ filter: {} }) },
  ],
  'post /agent/preview': [
    { as: 'server', body: () => ({ user_id: 'ada', company_id: 'c1', custom_fields: { a: 1 } }) },
  ],
};

const strict = (schema: Schema | undefined) => readSchema(api, closeSchema(schema ?? { not: {} }));
const documented = (path: string, method: string) => api.paths[path.replace(/:(\w+)/g, '{$1}')]?.[method]?.responses;

const answering = sdkRoutes.filter(({ streams, file }) => !streams && !file);

test('every endpoint that answers JSON is called in this file', () => {
  const named = answering.map(({ method, path }) => `${method} ${path}`);
  expect(Object.keys(CALLS).sort()).toEqual(named.sort());
});

describe.each(answering.map((route) => [`${route.method} ${route.path}`, route] as const))(
  '%s',
  (name, { method, path }) => {
    test('answers what the reference says, and nothing else', async () => {
      const shape = strict(documented(path, method)?.[200]?.content?.['application/json']?.schema);
      for (const call of CALLS[name] ?? []) {
        const key = call.as && (call.as === 'server' ? acme.serverKey : acme.widgetKey);
        const headers = call.own && { 'x-halo-session': session, 'x-halo-user-token': ada.user_token };
        const init = { method: method.toUpperCase(), ...(headers && { headers }) };
        const answer = await halo.call(call.path?.() ?? path, key, call.body?.(), init);
        const said = JSON.stringify(answer.body);
        expect(answer.status, said).toBe(200);
        expect(shape.safeParse(answer.body).error?.issues, said).toBeUndefined();
      }
    });

    test('refuses as the reference says', async () => {
      const answers = await Promise.all([
        halo.call(path, null, undefined, { method: method.toUpperCase() }),
        halo.call(
          path,
          'ab_live_unknown',
          {},
          { method: method.toUpperCase(), ...(method === 'get' && { body: null }) },
        ),
        halo.call(path, acme.widgetKey, '{', { method: method.toUpperCase(), ...(method === 'get' && { body: null }) }),
        halo.call(path, acme.serverKey, '[]', {
          method: method.toUpperCase(),
          ...(method === 'get' && { body: null }),
        }),
      ]);
      for (const { status, body } of answers.filter((answer) => answer.status !== 200)) {
        const schema = documented(path, method)?.[status]?.content?.['application/json']?.schema;
        expect(schema, `${status} ${body.code}`).toBeDefined();
        expect(readSchema(api, schema!).safeParse(body).error?.issues, `${status} ${body.code}`).toBeUndefined();
      }
    });
  },
);

test('POST /chat/stream frames its actions as the reference says', async () => {
  const { headers, content } = documented('/chat/stream', 'post')![200]!;
  const answer = await halo.call('/chat/stream', acme.widgetKey, { message: 'Talk to a human', ...ada });
  for (const name of Object.keys(headers ?? {})) expect(answer.headers.get(name), name).toBeTruthy();
  const [[type, media] = []] = Object.entries(content ?? {});
  expect(answer.headers.get('content-type')).toBe(type);
  const frames = (answer.body as string).split(FRAME).filter((_, index) => index % 2 === 1);
  const kinds = frames.map((frame) => /^__[A-Z]+__/.exec(frame)?.[0] ?? '');
  expect(kinds).toEqual([ACTION_PREFIX, ACTIONS_PREFIX]);
  for (const [index, frame] of frames.entries()) {
    const kind = kinds[index] ?? '';
    const shape = strict(media?.['x-frames']?.[kind]);
    expect(shape.safeParse(JSON.parse(frame.slice(kind.length))).error?.issues, frame).toBeUndefined();
  }
});

test('GET /stream sends the frames that the reference names', async () => {
  const mine = newSession();
  const said = await halo.call('/chat', acme.widgetKey, { message: 'Hello', session_id: mine });
  const stream = await openEvents(`${halo.origin}/api/sdk/stream`, {
    ...{ authorization: `Bearer ${acme.widgetKey}`, 'x-halo-session': mine },
  });
  open.push(stream);
  const frames = documented('/stream', 'get')![200]!.content!['text/event-stream']!['x-frames']!;
  const heard = new Set<string>();
  const hear = async (): Promise<string> => {
    const event = (await stream.next())!;
    expect(strict(frames[event.type]).safeParse(event.data).error?.issues, event.type).toBeUndefined();
    heard.add(event.type);
    return event.type;
  };
  expect(await hear()).toBe('ready');
  await halo.call('/chat', acme.widgetKey, { message: 'And now?', session_id: mine });
  while (!heard.has('message') || !heard.has('conversation')) await hear();
  const typed = { workspaceId: acme.id, conversationId: said.body.conversation_id, name: 'Sam' };
  await showTyping(halo.deps, typed);
  while (!heard.has('typing')) await hear();
  await halo.call('/sessions/end', acme.widgetKey, { session_id: mine });
  while (!heard.has('ended')) await hear();
  expect([...heard].sort()).toEqual(Object.keys(frames).sort());
});
