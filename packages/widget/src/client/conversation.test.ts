import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { json } from '../testing/fake-halo.ts';
import { createStage, type Stage, told, until } from '../testing/stage.ts';

let stage: Stage;
let halo: Stage['halo'];
let start: Stage['start'];

beforeEach(async () => {
  stage = await createStage();
  ({ halo, start } = stage);
});
afterEach(() => stage.close());

describe('the conversation', () => {
  it('keeps what the stream told when an answer that was asked for earlier comes late', async () => {
    const client = start();
    await client.send('hello');
    await until(() => expect(halo.streams).toBe(1));
    await until(() => expect(client.core.store.get().messages.every((message) => message.seq)).toBe(true));
    const before = halo.conversation!;
    const late = { ...halo.messages.at(-1)!, id: 'm_late', seq: 99, body: 'One more thing.' };
    const shown = () => client.core.store.get().conversation?.status;
    halo.otherwise(`/conversations/${before.id}/messages`, async (_, response) => {
      halo.push({ type: 'conversation', conversation: { ...before, status: 'completed' } });
      await until(() => expect(shown()).toBe('completed'));
      json(response, 200, { success: true, messages: [late], conversation: before, request_id: 'req_1' });
    });
    halo.push({ type: 'ready' });
    await until(() => expect(client.texts()).toContain('ai: One more thing.'));
    expect(shown()).toBe('completed');
  });

  it('shows each message once, though it comes by the answer and by the live stream', async () => {
    const client = start();
    await client.send('hello');
    await until(() => expect(halo.streams).toBe(1));
    await client.send('again');
    await until(() => expect(client.core.store.get().messages.filter((message) => message.seq)).toHaveLength(4));
    expect(client.texts()).toEqual(['user: hello', 'ai: You said: hello', 'user: again', 'ai: You said: again']);
  });

  it('takes actions out of the text and tells the page of each once', async () => {
    const escalated = '{"type":"escalated","ticket_id":"t1","message":"told"}';
    halo.answer = () => ['Let me ', `\u001e__ACTION__${escalated}\u001e`, 'ask.'];
    const client = start();
    await client.send('help');
    await until(() => expect(client.texts()).toContain('ai: Let me ask.'));
    expect(told(client, 'action')).toHaveLength(1);
    expect(client.core.store.get().human).toBe('asked');
  });

  it('takes up a broken answer from the server', async () => {
    halo.otherwise('/chat/stream', (call, response) => {
      response.writeHead(200, { 'x-session-id': call.body.session_id, 'x-conversation-id': 'conv_1' });
      response.write('Half an ans');
      setTimeout(() => response.destroy(), 50);
      halo.say('user', call.body.message);
      halo.say('ai', 'Half an answer made whole.');
    });
    const client = start();
    await client.send('hello');
    await until(() => expect(client.texts()).toEqual(['user: hello', 'ai: Half an answer made whole.']));
  });

  it('asks for a human in the order of speaking, and says what came of it', async () => {
    const client = start();
    client.identify('u1', { name: 'Jane' });
    client.send('help me');
    await client.requestHuman();
    expect(halo.seen('/conversations/human')[0]?.body).toEqual({
      session_id: client.core.session.record.id,
      user_id: 'u1',
    });
    await until(() => expect(client.texts().filter((text) => text.startsWith('system'))).toHaveLength(1));
    expect(client.core.store.get().human).toBe('asked');
  });

  it('sends the whole context with every chat once the page has said something, and a visitor’s traits', async () => {
    const client = start();
    await client.send('one');
    expect(halo.seen('/chat/stream')[0]?.body).not.toHaveProperty('context');
    client.describe({ plan: 'trial' });
    client.setContext('sync', { type: 'integration_status', status: 'failing' });
    client.setContext('page', { type: 'page', title: 'Billing' });
    client.clearContext('page');
    await client.send('two');
    expect(halo.seen('/chat/stream')[1]?.body).toMatchObject({
      context: { sync: { type: 'integration_status', status: 'failing' } },
      custom_fields: { plan: 'trial' },
    });
  });

  it('counts what comes while nobody looks, and marks it read when somebody does', async () => {
    const client = start();
    await client.send('hello');
    await until(() => expect(halo.streams).toBe(1));
    await until(() => expect(client.core.store.get().messages.every((message) => message.seq)).toBe(true));
    const before = client.core.store.get().unread;
    halo.say('teammate', 'Sam here', 'Sam');
    await until(() => expect(client.core.store.get().unread).toBe(before + 1));
    client.opened(true);
    await until(() => expect(client.core.store.get().unread).toBe(0));
    await until(() => expect(halo.seen('/conversations/conv_1/read').at(-1)?.body).toEqual({ seq: 3 }));
  });
});
