import { beforeAll, expect, test } from 'vitest';
import { actionInput } from '../testing/action-input.ts';
import { BODIES_WITH_IDS } from '../testing/bodies-with-ids.ts';
import { type Browser, dashboardRoom } from '../testing/dashboard-room.ts';
import { inAppMessage } from '../testing/in-app-messages.ts';
import { keyPair } from '../testing/public-keys.ts';
import { rowsOfWorkspace } from '../testing/rows-of-workspace.ts';
import { newSession } from '../testing/sessions.ts';
import type { TestWorkspace } from '../testing/test-halo.ts';
import { raiseAlert } from '../workspaces/raise-alert.ts';
import { dashboardRoutes } from './dashboard/routes.ts';
import { sdkRoutes } from './sdk/routes.ts';

/**
 * Two workspaces, one owner of both. Through every door of the first, every id of the second is asked for: nothing is
 * found, nothing of it is told, and not one row of it changes.
 */
const room = await dashboardRoom();
const { halo } = room;
const { sql } = halo;
const MARK = 'zanzibar';
const SESSION = newSession();
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
let owner: Browser;
let mine: TestWorkspace;
let theirs: TestWorkspace;
const ids: Record<string, string> = {};

beforeAll(async () => {
  owner = (await room.own()).browser;
  mine = await halo.workspace('off', { name: 'Mine' });
  theirs = await halo.workspace('off', { name: `Theirs ${MARK}` });
  const [{ id: teammateId } = { id: '' }] = await sql<{ id: string }[]>`select id from teammates`;
  await sql`
    insert into workspace_teammates (workspace_id, teammate_id, role)
    select id, ${teammateId}, 'owner' from workspaces on conflict do nothing`;
  const say = (path: string, body: object) => halo.call(path, theirs.serverKey, body);
  await say('/users/identify', {
    ...{ user_id: `${MARK}-user`, session_id: SESSION },
    traits: { name: `${MARK} Brown`, email: `brown@${MARK}.test`, [`${MARK}_key`]: MARK },
    context: { [`${MARK}_key`]: { label: MARK } },
  });
  await say('/companies/identify', { company_id: `${MARK}-inc`, user_id: `${MARK}-user`, traits: { name: MARK } });
  const { body: chat } = await say('/chat', {
    ...{ user_id: `${MARK}-user`, session_id: SESSION, message: MARK },
    images: [`data:image/png;base64,${PNG.toString('base64')}`],
  });
  await say('/tickets/create', { user_id: `${MARK}-user`, subject: MARK });
  for (const name of ['twin', 'old', 'new']) await say('/users/identify', { user_id: `${MARK}-${name}` });
  const merged = await say('/users/merge', { survivor_id: `${MARK}-new`, loser_id: `${MARK}-old` });
  await owner.inside(theirs.id, 'POST', '/teammates/invitations', { email: `guest@${MARK}.test` });
  await room.join(owner, theirs.id, 'admin', `admin@${MARK}.test`);
  const key = {
    ...{ name: MARK, issuer: MARK, audience: MARK, claims: [] },
    ...{ kind: 'pem', pem: keyPair('ES256').pem, kid: null },
  };
  const added = await owner.inside(theirs.id, 'POST', '/security/public-keys', key);
  expect(added.status).toBe(200);
  await raiseAlert(halo.deps, {
    workspaceId: theirs.id,
    kind: 'refusals_jumped',
    detail: { people: 3, minutes: 15, usually: 0, reasons: [{ reason: MARK, people: 3 }] },
  });
  const filter = { field: 'name', op: 'contains', value: MARK };
  const picture = `data:image/png;base64,${Buffer.concat([PNG, Buffer.from('0000000800000008', 'hex')]).toString('base64')}`;
  for (const [path, body] of [
    ['/segments', { name: MARK, filter }],
    ['/routing', { name: MARK, filter, actions: { priority: true } }],
    ['/ticket-labels', { kind: 'inbox', name: MARK }],
    ['/inbox/saved-views', { name: MARK, view: 'open', filter }],
    ['/in-app-messages', inAppMessage({ title: MARK, audience: 'everybody' })],
    ['/knowledge/articles', { title: MARK, text: MARK }],
    ['/agent-pictures', { picture }],
    ['/subscription-lists', { key: 'news', name: MARK, description: '', kind: 'opt_in' }],
    ['/actions', actionInput({ name: MARK })],
  ] as const) {
    expect([path, (await owner.inside(theirs.id, 'POST', path, body)).status]).toEqual([path, 200]);
  }
  const one = async (table: string, column = 'id') => {
    const [row] = await sql.unsafe(`select ${column} as id from ${table} where workspace_id = $1 limit 1`, [theirs.id]);
    return row?.id as string;
  };
  const person = async (name: string) =>
    (await sql`select id from contacts where workspace_id = ${theirs.id} and external_id = ${`${MARK}-${name}`}`)[0]
      ?.id;
  await owner.inside(theirs.id, 'POST', `/in-app-messages/${await one('in_app_messages')}/state`, { state: 'live' });
  Object.assign(ids, {
    contactId: await person('user'),
    loserId: await person('twin'),
    mergeId: merged.body.merge_id,
    companyRowId: await one('companies'),
    conversationId: chat.conversation_id,
    ticketId: await one('tickets'),
    promptId: await one('prompts'),
    invitationId: await one('entry_links'),
    identitySecret: theirs.secret.id,
    serverKey: await one('server_keys'),
    alertId: await one('alerts'),
    agentId: await one('agents'),
    segmentId: await one('segments'),
    actionId: await one('actions'),
    ...{
      ruleId: await one('routing_rules'),
      labelId: await one('ticket_labels'),
      savedViewId: await one('inbox_views'),
    },
    sourceId: await one('knowledge_sources'),
    listId: await one('subscription_lists'),
    inAppMessageId: await one('in_app_messages'),
    sessionRowId: await one('sessions'),
    publicKey: await one('public_keys'),
    teammate: (await sql`select id from teammates where email = ${`admin@${MARK}.test`}`)[0]?.id,
    messageId: await one('messages'),
    attachmentId: await one('attachments'),
    picture: await one('agent_pictures'),
  });
  expect(Object.entries(ids).filter(([, id]) => !id)).toEqual([]);
});

const nameOf = ({ method, path }: { method: string; path: string }) =>
  `${method.toUpperCase()} ${path.replace('/workspaces/:workspaceId', '')}`;

/** The other workspace's id for one parameter of a path. */
function foreign(path: string, name: string): string {
  const bare = path.includes('/identity-secrets/')
    ? ids.identitySecret
    : path.includes('/server-keys/')
      ? ids.serverKey
      : path.includes('/public-keys/')
        ? ids.publicKey
        : ids.teammate;
  const id = name === 'id' ? bare : ids[name];
  if (!id) throw new Error(`say here which id ":${name}" of ${path} is`);
  return id;
}

const theirRows = () => rowsOfWorkspace(halo, theirs.id);

const inside = dashboardRoutes.filter(({ path }) => path.startsWith('/workspaces/:workspaceId'));
const withIds = inside.filter(({ path }) => path.replace('/workspaces/:workspaceId', '').includes(':'));

test('case 99: no door of the dashboard opens a record of another workspace', async () => {
  const before = await theirRows();
  expect(withIds.length).toBeGreaterThan(15);
  for (const route of withIds) {
    const name = nameOf(route);
    const path = route.path
      .replace('/workspaces/:workspaceId', '')
      .replaceAll(/:(\w+)/g, (_, parameter: string) => foreign(route.path, parameter));
    const body = route.body ? (BODIES_WITH_IDS[name] ?? {}) : undefined;
    const answer = await owner.inside(mine.id, route.method.toUpperCase(), path, body);
    expect([name, answer.status, answer.body.code]).toEqual([name, 404, 'not_found']);
    expect(JSON.stringify(answer.body), name).not.toContain(MARK);
    // An export is noted in the audit log, and so does change something: of its own workspace.
    if (name === 'GET /contacts/:contactId/export') continue;
    const own = await owner.inside(theirs.id, 'GET', path);
    if (route.method === 'get') expect([name, own.status]).toEqual([name, 200]);
  }
  expect(await theirRows()).toEqual(before);
});

test('case 99: no list, search or setting of the dashboard tells of another workspace', async () => {
  const before = await theirRows();
  const asked = [`search=${MARK}`, `q=${MARK}`, `userId=${MARK}-user`, 'view=all', 'scope=user'].join('&');
  const lists = inside.filter((route) => route.method === 'get' && !withIds.includes(route));
  for (const route of lists) {
    if (route.path.endsWith('/live')) continue;
    for (const query of [asked, 'view=all&scope=context&q=a', 'view=live&scope=company&q=b']) {
      const path = `${route.path.replace('/workspaces/:workspaceId', '')}?${query}`;
      const { status, body } = await owner.inside(mine.id, 'GET', path);
      const said = JSON.stringify(body);
      expect([path, status]).toEqual([path, 200]);
      for (const secret of [MARK, theirs.id, theirs.widgetKey, ...Object.values(ids)]) {
        if (said.includes(secret)) throw new Error(`GET ${path} tells ${secret}: ${said}`);
      }
    }
  }
  const stream = await owner.inside(mine.id, 'GET', `/live?conversation=${ids.conversationId}`);
  expect([stream.status, stream.body.code]).toEqual([404, 'not_found']);
  expect(await theirRows()).toEqual(before);
});

test('case 99: a ticket is given to nobody of another workspace', async () => {
  await halo.call('/tickets/create', mine.serverKey, { user_id: 'u', subject: 'mine' });
  const [ticket] = await sql`select id from tickets where workspace_id = ${mine.id}`;
  const { status } = await owner.inside(mine.id, 'PATCH', `/tickets/${ticket?.id}`, { assigneeId: ids.teammate });
  expect(status).toBe(400);
});

const SHOWN = { body: { outcome: 'shown' }, status: [404] };
const READ = { body: { seq: 1 }, status: [404, 403] };

/** What a stranger would try at each door of the API: their ids with a key of another workspace. */
const TRIES: Record<string, () => { path?: string; body?: object; status?: number[] }> = {
  'POST /conversations/:id/read': () => ({ path: `/conversations/${ids.conversationId}/read`, ...READ }),
  'POST /users/identify': () => ({ body: { user_id: `${MARK}-user`, session_id: SESSION } }),
  'POST /users/update': () => ({ body: { user_id: `${MARK}-user`, update_only: true } }),
  'POST /companies/identify': () => ({ body: { company_id: `${MARK}-inc`, user_id: `${MARK}-user` } }),
  'POST /companies/update': () => ({ body: { company_id: `${MARK}-inc` } }),
  'POST /chat': () => ({
    body: { message: 'what is my name?', user_id: `${MARK}-user`, session_id: SESSION, company_id: `${MARK}-inc` },
  }),
  'POST /chat/stream': () => ({ body: { message: 'what is my plan?', session_id: SESSION } }),
  'GET /config': () => ({ path: `/config?org_id=${mine.id}` }),
  'GET /pictures/:org_id/:picture': () => ({ path: `/pictures/${mine.id}/${ids.picture}`, status: [404] }),
  'POST /events': () => ({ body: { session_id: SESSION, events: [{ event_type: 'x' }] } }),
  'POST /tickets/create': () => ({ body: { email: `brown@${MARK}.test`, subject: 'x', session_id: SESSION } }),
  'GET /conversations': () => ({}),
  'GET /conversations/:id/messages': () => ({ path: `/conversations/${ids.conversationId}/messages`, status: [404] }),
  'GET /conversations/:id/attachments/:attachment_id': () => ({
    path: `/conversations/${ids.conversationId}/attachments/${ids.attachmentId}`,
    status: [404],
  }),
  'POST /conversations/:id/feedback': () => ({
    path: `/conversations/${ids.conversationId}/feedback`,
    body: { rating: 'good', message_id: ids.messageId },
    status: [404, 403],
  }),
  'POST /conversations/:id/actions/:call_id': () => ({
    path: `/conversations/${ids.conversationId}/actions/${ids.messageId}`,
    body: { decision: 'confirm' },
    status: [404],
  }),
  'POST /conversations/human': () => ({ body: { session_id: SESSION } }),
  'POST /leads': () => ({ body: { session_id: SESSION, email: 'ana@acme.com' } }),
  'GET /stream': () => ({}),
  'GET /in-app-messages': () => ({}),
  'POST /in-app-messages/:id': () => ({ path: `/in-app-messages/${ids.inAppMessageId}`, ...SHOWN }),
  'POST /sessions/end': () => ({ body: { session_id: SESSION } }),
  'GET /users': () => ({}),
  'GET /users/:user_id': () => ({ path: `/users/${MARK}-user`, status: [404] }),
  'GET /users/:user_id/export': () => ({ path: `/users/${MARK}-user/export`, status: [404] }),
  'GET /users/:user_id/subscriptions': () => ({ path: `/users/${MARK}-user/subscriptions`, status: [404] }),
  'PUT /users/:user_id/subscriptions/:list': () => ({
    path: `/users/${MARK}-user/subscriptions/news`,
    body: { status: 'subscribed' },
    status: [404],
  }),
  'POST /users/merge': () => ({ body: { survivor_id: `${MARK}-user`, loser_id: `${MARK}-twin` }, status: [404] }),
  'POST /users/merge/undo': () => ({ body: { merge_id: ids.mergeId }, status: [404] }),
  'DELETE /users/:user_id': () => ({ path: `/users/${MARK}-user`, status: [404] }),
  'DELETE /users/:user_id/erasure': () => ({ path: `/users/${MARK}-user/erasure`, status: [404] }),
  'GET /companies/:company_id': () => ({ path: `/companies/${MARK}-inc`, status: [404] }),
  'GET /settings': () => ({}),
  'PATCH /settings': () => ({ body: { time_zone: 'Europe/Berlin' } }),
  'POST /audiences/preview': () => ({
    body: { filter: { field: 'email', op: 'contains', value: MARK }, explain: true },
  }),
  'POST /agent/preview': () => ({ body: { session_id: SESSION, message: 'x' } }),
};

test('case 99: a key of one workspace finds, tells and changes nothing of another', async () => {
  expect(Object.keys(TRIES).sort()).toEqual(sdkRoutes.map(nameOf).sort());
  const before = await theirRows();
  // Reads come while nothing by these names exists here, and the session is ended last.
  const rank = (route: (typeof sdkRoutes)[number]) =>
    route.method === 'get' || TRIES[nameOf(route)]?.().status ? 0 : route.path === '/sessions/end' ? 2 : 1;
  for (const route of sdkRoutes.toSorted((a, b) => rank(a) - rank(b))) {
    const name = nameOf(route);
    const { path = route.path, body, status } = TRIES[name]!();
    const key = route.keys.includes('widget') ? mine.widgetKey : route.keys.length > 0 ? mine.serverKey : null;
    const aborter = new AbortController();
    const answer = await fetch(`${halo.origin}/api/sdk${path}`, {
      method: route.method.toUpperCase(),
      headers: {
        ...(key && { authorization: `Bearer ${key}` }),
        ...(body && { 'content-type': 'application/json' }),
        'x-halo-session': SESSION,
      },
      body: body ? JSON.stringify(body) : null,
      signal: aborter.signal,
    });
    const isStream = answer.headers.get('content-type')?.startsWith('text/event-stream');
    const said = isStream ? '' : await answer.text();
    aborter.abort();
    // A 400 would say that this test does not know the door's shape, and so has tried nothing.
    expect([400, 500, 503], `${name}: ${said}`).not.toContain(answer.status);
    if (status) expect(status, name).toContain(answer.status);
    // The caller's own words may come back: what counts is what they did not say.
    const sent = new Set(JSON.stringify(body ?? {}).match(new RegExp(`[\\w@.-]*${MARK}[\\w@.-]*`, 'g')) ?? []);
    const told = (said.match(new RegExp(`[\\w@.-]*${MARK}[\\w@.-]*`, 'g')) ?? []).filter((word) => !sent.has(word));
    expect([name, told]).toEqual([name, []]);
    for (const id of Object.values(ids)) expect(said.includes(id), name).toBe(false);
  }
  expect(await theirRows()).toEqual(before);
});
