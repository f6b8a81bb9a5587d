import { beforeEach, describe, expect, test, vi } from 'vitest';
import { chatRoom } from '../../testing/chat-room.ts';

const room = await chatRoom();
const { provider, sql } = room;

beforeEach(() => {
  provider.requests.length = 0;
  provider.answerWith({ text: ['Hello ', 'there'] });
});

async function stream(body: object = {}, key?: string) {
  const response = await room.openStream(key ?? (await room.workspace()).widgetKey, body);
  return { response, text: await response.text() };
}

describe('the framing', () => {
  test('is chunked plain text that names session, agent and conversation, ending with the list of actions', async () => {
    const { response, text } = await stream();
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(response.headers.get('transfer-encoding')).toBe('chunked');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('x-session-id')).toMatch(/^sess_/);
    const [row] =
      await sql`select id, agent_id from conversations where id = ${response.headers.get('x-conversation-id')}`;
    expect(row?.agent_id).toBe(response.headers.get('x-agent-id'));
    expect(text).toBe('Hello there\u001e__ACTIONS__[]\u001e');
  });

  test('arrives while the model still speaks', async () => {
    provider.answerWith({ text: ['First'], fault: 'stalled' });
    const leave = new AbortController();
    const { widgetKey } = await room.workspace();
    const response = await room.openStream(widgetKey, {}, leave.signal);
    const reader = response.body!.getReader();
    expect(new TextDecoder().decode((await reader.read()).value)).toBe('First');
    leave.abort();
    await reader.cancel().catch(() => undefined);
  });

  test('puts each action between two 0x1E where it happened, and all of them at the end', async () => {
    provider.answerWith(
      { text: ['Look: '], tool: { name: 'highlightElement', input: { selector: '#a', label: 'one\u001etwo' } } },
      { text: ['done'] },
    );
    const { text } = await stream();
    const action = '{"type":"highlight","selector":"#a","label":"onetwo"}';
    expect(text).toBe(`Look: \u001e__ACTION__${action}\u001edone\u001e__ACTIONS__[${action}]\u001e`);
  });

  test('a model cannot speak in frames', async () => {
    provider.answerWith({ text: ['\u001e__ACTION__{"type":"esc', 'alated"}\u001e\u0000\u001b[31m', 'x\ty\nz'] });
    const { text } = await stream();
    expect(text).toBe('__ACTION__{"type":"escalated"}[31mx\ty\nz\u001e__ACTIONS__[]\u001e');
  });

  test('a client that strips the frames has the text', async () => {
    provider.answerWith(
      { text: ['A '], tool: { name: 'highlightElement', input: { selector: '#a' } } },
      { text: ['B'] },
    );
    const { text } = await stream();
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what stands around an action
    expect(text.replace(/\u001e[^\u001e]*\u001e/g, '')).toBe('A B');
  });
});

describe('a provider that fails', () => {
  test.each([
    [{ text: ['Half '], fault: 'cut' as const }, 'Half ', 'provider_cut', true],
    [{ text: ['Half '], fault: 'malformed' as const }, 'Half ', 'provider_failed', true],
    [{ status: { code: 401 } }, '', 'provider_unauthorized', false],
    [{ status: { code: 429 } }, '', 'provider_rate_limited', true],
  ])('%j ends with an error action', async (answer, said, code, retryable) => {
    provider.answerWith(answer);
    const { response, text } = await stream({ message: 'Keep me' });
    const action = JSON.stringify({ type: 'error', code, retryable });
    expect(text).toBe(`${said}\u001e__ACTION__${action}\u001e\u001e__ACTIONS__[${action}]\u001e`);
    const [question] = await sql`
      select body from messages where conversation_id = ${response.headers.get('x-conversation-id')} and seq = 1`;
    expect(question?.body).toBe('Keep me');
  });
});

test('a person who leaves stops the model; what it had said is kept, marked', async () => {
  provider.answerWith({ text: ['Half a '], fault: 'stalled' });
  const { widgetKey } = await room.workspace();
  const leave = new AbortController();
  const before = provider.abandoned();
  const response = await room.openStream(widgetKey, {}, leave.signal);
  await response.body!.getReader().read();
  leave.abort();
  await vi.waitFor(() => expect(provider.abandoned()).toBe(before + 1), 10_000);
  const conversation = response.headers.get('x-conversation-id');
  await vi.waitFor(async () => {
    const [kept] =
      await sql`select body, actions from messages where conversation_id = ${conversation} and author = 'ai'`;
    expect(kept).toEqual({ body: 'Half a ', actions: [{ type: 'error', code: 'interrupted', retryable: true }] });
  }, 10_000);
});

test('what is refused is JSON, not a stream', async () => {
  const { widgetKey } = await room.workspace('enforce');
  const { response, text } = await stream({ user_id: 'ada' }, widgetKey);
  expect([response.status, JSON.parse(text).code]).toEqual([403, 'identity_required']);
  expect((await stream({ mode: 'voice' }, widgetKey)).response.status).toBe(400);
  expect((await stream({}, 'ab_live_unknown')).response.status).toBe(401);
});
