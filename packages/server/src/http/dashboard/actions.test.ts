import type { ActionBody, ActionCallLine, ActionTryAnswer, ActionView } from '@halo/wire/dashboard/actions.ts';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { signRequest } from '../../actions/signature.ts';
import { actionInput } from '../../testing/action-input.ts';
import { actionService } from '../../testing/action-service.ts';
import { type Browser, dashboardRoom } from '../../testing/dashboard-room.ts';
import { openAiDouble } from '../../testing/openai-double.ts';

const service = await actionService();
const provider = await openAiDouble();
const room = await dashboardRoom({
  ...{ HALO_MODEL_PROVIDER: 'openai-compatible', HALO_MODEL: 'double', HALO_MODEL_BASE_URL: provider.baseUrl },
  HALO_OUTSIDE_ALLOW: service.host,
});
const { sql } = room.halo;
let owner: Browser;
let workspaceId: string;
let contactId: string;

beforeAll(async () => {
  ({ browser: owner, workspaceId } = await room.own());
  const [key] = await sql`select id from workspaces where id = ${workspaceId}`;
  expect(key).toBeTruthy();
  const made = await owner.inside(workspaceId, 'POST', '/contacts', {
    userId: 'ada',
    traits: { email: 'ada@acme.com' },
  });
  expect(made.status, JSON.stringify(made.body)).toBe(200);
  const [row] = await sql`select id from contacts where workspace_id = ${workspaceId}`;
  contactId = row!.id;
});
beforeEach(() => {
  service.requests.length = 0;
  service.answerWith({ body: '{"state":"shipped"}' });
});

const inside = (method: string, path: string, body?: unknown) => owner.inside(workspaceId, method, path, body);
async function define(said: Partial<ActionBody> = {}) {
  const { status, body } = await inside(
    'POST',
    '/actions',
    actionInput({ url: `http://${service.host}/orders`, ...said }),
  );
  expect([status, body.code]).toEqual([200, undefined]);
  return body as { id: string; secret: string };
}
const viewOf = async (id: string): Promise<ActionView> =>
  (await inside('GET', '/actions')).body.actions.find((action: ActionView) => action.id === id);
const tried = async (id: string, body: object): Promise<ActionTryAnswer> =>
  (await inside('POST', `/actions/${id}/try`, { contactId: null, arguments: {}, ...body })).body;
const linesOf = async (id: string): Promise<ActionCallLine[]> =>
  (await inside('GET', `/actions/${id}/calls`)).body.calls;

describe('what an operator defines', () => {
  test('secrets are shown once or never, and a secret header goes to no other origin', async () => {
    const { id, secret } = await define({
      name: 'secretive',
      secretHeaders: [{ name: 'Authorization', value: 'Bearer s3cr3t-value' }],
    });
    expect(secret).toMatch(/^has_[\w-]{43}$/);
    const view = await viewOf(id);
    expect(view).toMatchObject({ secretHeaders: ['Authorization'], neededTrust: 'anonymous' });
    const all = JSON.stringify([(await inside('GET', '/actions')).body, (await inside('GET', '/audit')).body]);
    for (const hidden of [secret, 's3cr3t-value']) expect(all).not.toContain(hidden);

    const kept = { name: 'secretive', secretHeaders: [{ name: 'Authorization', value: null }] };
    const change = (said: Partial<ActionBody>) => inside('PATCH', `/actions/${id}`, actionInput({ ...kept, ...said }));
    expect((await change({ url: `http://${service.host}/others` })).status).toBe(204);
    await tried(id, {});
    expect(service.requests[0]!.headers.authorization).toBe('Bearer s3cr3t-value');
    expect(await change({ url: 'https://evil.example.com/' })).toMatchObject({
      status: 400,
      body: { code: 'invalid_request', path: 'secretHeaders.0.value' },
    });
  });

  test('a name is there once, and what breaks a rule is refused with its path', async () => {
    await define({ name: 'only_one' });
    expect((await inside('POST', '/actions', actionInput({ name: 'only_one' }))).body.code).toBe('conflict');
    const bad = await inside('POST', '/actions', actionInput({ url: 'http://10.0.0.1/' }));
    expect(bad).toMatchObject({ status: 400, body: { path: 'url' } });
    expect((await inside('POST', '/actions', { ...actionInput(), name: 'has space' })).status).toBe(400);
  });

  test('what changes something asks for proof, whatever was chosen', async () => {
    const { id } = await define({ name: 'changer', method: 'POST', minimumTrust: 'anonymous' });
    expect(await viewOf(id)).toMatchObject({ minimumTrust: 'anonymous', neededTrust: 'verified' });
  });

  test('a new signing secret signs at once, and the one before beside it for a day', async () => {
    const { id, secret } = await define({ name: 'rotating' });
    const fresh = (await inside('POST', `/actions/${id}/secret`)).body.secret;
    const signed = async () => {
      await tried(id, {});
      const { headers, url, method } = service.requests.at(-1)!;
      const mark = String(headers['halo-signature']);
      const at = new Date(Number(/^t=(\d+)/.exec(mark)![1]) * 1_000);
      const request = { method: method as 'GET', url: `http://${service.host}${url}`, body: null };
      return { mark, both: signRequest([fresh, secret], request, at), one: signRequest([fresh], request, at) };
    };
    const now = await signed();
    expect(now.mark).toBe(now.both);
    await sql`update actions set former_secret_until = now() where id = ${id}`;
    const later = await signed();
    expect(later.mark).toBe(later.one);
  });

  test('every change is in the audit log', async () => {
    const { id } = await define({ name: 'audited' });
    await inside('PATCH', `/actions/${id}`, actionInput({ name: 'audited', url: `http://${service.host}/x` }));
    await tried(id, { contactId });
    await inside('POST', `/actions/${id}/secret`);
    await inside('DELETE', `/actions/${id}`);
    expect(await viewOf(id)).toBeUndefined();
    const rows = (await inside('GET', '/audit')).body.rows.filter(
      ({ subject }: { subject: string }) => subject === 'audited',
    );
    expect(rows.map(({ action }: { action: string }) => action)).toEqual([
      'action.removed',
      'action.secret_rotated',
      'action.tried',
      'action.changed',
      'action.added',
    ]);
  });
});

describe('trying it', () => {
  test('reads as a chosen contact, and is in the log under the teammate', async () => {
    const { id } = await define({ name: 'reader', identity: [{ name: 'mail', value: 'email' }] });
    const answer = await tried(id, { contactId });
    expect(answer).toMatchObject({
      outcome: 'done',
      status: 200,
      request: { url: `http://${service.host}/orders?mail=ada%40acme.com` },
    });
    expect(answer.said).toContain('<halo_data kind="tool result">\n{"state":"shipped"}');
    expect(await tried(id, {})).toMatchObject({ outcome: 'refused', reason: 'trust', request: null });
    expect(await linesOf(id)).toMatchObject([
      { outcome: 'refused', reason: 'trust', trust: 'anonymous' },
      { outcome: 'done', status: 200, triedBy: 'Olivia Owner', person: { id: contactId }, conversationId: null },
    ]);
    expect(service.requests).toHaveLength(1);
  });

  test('safety A4: what changes something is shown and never sent, in a try and in the playground', async () => {
    const said: Partial<ActionBody> = { method: 'POST', arguments: [{ name: 'note', type: 'string' }] };
    const { id } = await define({ name: 'writer', ...said });
    expect(await tried(id, { contactId, arguments: { note: 'x' } })).toMatchObject({
      ...{ outcome: 'rehearsed', status: null },
      request: { method: 'POST', url: `http://${service.host}/orders`, body: '{"note":"x"}' },
    });
    const { id: reads } = await define({ name: 'playful', identity: [{ name: 'who', value: 'user_id' }] });
    const calls = [
      { name: 'writer', input: { note: 'x' } },
      { name: 'playful', input: {} },
    ];
    provider.answerWith({ tools: calls }, { text: ['Rehearsed.'] });
    await rehearse({ contactId, trust: 'verified' });
    expect(service.requests.map(({ method, url }) => `${method} ${url}`)).toEqual(['GET /orders?who=ada']);
    expect((await linesOf(id)).map(({ outcome, triedBy }) => [outcome, triedBy])).toEqual([
      ['rehearsed', 'Playground'],
      ['rehearsed', 'Olivia Owner'],
    ]);
    expect(await linesOf(reads)).toMatchObject([{ outcome: 'done', triedBy: 'Playground', person: { id: contactId } }]);
  });
});

async function rehearse(as: object): Promise<string> {
  const body = {
    ...{ message: 'Do it', companyId: null, customFields: null, context: null, instructions: null, talk: [] },
    ...as,
  };
  const answer = await fetch(`${room.halo.origin}/api/dashboard/workspaces/${workspaceId}/playground`, {
    method: 'POST',
    headers: { cookie: owner.cookie(), origin: room.halo.origin, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  expect(answer.status, text).toBe(200);
  return text;
}
