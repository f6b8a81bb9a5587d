import type { Deps } from '../deps.ts';
import { refusalFor } from '../refusal.ts';
import type { Message } from './message.ts';
import { readMessages } from './message-store.ts';
import type { OwnConversation, OwnReader } from './own-conversation.ts';
import { listVisible } from './own-conversation-store.ts';

/** Conversations a stream looks at: a message puts its conversation among them. */
const FOLLOWED = 10;
const PAGE = 200;

/** The last `seq` that was told of each followed conversation. */
export type Position = ReadonlyMap<string, number>;

/** What a stream tells; `quiet` says only that nothing happened for a while. */
export type OwnNews =
  | { type: 'ready' }
  | { type: 'message'; message: Message }
  | { type: 'conversation'; conversation: OwnConversation }
  | { type: 'typing'; conversationId: string; name: string }
  | { type: 'quiet' };

export interface Follower {
  reader: OwnReader;
  /** Proves the reader anew. What it throws ends the stream, unless only the database is away. */
  renew(): Promise<OwnReader>;
  /** Where an earlier stream stopped; null begins with what is said from now on. */
  position: Position | null;
  /** Other bells that wake the follower, for whoever tells more in the same stream. */
  bells?(reader: OwnReader): string[];
  signal: AbortSignal;
}

/**
 * Everything new in the conversations a person may see, as it is committed, until `signal` fires or the reader may not
 * read any more. `ready` comes once nothing that follows can be missed. With a position nothing after it is skipped;
 * something may be told twice. Private notes are never told.
 */
export async function* followOwnConversations(
  deps: Pick<Deps, 'db' | 'live' | 'now'>,
  follower: Follower,
): AsyncGenerator<{ news: OwnNews; position: Position }> {
  const alarm = createAlarm(follower.signal);
  const { reader } = follower;
  const radio = createRadio(deps, alarm.wake, follower.bells);
  const proof = createProof(deps, follower);
  try {
    radio.tuneTo(reader);
    let told = new Map(follower.position ?? []);
    const faces = new Map<string, string>();
    if (!follower.position) {
      for (const { id, lastSeq } of await listVisible(deps.db.sql, reader, FOLLOWED)) told.set(id, lastSeq);
    }
    yield { news: { type: 'ready' }, position: told };
    while (!follower.signal.aborted) {
      let quiet = true;
      const present = await proof.whileFresh();
      radio.tuneTo(present);
      const conversations = await listVisible(deps.db.sql, present, FOLLOWED);
      told = keep(told, conversations);
      for (const conversation of conversations.toReversed()) {
        for await (const message of newIn(deps, conversation, told)) {
          quiet = false;
          await proof.whileFresh();
          yield { news: { type: 'message', message }, position: told };
        }
        for (const news of [conversationNews(conversation), typingNews(conversation)]) {
          if (!news || faces.get(news.about) === news.face) continue;
          faces.set(news.about, news.face);
          quiet = false;
          await proof.whileFresh();
          yield { news: news.tells, position: told };
        }
      }
      if (quiet) yield { news: { type: 'quiet' }, position: told };
      await alarm.rung();
      proof.expire();
    }
  } finally {
    radio.off();
  }
}

/** The messages after what was told, marking each as told before it goes out. */
async function* newIn(
  deps: Pick<Deps, 'db'>,
  conversation: OwnConversation,
  told: Map<string, number>,
): AsyncGenerator<Message> {
  const { workspaceId, id: conversationId } = conversation;
  for (;;) {
    const after = told.get(conversationId) ?? 0;
    if (after >= conversation.lastSeq) return;
    const page = await readMessages(deps.db.sql, { workspaceId, conversationId, after, limit: PAGE, internal: false });
    for (const message of page) {
      told.set(conversationId, message.seq);
      yield message;
    }
    if (page.length === PAGE) continue;
    // Notes leave gaps that would be looked at for ever.
    told.set(conversationId, Math.max(conversation.lastSeq, told.get(conversationId) ?? 0));
    return;
  }
}

/** A position names followed conversations only; the others are read from their beginning when they come back. */
function keep(told: Map<string, number>, conversations: OwnConversation[]): Map<string, number> {
  return new Map(
    conversations.flatMap(({ id }) => {
      const seq = told.get(id);
      return seq === undefined ? [] : [[id, seq]];
    }),
  );
}

/** What a frame would show, and under which name it was shown before: it is told only when it looks different. */
interface Telling {
  about: string;
  face: string;
  tells: OwnNews;
}

function conversationNews(c: OwnConversation): Telling {
  const face = JSON.stringify([c.status, c.handledBy, c.teammateName, c.lastMessage, c.lastMessageAt, c.unread]);
  return { about: c.id, face, tells: { type: 'conversation', conversation: c } };
}

function typingNews({ id, typing }: OwnConversation): Telling | null {
  if (!typing) return null;
  return {
    about: `typing ${id}`,
    face: `${typing.until} ${typing.name}`,
    tells: { type: 'typing', conversationId: id, name: typing.name },
  };
}

/** A slow reader may take its next event long after the last proof: whatever goes out was proven within this time. */
const FRESH_MS = 1_000;

/** The reader as last proven; a database that is away for a moment takes nothing from them. */
function createProof(deps: Pick<Deps, 'now'>, { reader, renew }: Follower) {
  let present = reader;
  let until = deps.now().getTime() + FRESH_MS;
  return {
    expire() {
      until = 0;
    },
    async whileFresh(): Promise<OwnReader> {
      const now = deps.now().getTime();
      if (now < until) return present;
      try {
        present = await renew();
        until = now + FRESH_MS;
      } catch (error) {
        const code = refusalFor(error)?.code;
        if (code !== 'not_ready' && code !== 'busy') throw error;
      }
      return present;
    },
  };
}

/** Listens to the bells of a reader, who may become another one: a session's row is made by its first call. */
function createRadio(deps: Pick<Deps, 'live'>, wake: () => void, more: Follower['bells'] = () => []) {
  const heard = new Map<string, () => void>();
  return {
    tuneTo(reader: OwnReader) {
      const bells = [`session:${reader.sessionRowId}`, ...more(reader)];
      if (reader.trust === 'verified' && reader.contactId) bells.push(`contact:${reader.contactId}`);
      for (const [bell, end] of heard) {
        if (bells.includes(bell)) continue;
        end();
        heard.delete(bell);
      }
      for (const bell of bells) if (!heard.has(bell)) heard.set(bell, deps.live.listen(bell, wake));
    },
    off() {
      for (const end of heard.values()) end();
    },
  };
}

interface Alarm {
  wake: () => void;
  /** Resolves at the next wake, at once when one came since the last time, and when the signal fires. */
  rung(): Promise<void>;
}

function createAlarm(signal: AbortSignal): Alarm {
  let ringing = false;
  let answer: (() => void) | null = null;
  const wake = () => {
    ringing = true;
    answer?.();
  };
  signal.addEventListener('abort', wake, { once: true });
  return {
    wake,
    async rung() {
      if (!ringing && !signal.aborted) {
        await new Promise<void>((resolve) => {
          answer = resolve;
        });
        answer = null;
      }
      ringing = false;
    },
  };
}
