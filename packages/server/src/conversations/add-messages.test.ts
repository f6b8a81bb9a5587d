import { expect, test } from 'vitest';
import { newId } from '../db/new-id.ts';
import { addSession } from '../testing/people.ts';
import { admittedTo, workRoom } from '../testing/work-room.ts';
import { addMessages } from './add-messages.ts';
import { addNote } from './add-note.ts';
import { findConversation } from './conversation-store.ts';
import { readHistory } from './read-history.ts';

const room = await workRoom();
const { deps, sql, workspaceId } = room;
const sam = { id: 'sam', name: 'Sam' };

async function begin(body = 'hello') {
  const admitted = admittedTo(workspaceId, await addSession(sql, workspaceId));
  const { conversation } = await room.say(admitted, body);
  return { admitted, conversation, conversationId: conversation.id };
}

test('twenty repeats of one client id at once say it once, and each gets that message', async () => {
  const { admitted, conversationId } = await begin();
  const said = await Promise.all(
    Array.from({ length: 20 }, () => room.say(admitted, 'sent twice', { clientId: 'm-1' })),
  );
  expect(new Set(said.map(({ message }) => message.id)).size).toBe(1);
  expect(said.filter(({ message }) => !message.repeated)).toHaveLength(1);
  expect(await readHistory(deps, { workspaceId, conversationId, limit: 50 })).toHaveLength(2);
});

test('the person, the AI and teammates who write at once get seqs without gap or repeat', async () => {
  const { conversationId } = await begin();
  const write = (n: number) =>
    deps.db.transaction((tx) =>
      addMessages(deps, tx, [
        { workspaceId, conversationId, author: 'ai', body: `a${n}` },
        { workspaceId, conversationId, author: 'teammate', body: `b${n}`, internal: n % 2 === 0 },
      ]),
    );
  const written = await Promise.all(Array.from({ length: 15 }, (_, n) => write(n)));
  const seqs = written.flat().map((message) => message.seq);
  expect(seqs.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, n) => n + 2));
  expect(await findConversation(sql, workspaceId, conversationId)).toMatchObject({ lastSeq: 31 });
});

test('safety W5: a client id used by the person does not suppress the same id of a teammate', async () => {
  const { admitted, conversationId } = await begin();
  await room.say(admitted, 'mine', { clientId: 'same' });
  const note = await addNote(deps, { workspaceId, conversationId, teammate: sam, body: 'ours', clientId: 'same' });
  expect(note).toMatchObject({ body: 'ours', clientId: 'same', seq: 3 });
});

test('case 100: a note takes a seq but moves nothing a person sees, and the AI never reads it', async () => {
  const { conversation, conversationId } = await begin('visible');
  room.turnClock(1);
  await addNote(deps, { workspaceId, conversationId, teammate: sam, body: 'secret', clientId: 'n' });
  const after = await findConversation(sql, workspaceId, conversationId);
  expect(after).toMatchObject({ lastSeq: 2, lastMessage: 'visible', lastAuthor: 'user', handledBy: 'ai' });
  expect(Date.parse(after!.lastMessageAt)).toBeLessThan(deps.now().getTime() - 30_000);
  expect(after!.sessionRowId).toBe(conversation.sessionRowId);
  const history = await readHistory(deps, { workspaceId, conversationId, limit: 50 });
  expect(history.map((message) => message.body)).toEqual(['visible']);
});

test('the history is the newest messages in the order they were said', async () => {
  const { admitted, conversationId } = await begin('1');
  for (const body of ['2', '3', '4']) await room.say(admitted, body);
  const history = await readHistory(deps, { workspaceId, conversationId, limit: 3 });
  expect(history.map((message) => message.body)).toEqual(['2', '3', '4']);
});

test('sources and actions come back as they were given, and hostile text is only text', async () => {
  const { conversationId } = await begin();
  const body = `'; drop table messages; -- \u0000 \ud800`;
  const [message] = await deps.db.transaction((tx) =>
    addMessages(deps, tx, [
      {
        ...{ workspaceId, conversationId, author: 'ai', body },
        sources: [{ title: 'A "quoted" title', url: 'https://example.com' }],
        actions: [{ type: 'highlight', selector: '#save' }],
      },
    ]),
  );
  const [, stored] = await readHistory(deps, { workspaceId, conversationId, limit: 2 });
  expect(stored).toMatchObject({ id: message!.id, sources: message!.sources, actions: message!.actions });
  expect(stored!.body).toBe(`'; drop table messages; -- \ufffd \ufffd`);
});

test('case 99: a conversation of another workspace is not found', async () => {
  const { conversationId } = await begin();
  const stranger = { workspaceId: newId(), conversationId, author: 'user', body: 'hi' } as const;
  await expect(deps.db.transaction((tx) => addMessages(deps, tx, [stranger]))).rejects.toMatchObject({
    code: 'not_found',
  });
});
