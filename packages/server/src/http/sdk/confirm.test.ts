import type { ActionBody } from '@halo/wire/dashboard/actions.ts';
import type { ChatAction } from '@halo/wire/sdk/chat.ts';
import { beforeEach, describe, expect, test } from 'vitest';
import { addAction } from '../../actions/add-action.ts';
import { changeAction } from '../../actions/change-action.ts';
import { settleStaleCalls } from '../../actions/settle-stale-calls.ts';
import { actionInput } from '../../testing/action-input.ts';
import { actionService } from '../../testing/action-service.ts';
import { chatRoom } from '../../testing/chat-room.ts';
import { newSession } from '../../testing/sessions.ts';
import type { TestWorkspace } from '../../testing/test-halo.ts';

const actor = { kind: 'command_line' } as const;
const service = await actionService();
const room = await chatRoom({ HALO_OUTSIDE_ALLOW: service.host });
const { provider, sql } = room;

beforeEach(() => {
  provider.requests.length = 0;
  service.requests.length = 0;
  service.answerWith({ body: '{"ok":true}' });
});

const CANCEL: Partial<ActionBody> = {
  ...{ name: 'cancel_plan', method: 'POST', url: `http://${service.host}/cancel` },
  ...{ needsClick: true, clickText: 'Cancel your subscription' },
  arguments: [{ name: 'plan_name', type: 'string' }],
  identity: [{ name: 'user', value: 'user_id' }],
};

interface Asked {
  workspace: TestWorkspace;
  actionId: string;
  caller: { user_token: string; session_id: string };
  conversationId: string;
  callId: string;
  card: Extract<ChatAction, { type: 'confirm' }>;
}

/** A person whom the AI has asked to confirm. */
async function asked(action: Partial<ActionBody> = {}): Promise<Asked> {
  const workspace = await room.workspace();
  const defined = { workspaceId: workspace.id, actor, action: actionInput({ ...CANCEL, ...action }) };
  const { id: actionId } = await addAction(room.deps, defined);
  const caller = callerOf(workspace);
  const card = await ask(workspace, caller);
  return { workspace, actionId, caller, conversationId: card.conversationId, callId: card.card.id, card: card.card };
}

const callerOf = (workspace: TestWorkspace, user_id = 'ada') => ({
  user_token: room.token(workspace, { user_id, exp: Math.floor(Date.now() / 1_000) + 7_200 }),
  session_id: newSession(),
});

async function ask(workspace: TestWorkspace, caller: object, input: object = { plan_name: 'Pro' }) {
  provider.answerWith({ tool: { name: 'cancel_plan', input } }, { text: ['Please confirm.'] });
  const { body } = await room.chat(workspace.widgetKey, caller);
  return { body, conversationId: body.conversation_id, card: body.actions[0] };
}

const press = (
  { workspace, conversationId, callId, caller }: Asked,
  decision: 'confirm' | 'decline' = 'confirm',
  as: Partial<Asked['caller']> = caller,
) =>
  room.call(
    `/conversations/${conversationId}/actions/${callId}`,
    workspace.widgetKey,
    { decision },
    {
      headers: {
        'x-halo-session': as.session_id ?? '',
        ...(as.user_token && { 'x-halo-user-token': as.user_token }),
      },
    },
  );

const logOf = ({ id }: TestWorkspace) => sql`
  select outcome, reason, status, arguments from action_calls where workspace_id = ${id} order by id`;

describe('safety O2: what changes something waits for the person', () => {
  test('nothing is sent before the click; the click sends once what was shown, with the identity of Halo', async () => {
    const it = await asked();
    expect(service.requests).toEqual([]);
    expect(it.card).toEqual({
      ...{ type: 'confirm', id: expect.any(String), title: 'Cancel your subscription' },
      details: [{ label: 'Plan name', value: 'Pro' }],
      expires_at: expect.any(String),
    });
    expect(provider.requests.at(-1)!.body.messages.at(-1).content).toMatch(/^Not done yet/);
    const { status, body } = await press(it);
    expect([status, body.outcome]).toEqual([200, 'done']);
    expect(service.requests).toMatchObject([
      { method: 'POST', url: '/cancel', body: '{"plan_name":"Pro","user":"ada"}' },
    ]);
    expect(await room.messagesOf(it.conversationId)).toMatchObject([
      { author: 'user' },
      { author: 'ai', actions: [it.card] },
      {
        ...{ author: 'system', internal: false, body: 'Done: Cancel your subscription' },
        actions: [{ type: 'confirmed', id: it.callId, title: 'Cancel your subscription', outcome: 'done' }],
      },
    ]);
    expect(await logOf(it.workspace)).toMatchObject([
      { outcome: 'done', status: 200, arguments: { plan_name: 'Pro' } },
    ]);
  });

  test('the AI reads the outcome at its next turn, where no person can write the same', async () => {
    const it = await asked();
    await press(it);
    provider.answerWith({ text: ['Good.'] });
    await room.chat(it.workspace.widgetKey, { ...it.caller, message: 'And now?' });
    const said = JSON.stringify(provider.requests.at(-1)!.body.messages);
    expect(said).toContain('[Halo] “Cancel your subscription”: the customer confirmed it, and it was done.');
  });

  test('a double click, two tabs and repeats after it send once and are all told the same', async () => {
    const it = await asked();
    const release = service.hold();
    const clicks = Array.from({ length: 5 }, () => press(it));
    await expect.poll(() => service.requests.length, { timeout: 20_000 }).toBe(1);
    release();
    const outcomes = (await Promise.all(clicks)).map(({ body }) => body.outcome);
    expect(outcomes.filter((outcome) => outcome === 'done').length).toBeGreaterThan(0);
    expect(outcomes.every((outcome) => outcome === 'done' || outcome === 'running')).toBe(true);
    expect((await press(it)).body.outcome).toBe('done');
    expect((await press(it, 'decline')).body.outcome).toBe('done');
    expect(service.requests).toHaveLength(1);
    expect((await room.messagesOf(it.conversationId)).filter(({ author }) => author === 'system')).toHaveLength(1);
  });

  test('“Not now” sends nothing, for good', async () => {
    const it = await asked();
    expect((await press(it, 'decline')).body.outcome).toBe('declined');
    expect((await press(it)).body.outcome).toBe('declined');
    expect(service.requests).toEqual([]);
  });

  test('a failure is told as one, to the person, the team and the log', async () => {
    const it = await asked();
    service.answerWith({ status: 500, body: '{"trace":"secret stack"}' });
    expect((await press(it)).body).toMatchObject({ outcome: 'failed' });
    const said = await room.messagesOf(it.conversationId);
    expect(said.at(-1)!.body).toBe('This did not work: Cancel your subscription');
    expect(JSON.stringify(said) + room.logged()).not.toContain('secret stack');
    expect(await logOf(it.workspace)).toMatchObject([{ outcome: 'failed', reason: 'status', status: 500 }]);
  });
});

describe('safety O2: who else clicks gets nothing', () => {
  test('no token, another person, another session of the same person, another conversation, another workspace', async () => {
    const it = await asked();
    const eve = callerOf(it.workspace, 'eve');
    const phone = callerOf(it.workspace);
    const other = await room.workspace();
    for (const caller of [eve, phone]) await room.chat(it.workspace.widgetKey, caller);
    const mine = (await room.chat(it.workspace.widgetKey, { ...it.caller, message: 'More' })).body.conversation_id;
    const theirs = (await room.chat(it.workspace.widgetKey, eve)).body.conversation_id;
    const tries: [string, Asked, Partial<Asked['caller']>, number][] = [
      ['no session', it, { user_token: it.caller.user_token }, 403],
      ['no token', it, { session_id: it.caller.session_id }, 403],
      ['another person in this session', it, { ...it.caller, user_token: eve.user_token }, 403],
      ['another person', it, eve, 404],
      ['the same person elsewhere', it, phone, 404],
      ['another conversation', { ...it, conversationId: theirs }, it.caller, 404],
      ['another workspace', { ...it, workspace: other }, { session_id: it.caller.session_id }, 404],
      ['no call', { ...it, callId: mine }, it.caller, 404],
      ['no id at all', { ...it, callId: 'x' }, it.caller, 404],
    ];
    for (const [name, what, as, status] of tries) {
      expect([name, (await press(what, 'confirm', as)).status]).toEqual([name, status]);
    }
    expect(service.requests).toEqual([]);
    expect(await logOf(it.workspace)).toMatchObject([{ outcome: 'waiting' }]);
  });

  test('case 78: who was signed out everywhere since confirms nothing', async () => {
    const it = await asked();
    await sql`update contacts set sessions_valid_from = now() + interval '1 hour' where workspace_id = ${it.workspace.id}`;
    expect((await press(it)).status).toBe(403);
    expect(service.requests).toEqual([]);
  });

  test('the browser sends no arguments: what it adds is ignored', async () => {
    const it = await asked();
    const body = { decision: 'confirm', arguments: { plan_name: 'Enterprise' }, user: 'eve' };
    await room.call(`/conversations/${it.conversationId}/actions/${it.callId}`, it.workspace.widgetKey, body, {
      headers: { 'x-halo-session': it.caller.session_id, 'x-halo-user-token': it.caller.user_token },
    });
    expect(service.requests.map((request) => request.body)).toEqual(['{"plan_name":"Pro","user":"ada"}']);
  });
});

describe('what is too late', () => {
  test('ten minutes later, and once the operator changed or switched off the action', async () => {
    const late = await asked();
    room.turnClock(601);
    expect(await press(late)).toMatchObject({ status: 409, body: { code: 'conflict' } });
    room.turnClock(-601);
    expect((await press(late)).status).toBe(409);
    const changed = await asked();
    const action = actionInput({ ...CANCEL, url: `http://${service.host}/elsewhere` });
    await changeAction(room.deps, { workspaceId: changed.workspace.id, id: changed.actionId, actor, action });
    expect((await press(changed)).status).toBe(409);
    const off = await asked();
    await sql`update actions set enabled = false where workspace_id = ${off.workspace.id}`;
    expect((await press(off)).status).toBe(409);
    const gone = await asked();
    await sql`delete from actions where workspace_id = ${gone.workspace.id}`;
    expect((await press(gone)).status).toBe(409);
    expect(service.requests).toEqual([]);
  });

  test('a server that died while it sent: nobody sends again, and the person is told', async () => {
    const it = await asked();
    await sql`update action_calls set outcome = 'running' where id = ${it.callId}`;
    expect((await press(it)).body.outcome).toBe('running');
    await settleStaleCalls(room.deps);
    expect((await press(it)).body.outcome).toBe('running');
    await settleStaleCalls({ ...room.deps, now: () => new Date(Date.now() + 4 * 60_000) });
    expect((await press(it)).body.outcome).toBe('failed');
    expect((await room.messagesOf(it.conversationId)).at(-1)!.body).toBe('This did not work: Cancel your subscription');
    expect(await logOf(it.workspace)).toMatchObject([{ outcome: 'failed', reason: 'interrupted' }]);
    expect(service.requests).toEqual([]);
  });

  test('what nobody answered expires quietly', async () => {
    const it = await asked();
    await settleStaleCalls({ ...room.deps, now: () => new Date(Date.now() + 11 * 60_000) });
    expect(await logOf(it.workspace)).toMatchObject([{ outcome: 'expired' }]);
    expect(await room.messagesOf(it.conversationId)).toHaveLength(2);
  });
});

describe('without a click', () => {
  test('safety O2: an operator may do without one, never without a verified caller; a repeated question does it once', async () => {
    const workspace = await room.workspace();
    const action = actionInput({ ...CANCEL, needsClick: false, identity: [], minimumTrust: 'anonymous' });
    await addAction(room.deps, { workspaceId: workspace.id, actor, action });
    provider.answerWith({ tool: { name: 'cancel_plan', input: { plan_name: 'Pro' } } }, { text: ['Done.'] });
    await room.chat(workspace.widgetKey);
    await room.chat(workspace.widgetKey, { user_id: 'ada' });
    expect(service.requests).toEqual([]);
    const call = { name: 'cancel_plan', input: { plan_name: 'Pro' } };
    const question = { ...callerOf(workspace), message_id: 'm1' };
    provider.answerWith({ tools: [call, call] }, { fault: 'cut' });
    await room.chat(workspace.widgetKey, question);
    provider.answerWith({ tool: call }, { text: ['Done.'] });
    await room.chat(workspace.widgetKey, question);
    expect(service.requests).toHaveLength(1);
    expect(service.requests[0]!.headers['idempotency-key']).toMatch(/^[\w-]{43}$/);
  });

  test('an answer of nothing but the card says where it is', async () => {
    const workspace = await room.workspace();
    await addAction(room.deps, { workspaceId: workspace.id, actor, action: actionInput(CANCEL) });
    provider.answerWith({ tool: { name: 'cancel_plan', input: { plan_name: 'Pro' } } }, {});
    const { body } = await room.chat(workspace.widgetKey, callerOf(workspace));
    expect(body).toMatchObject({ response: 'Please confirm it below.', actions: [{ type: 'confirm' }] });
    provider.answerWith({ tool: { name: 'cancel_plan', input: { plan_name: 'Pro' } } }, {});
    const german = await room.chat(workspace.widgetKey, { ...callerOf(workspace), locale: 'de-AT' });
    expect(german.body.response).toBe('Bitte bestätigen Sie es unten.');
  });

  test('the built-in assistant calls nothing', async () => {
    const workspace = await room.workspace();
    await addAction(room.deps, { workspaceId: workspace.id, actor, action: actionInput({ name: 'look_up' }) });
    await sql`
      insert into ai_settings (workspace_id, provider, updated_at) values (${workspace.id}, 'builtin', now())`;
    await room.chat(workspace.widgetKey, { message: 'Please look up my order' });
    expect(provider.requests).toEqual([]);
    expect(await logOf(workspace)).toEqual([]);
  });
});

test('an erased person takes the log of their calls along', async () => {
  const it = await asked();
  await room.call('/users/ada', it.workspace.serverKey, undefined, { method: 'DELETE' });
  expect(await logOf(it.workspace)).toEqual([]);
  expect((await press(it)).status).toBeGreaterThanOrEqual(403);
});
