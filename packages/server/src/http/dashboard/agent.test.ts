import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Browser, dashboardRoom } from '../../testing/dashboard-room.ts';
import { openAiDouble } from '../../testing/openai-double.ts';
import { signToken, type TestWorkspace } from '../../testing/test-halo.ts';

const provider = await openAiDouble();
const theirs = await openAiDouble();
const room = await dashboardRoom({
  HALO_MODEL_PROVIDER: 'openai-compatible',
  HALO_MODEL: 'double',
  HALO_MODEL_BASE_URL: provider.baseUrl,
  HALO_OUTSIDE_ALLOW: new URL(theirs.baseUrl).host,
});
afterAll(() => Promise.all([provider.close(), theirs.close()]));

const { halo } = room;
const { sql } = halo;
let owner: Browser;
let workspace: TestWorkspace;

beforeAll(async () => {
  owner = (await room.own()).browser;
});
beforeEach(async () => {
  workspace = await halo.workspace('off');
  await sql`
    insert into workspace_teammates (workspace_id, teammate_id, role)
    select ${workspace.id}, id, 'owner' from teammates on conflict do nothing`;
  for (const double of [provider, theirs]) {
    double.requests.length = 0;
    double.answerWith({ text: ['Hello'] });
  }
});

const inside = (method: string, path: string, body?: unknown) => owner.inside(workspace.id, method, path, body);
const chat = (body: object = {}) => halo.call('/chat', workspace.widgetKey, { message: 'what plan am I on?', ...body });
const settings = (patch: object) => inside('PATCH', '/ai-settings', patch);
const own = (over: object = {}) => ({
  model: { provider: 'openai-compatible', model: 'mine', baseUrl: theirs.baseUrl, key: 'sk-mine', ...over },
});
const systemOf = () => provider.requests.at(-1)?.body.messages[0].content as string;

test('what is said of an agent is in the next prompt and the next /config, and audited', async () => {
  const { body } = await inside('GET', '/agent');
  const patch = {
    name: 'Nova',
    greeting: 'Ahoy!',
    suggestedMessages: ['Where is my invoice?'],
    instructions: 'Answer in rhymes.',
    goal: 'Keep people sailing.',
    boundaries: 'Never talk about the weather.',
    skills: [{ name: 'Refunds', instructions: 'Ask for the invoice number first.' }],
  };
  const changed = await inside('PATCH', `/agent/${body.agents[0].id}`, patch);
  expect(changed.body.agents[0]).toMatchObject(patch);
  expect((await settings({ guidance: ['Say "crew" for team.'] })).status).toBe(200);

  const config = await fetch(`${halo.origin}/api/sdk/config?org_id=${workspace.id}`).then((answer) => answer.json());
  expect(JSON.stringify(config)).toContain('Ahoy!');
  expect(JSON.stringify(config)).toContain('Where is my invoice?');
  for (const hidden of ['rhymes', 'sailing', 'weather', 'invoice number', 'crew']) {
    expect(JSON.stringify(config)).not.toContain(hidden);
  }
  await chat();
  expect(systemOf()).toMatch(/^You are Nova, /);
  expect(systemOf()).toContain('Your goal\nKeep people sailing.\n\nYour boundaries\nNever talk about the weather.');
  expect(systemOf()).toContain(
    'Your instructions\nAnswer in rhymes.\n\nYour skills\nRefunds:\nAsk for the invoice number',
  );
  expect(systemOf()).toContain('Guidance for everybody who answers\n- Say "crew" for team.');
  const preview = await halo.call('/agent/preview', workspace.serverKey, { message: 'x' });
  expect(preview.body.system).toBe(systemOf());

  const actions = await sql`
    select action, detail from audit_log where workspace_id = ${workspace.id} and action like 'agent.%' order by at`;
  expect(actions).toMatchObject([
    { action: 'agent.changed', detail: { name: ['Assistant', 'Nova'], instructions: ['', 'Answer in rhymes.'] } },
    { action: 'agent.settings_changed', detail: { guidance: [[], ['Say "crew" for team.']] } },
  ]);
});

describe("a workspace's own model", () => {
  test('answers in place of the server’s; its key is sealed, never told, and in no audit entry', async () => {
    const { body } = await settings(own());
    expect(body.settings.model).toEqual({
      provider: 'openai-compatible',
      model: 'mine',
      baseUrl: theirs.baseUrl,
      hasKey: true,
    });
    await chat();
    expect([provider.requests.length, theirs.requests.length]).toEqual([0, 1]);
    expect(theirs.requests[0]).toMatchObject({ authorization: 'Bearer sk-mine', body: { model: 'mine' } });
    const rows = await sql`select encode(key_sealed, 'escape') as key from ai_settings`;
    const audits = await sql`select detail from audit_log where workspace_id = ${workspace.id}`;
    for (const told of [rows, audits, (await inside('GET', '/agent')).body]) {
      expect(JSON.stringify(told)).not.toContain('sk-mine');
    }
    await settings({ model: null });
    await chat();
    expect([provider.requests.length, theirs.requests.length]).toEqual([1, 1]);
  });

  test('the key never follows to another address', async () => {
    await settings(own());
    await settings({ model: { provider: 'openai-compatible', model: 'other', baseUrl: theirs.baseUrl } });
    await chat();
    expect(theirs.requests.at(-1)).toMatchObject({ authorization: 'Bearer sk-mine', body: { model: 'other' } });
    const elsewhere = { provider: 'openai-compatible', model: 'other', baseUrl: theirs.baseUrl.replace('/v1', '/v2') };
    const moved = await settings({ model: elsewhere });
    expect(moved.body.settings.model.hasKey).toBe(false);
    await chat();
    expect(theirs.requests.at(-1)?.authorization).toBeUndefined();
  });

  test('safety O1: an address inside the house is not asked', async () => {
    await settings(own({ baseUrl: provider.baseUrl }));
    expect((await chat()).body.actions).toMatchObject([{ type: 'error', code: 'provider_failed' }]);
    expect((await inside('POST', '/ai-settings/try', {})).body).toMatchObject({ ok: false, code: 'provider_failed' });
    expect(provider.requests).toEqual([]);
  });

  test.each([
    [{ provider: 'openai', model: 'gpt', baseUrl: null }, 'model.key'],
    [{ provider: 'openai', model: '', baseUrl: null, key: 'k' }, 'model.model'],
    [{ provider: 'openai-compatible', model: 'x', baseUrl: null }, 'model.baseUrl'],
  ])('%j is refused at %s', async (model, path) => {
    expect((await settings({ model })).body).toMatchObject({ code: 'invalid_request', path });
  });

  test('is tried out before it is saved, and a fault is named', async () => {
    theirs.answerWith({ text: ['ready'] });
    const tried = await inside('POST', '/ai-settings/try', own());
    expect(tried.body).toMatchObject({ ok: true, model: 'openai-compatible/mine', said: 'ready' });
    theirs.answerWith({ status: { code: 401 } });
    expect((await inside('POST', '/ai-settings/try', own())).body).toEqual({
      ok: false,
      model: 'openai-compatible/mine',
      code: 'provider_unauthorized',
      status: 401,
    });
    expect((await inside('GET', '/agent')).body.settings.model).toBeNull();
  });
});

test('safety A3: a spent day falls back to the built-in answerer, counts exactly, and tells the team once', async () => {
  await settings({ dailyCalls: 2 });
  const user_token = signToken(workspace.secret.secret, { user_id: 'ada' });
  const answers = await Promise.all([1, 2, 3, 4].map(() => chat({ user_token })));
  expect(provider.requests).toHaveLength(2);
  const last = await chat({ user_token });
  const again = await chat({ user_token, session_id: last.body.session_id });
  expect(again.body.response).toContain('plan');
  const said = await sql`
    select body from messages where conversation_id = ${again.body.conversation_id} and internal`;
  expect(said.map(({ body }) => body)).toEqual([expect.stringContaining('daily limit of model answers is reached')]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
});

test('tokens and cost stand on the answer, in what the AI saw, and in the figures of the day', async () => {
  await settings({ ...own(), inputPrice: 2.5, outputPrice: 10 });
  theirs.answerWith({ text: ['Hello'], usage: { input: 1_000, output: 20 } });
  const { body } = await chat();
  const cost = { model: 'openai-compatible/mine', inputTokens: 1_000, outputTokens: 20, costMicros: 2_700 };
  const thread = await inside('GET', `/conversations/${body.conversation_id}`);
  const answer = thread.body.messages.find(({ author }: { author: string }) => author === 'ai');
  expect(answer.cost).toEqual(cost);
  expect((await inside('GET', `/conversations/${body.conversation_id}/prompts/${answer.promptId}`)).body).toMatchObject(
    cost,
  );
  // Another model has other prices: none until they are said.
  await settings({ model: { provider: 'openai-compatible', model: 'other', baseUrl: theirs.baseUrl } });
  await chat();
  const { days } = (await inside('GET', '/ai-usage')).body;
  expect(days).toHaveLength(30);
  expect(days.at(-1)).toMatchObject({
    ...{ calls: 2, unprovedCalls: 2, answers: 2, inputTokens: 2_000, outputTokens: 40, costMicros: 2_700 },
    unpriced: 1,
  });
  expect(days[0]).toMatchObject({ calls: 0, answers: 0 });
});
