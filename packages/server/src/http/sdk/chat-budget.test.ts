import { expect, test } from 'vitest';
import { chatRoom } from '../../testing/chat-room.ts';

const room = await chatRoom({ HALO_MODEL_UNPROVED_DAILY: '2' });

async function answerTo(key: string, body: object = {}): Promise<string> {
  return (await room.chat(key, { message: 'what plan am I on?', ...body })).body.response;
}

test('chats that prove nothing fall back to the built-in answerer when the day is spent; proved people do not', async () => {
  const workspace = await room.workspace();
  const other = await room.workspace();
  room.provider.answerWith({ text: ['Model'] });
  expect(await answerTo(workspace.widgetKey)).toBe('Model');
  expect(await answerTo(workspace.widgetKey, { user_id: 'claimed' })).toBe('Model');
  expect(await answerTo(workspace.widgetKey)).toContain('I do not know your plan');
  expect(await answerTo(workspace.widgetKey, { user_token: room.token(workspace, { user_id: 'ada' }) })).toBe('Model');
  expect(await answerTo(workspace.serverKey, { user_id: 'ada' })).toBe('Model');
  expect(await answerTo(other.widgetKey)).toBe('Model');
});
