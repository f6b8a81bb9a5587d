import type { ConversationsAnswer, MessagesAnswer, WireConversation } from '@halo/wire/sdk/conversations.ts';
import { isRead } from './chat-state.ts';
import type { Core } from './core.ts';
import { readOwn } from './read-own.ts';
import { lastSeq, mergeMessage } from './transcript.ts';

/** Pages of a transcript that are read in one go, at most. */
const MOST_PAGES = 20;
/** A person may have several conversations, on several devices; the one they are in stays for this long. */
const BUSY_MS = 300_000;
/** A completed conversation stays on screen for this long, so that it can be read and rated. */
const SHOWN_AFTER_END_MS = 86_400_000;

/** What the server keeps of this person's conversation, and what they have read of it. */
export interface History {
  /** Fetches what is new; the first time, the latest conversation. Never throws. */
  catchUp(): Promise<void>;
  /** A chat call has named its conversation. */
  begin(conversationId: string | null): void;
  /** Shows another conversation from its beginning. */
  turnTo(conversationId: string): void;
  /** The server tells of a conversation's state. */
  take(conversation: WireConversation): void;
  /** Whether somebody is in the middle of the conversation on screen, so that no other may take its place. */
  isBusy(): boolean;
  /** Everything on screen has been seen. */
  markRead(): void;
  rate(rating: 'good' | 'bad'): Promise<void>;
  /** Says what the person pressed where they were asked; throws where that did not arrive, or came too late. */
  confirm(id: string, decision: 'confirm' | 'decline'): Promise<void>;
  picture(conversationId: string | undefined, id: string): Promise<Blob>;
  /** A page of the person's conversations, the last spoken first. */
  list(cursor?: string | null): Promise<ConversationsAnswer>;
  /** Reads a transcript on, page by page, from the number that `from` tells each time. */
  readOn(conversationId: string, from: () => number, take: (page: MessagesAnswer) => void): Promise<void>;
  /** Tells the server and the other tabs how far a conversation has been read. */
  tellRead(conversation: WireConversation, seq: number): void;
  forget(): void;
  /** Headers that prove the reader (rest-api.md), with the token if there is one. */
  read<T>(send: (headers: Record<string, string>) => Promise<T>): Promise<T>;
}

export function createHistory(core: Core): History {
  const { store } = core;
  let readTo = 0;
  let running: Promise<void> | null = null;
  let again = false;
  /** How often the stream has told of a conversation. */
  let told = 0;

  const read: History['read'] = (send) => readOwn(core, send);

  function get<T>(path: string): Promise<T> {
    const { signal } = core;
    return read((headers) => core.api.json<T>('GET', path, { headers, signal }));
  }

  function post(path: string, body: unknown): Promise<unknown> {
    const { signal } = core;
    return read((headers) => core.api.json('POST', path, { headers, body, signal }));
  }

  const list: History['list'] = (cursor) =>
    get(`/conversations${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ''}`);

  const readOn: History['readOn'] = async (id, from, take) => {
    for (let page = 0; page < MOST_PAGES; page++) {
      const after = from();
      const answer = await get<MessagesAnswer>(`/conversations/${id}/messages?after=${after}`);
      take(answer);
      if (answer.messages.length < 50 || from() === after) return;
    }
  };

  async function findConversation(): Promise<WireConversation | null> {
    const { conversations } = await list();
    const latest = conversations.toSorted((a, b) => b.last_message_at.localeCompare(a.last_message_at))[0];
    if (!latest) return null;
    const old = core.page.now() - Date.parse(latest.last_message_at) > SHOWN_AFTER_END_MS;
    return latest.status === 'completed' && old && latest.unread === 0 ? null : latest;
  }

  async function fetchNew(): Promise<void> {
    const { signal } = core;
    const conversation = store.get().conversation ?? (await findConversation());
    if (!conversation || signal.aborted) return;
    core.session.update({ talked: true });
    let askedAt = told;
    const from = () => {
      askedAt = told;
      return lastSeq(store.get().messages);
    };
    await readOn(conversation.id, from, (page) => {
      store.set({ messages: page.messages.reduce(mergeMessage, store.get().messages) });
      // What the stream told meanwhile is newer than this answer.
      if (askedAt === told) show(page.conversation);
    });
    if (isRead(store.get())) markRead();
  }

  async function catchUp(): Promise<void> {
    if (running) {
      again = true;
      return running;
    }
    const { signal } = core;
    const mine: Promise<void> = fetchNew()
      .catch(() => {})
      .finally(() => {
        if (running !== mine) return;
        running = null;
        if (!again || signal.aborted) return;
        again = false;
        return catchUp();
      });
    running = mine;
    return mine;
  }

  /** Draws what is known of the conversation on screen. */
  function show(conversation: WireConversation): void {
    const { human, typing, unread: before } = store.get();
    const unread = isRead(store.get()) ? 0 : conversation.unread;
    const asked = conversation.handled_by === 'teammate' ? 'asked' : human;
    store.set({ conversation, unread, human: asked, typing: conversation.status === 'live' ? typing : null });
    if (unread !== before) core.emit('unread', unread);
  }

  function isBusy(): boolean {
    const { conversation, messages } = store.get();
    const last = messages.at(-1)?.at ?? 0;
    return conversation?.status === 'live' && core.page.now() - last < BUSY_MS;
  }

  function take(conversation: WireConversation): void {
    told += 1;
    if (store.get().conversation?.id === conversation.id) show(conversation);
    else if (conversation.status === 'live' && !isBusy()) turnTo(conversation.id);
  }

  function begin(id: string | null): void {
    const mine = store.get().conversation;
    if (!id || (mine?.id === id && mine.status === 'live')) return;
    const now = new Date(core.page.now()).toISOString();
    readTo = 0;
    store.set({
      conversation: {
        id,
        status: 'live',
        outcome: null,
        handled_by: mine?.id === id ? mine.handled_by : 'ai',
        teammate_name: mine?.id === id ? mine.teammate_name : null,
        last_message: null,
        last_message_at: now,
        unread: 0,
        created_at: now,
      },
      // Numbers of the former conversation would place new messages among its old ones.
      messages:
        mine && mine.id !== id
          ? store.get().messages.filter((message) => message.seq === undefined)
          : store.get().messages,
    });
  }

  function turnTo(id: string): void {
    begin(id);
    void catchUp();
  }

  function markRead(): void {
    const { conversation, messages, unread } = store.get();
    const seq = lastSeq(messages);
    if (unread) {
      store.set({ unread: 0 });
      core.emit('unread', 0);
    }
    if (!conversation || seq <= readTo) return;
    readTo = seq;
    tellRead(conversation, seq);
  }

  function tellRead(conversation: WireConversation, seq: number): void {
    // The server tells the other tabs too, but only while one of them listens.
    const frame = { type: 'conversation', conversation: { ...conversation, unread: 0 } } as const;
    core.tabs.tell({ type: 'frame', epoch: core.session.record.epoch, frame });
    post(`/conversations/${conversation.id}/read`, { seq }).catch(() => {});
  }

  return {
    catchUp,
    begin,
    turnTo,
    take,
    isBusy,
    markRead,
    read,
    list,
    readOn,
    tellRead,
    picture(conversationId, id) {
      const { signal } = core;
      const path = `/conversations/${conversationId}/attachments/${id}`;
      return read(async (headers) => (await core.api.call('GET', path, { headers, signal })).blob());
    },
    async confirm(id, decision) {
      const { conversation } = store.get();
      await post(`/conversations/${conversation?.id}/actions/${id}`, { decision });
      // What became of it is said in the conversation; the stream may not be there to bring it.
      await catchUp();
    },
    forget() {
      readTo = 0;
      running = null;
      again = false;
    },
    async rate(rating) {
      const { signal } = core;
      const { conversation, rating: before } = store.get();
      if (!conversation) return;
      store.set({ rating });
      await post(`/conversations/${conversation.id}/feedback`, { rating }).catch(
        () => signal.aborted || store.set({ rating: before }),
      );
    },
  };
}
