import { expect, test } from 'vitest';
import { Refusal } from '../refusal.ts';
import { addContact, addSession } from '../testing/people.ts';
import { admittedTo, workRoom } from '../testing/work-room.ts';
import { addNote } from './add-note.ts';
import { type Follower, followOwnConversations, type OwnNews, type Position } from './follow-own-conversations.ts';
import type { OwnReader } from './own-conversation.ts';

const room = await workRoom();
const { deps, sql, workspaceId } = room;

function follow(reader: OwnReader, more: Partial<Follower> = {}) {
  const stop = new AbortController();
  const follower = { reader, renew: async () => reader, position: null, signal: stop.signal, ...more };
  const stream = followOwnConversations(deps, follower);
  let position: Position = new Map();
  return {
    stop: () => stop.abort(),
    position: () => new Map(position),
    /** Reads on until `until` is met, and answers the bodies of the messages on the way. */
    async bodies(until: (news: OwnNews, bodies: string[]) => boolean): Promise<string[]> {
      const bodies: string[] = [];
      for (;;) {
        const { value, done } = await stream.next();
        if (done) throw new Error(`the stream ended after ${JSON.stringify(bodies)}`);
        position = new Map(value.position);
        if (value.news.type === 'message') bodies.push(value.news.message.body);
        if (until(value.news, bodies)) return bodies;
      }
    },
    next: () => stream.next(),
  };
}

const ready = (news: OwnNews) => news.type === 'ready';

async function visitor() {
  const session = await addSession(sql, workspaceId);
  const admitted = admittedTo(workspaceId, session);
  return {
    session,
    admitted,
    reader: { workspaceId, sessionRowId: session, contactId: null, heldBy: null, trust: 'anonymous' } as const,
  };
}

test('tells every message of a new conversation in order, while they are committed in parallel', async () => {
  const { admitted, reader } = await visitor();
  const stream = follow(reader);
  await stream.bodies(ready);
  const said = Array.from({ length: 20 }, (_, n) => room.say(admitted, `m${n}`));
  const heard = await stream.bodies((_, bodies) => bodies.length === 20);
  await Promise.all(said);
  expect(new Set(heard).size).toBe(20);
  stream.stop();
  while (!(await stream.next()).done);
});

test('begins with what is said after `ready`, and goes on without a gap where an earlier stream stopped', async () => {
  const { admitted, reader } = await visitor();
  await room.say(admitted, 'before');
  const first = follow(reader);
  await first.bodies(ready);
  await room.say(admitted, 'heard');
  expect(await first.bodies((_, bodies) => bodies.length === 1)).toEqual(['heard']);
  first.stop();
  await room.say(admitted, 'missed 1');
  room.turnClock(31);
  await room.say(admitted, 'missed 2, in a new conversation');
  const second = follow(reader, { position: first.position() });
  const caughtUp = await second.bodies((_, bodies) => bodies.length === 2);
  expect(caughtUp).toEqual(['missed 1', 'missed 2, in a new conversation']);
  second.stop();
});

test('case 100: a private note makes no frame', async () => {
  const { admitted, reader } = await visitor();
  const { conversation } = await room.say(admitted, 'hello');
  const stream = follow(reader);
  await stream.bodies((news) => news.type === 'conversation');
  const conversationId = conversation.id;
  await addNote(deps, {
    workspaceId,
    conversationId,
    teammate: { id: 's', name: 'Sam' },
    body: 'secret',
    clientId: '1',
  });
  await room.say(admitted, 'public');
  expect(await stream.bodies((_, bodies) => bodies.length === 1)).toEqual(['public']);
  stream.stop();
});

test('case 59: a verified person hears on one device what is said on another', async () => {
  const jane = await addContact(sql, workspaceId);
  const [phone, laptop] = [
    await addSession(sql, workspaceId, { contactId: jane, trust: 'verified' }),
    await addSession(sql, workspaceId, { contactId: jane, trust: 'verified' }),
  ];
  const stream = follow({ workspaceId, sessionRowId: laptop, contactId: jane, heldBy: null, trust: 'verified' });
  await stream.bodies(ready);
  await room.say(admittedTo(workspaceId, phone), 'from the phone');
  expect(await stream.bodies((_, bodies) => bodies.length === 1)).toEqual(['from the phone']);
  stream.stop();
});

test('safety R6: ends the moment the reader may not read any more, before telling anything else', async () => {
  const { admitted, reader } = await visitor();
  let closed = false;
  const stream = follow(reader, {
    renew: async () => {
      if (closed) throw new Refusal('session_closed', 'ended');
      return reader;
    },
  });
  await stream.bodies(ready);
  closed = true;
  await expect(
    (async () => {
      await stream.bodies((news) => news.type === 'quiet');
      await room.say(admitted, 'never told');
      await stream.bodies((news) => news.type === 'message');
    })(),
  ).rejects.toMatchObject({ code: 'session_closed' });
});

test('safety R6: a slow reader is told nothing on the strength of an old proof', async () => {
  const { admitted, reader } = await visitor();
  const stream = follow(reader, {
    renew: async () => {
      throw new Refusal('identity_expired', 'ended');
    },
  });
  await stream.bodies(ready);
  await room.say(admitted, 'said while nobody pulled');
  room.turnClock(1);
  await expect(stream.next()).rejects.toMatchObject({ code: 'identity_expired' });
});

test('a database that is away for a moment does not end a stream', async () => {
  const { admitted, reader } = await visitor();
  let away = 0;
  const stream = follow(reader, {
    renew: async () => {
      if (away++ === 0) throw new Refusal('not_ready', 'away');
      return reader;
    },
  });
  await stream.bodies((news) => news.type === 'quiet');
  await room.say(admitted, 'told all the same');
  expect(await stream.bodies((_, bodies) => bodies.length === 1)).toEqual(['told all the same']);
  stream.stop();
});
