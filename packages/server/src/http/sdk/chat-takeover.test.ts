import { expect, test, vi } from 'vitest';
import { chatRoom } from '../../testing/chat-room.ts';
import { takeOverConversation } from '../../tickets/take-over-conversation.ts';

const room = await chatRoom();
const { provider, deps, messagesOf } = room;
const until = <Value>(check: () => Value) => vi.waitFor(check, { timeout: 30_000, interval: 20 });
const SAM = { id: '0190a000-0000-7000-8000-0000000005a3', name: 'Sam' };

test('a teammate who takes over stops the model at once; what it had said stands, and the visitor is told', async () => {
  const { widgetKey, id: workspaceId } = await room.workspace();
  provider.answerWith({ text: ['Half'], fault: 'stalled' });
  const answer = await room.openStream(widgetKey, { message: 'Please help' });
  const conversationId = answer.headers.get('x-conversation-id')!;
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
  expect((await reader.read()).value).toBe('Half');
  const abandoned = provider.abandoned();

  await takeOverConversation(deps, { workspaceId, conversationId, teammate: SAM });
  await until(() => expect(provider.abandoned()).toBe(abandoned + 1));
  let rest = '';
  for (let part = await reader.read(); !part.done; part = await reader.read()) rest += part.value;
  const action = '{"type":"handled_by","handled_by":"teammate","name":"Sam"}';
  expect(rest).toBe(`\u001e__ACTION__${action}\u001e\u001e__ACTIONS__[${action}]\u001e`);
  expect((await messagesOf(conversationId)).map(({ author, body }) => [author, body.trim()])).toEqual([
    ['user', 'Please help'],
    ['system', 'Sam joined'],
    ['ai', 'Half'],
  ]);
  // The next words are the teammate's to answer: no model is asked.
  const asked = provider.requests.length;
  const next = await room.chat(widgetKey, { session_id: answer.headers.get('x-session-id') });
  expect([next.body.handled_by, provider.requests.length]).toEqual(['teammate', asked]);
});

test('taken over before the first word, nothing is said and no fault is noted', async () => {
  const { widgetKey, id: workspaceId } = await room.workspace();
  provider.answerWith({ fault: 'silent' });
  const asked = provider.requests.length;
  const answer = await room.openStream(widgetKey, { message: 'Please help' });
  const conversationId = answer.headers.get('x-conversation-id')!;
  await until(() => expect(provider.requests.length).toBe(asked + 1));
  await takeOverConversation(deps, { workspaceId, conversationId, teammate: SAM });
  expect(await answer.text()).toContain('"handled_by":"teammate","name":"Sam"');
  expect((await messagesOf(conversationId)).map(({ author }) => author)).toEqual(['user', 'system']);
});
