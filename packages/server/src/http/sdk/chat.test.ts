import { expect, test } from 'vitest';
import { chatRoom } from '../../testing/chat-room.ts';
import { chatRoute } from './chat.ts';

const room = await chatRoom([chatRoute]);
test('x', async () => {
  const ws = await room.workspace();
  const r = await room.call('/chat', ws.widgetKey, { message: 'Hi' });
  console.log(r.status, await r.json(), room.logged());
});
