import type { StreamFrame, WireConversation } from '@halo/wire/sdk/conversations.ts';
import type { Core } from './core.ts';
import type { History } from './history.ts';
import { type ChatMessage, lastSeq, mergeMessage } from './transcript.ts';

type Reading = 'loading' | 'ready' | 'failed';

/** The person's conversations, and the one of them that is being read. */
export interface Past {
  state: Reading;
  conversations: WireConversation[];
  /** Where the next page begins; null when there is none. */
  next: string | null;
  thread: { conversation: WireConversation; messages: ChatMessage[]; state: Reading } | null;
}

/** The way to the conversations of before. What fails here is shown in the list and told to nobody else. */
export interface PastDoor {
  /** Shows the person's conversations, read anew. */
  open(): void;
  /** Reads one; the one they are in is shown where they write. */
  read(conversation: WireConversation): void;
  more(): void;
  /** Tries again what has failed. */
  again(): void;
  /** One step towards the chat; false for somebody who is there. */
  back(): boolean;
  /** To the chat. */
  close(): void;
  /** A picture of the conversation that is being read. */
  picture(id: string): Promise<Blob>;
  hear(frame: StreamFrame): void;
  forget(): void;
}

export function createPast(core: Core, history: History): PastDoor {
  const { store } = core;
  /** What comes late, for a list or a thread that was left, is dropped. */
  let visit = {};

  function change(news: Partial<Past>): void {
    const { past } = store.get();
    if (past) store.set({ past: { ...past, ...news } });
  }

  function changeThread(news: Partial<NonNullable<Past['thread']>>): void {
    const thread = store.get().past?.thread;
    if (thread) change({ thread: { ...thread, ...news } });
  }

  function renew(conversation: WireConversation): void {
    const { conversations = [], thread } = store.get().past ?? {};
    change({ conversations: conversations.map((one) => (one.id === conversation.id ? conversation : one)) });
    if (thread?.conversation.id === conversation.id) changeThread({ conversation });
  }

  /** Runs `read` and says how it went, unless the person has gone elsewhere meanwhile. */
  async function reading(tell: (state: Reading) => void, read: (here: () => boolean) => Promise<void>): Promise<void> {
    visit = {};
    const mine = visit;
    const here = () => visit === mine;
    tell('loading');
    try {
      await read(here);
      if (here()) tell('ready');
    } catch {
      if (here()) tell('failed');
    }
  }

  function fetchPage(): void {
    const known = core.session.record.talked || core.who.userId !== null;
    void reading(
      (state) => change({ state }),
      async (here) => {
        const next = store.get().past?.next;
        const answer = known ? await history.list(next) : { conversations: [], next_cursor: null };
        if (!here()) return;
        const before = next ? (store.get().past?.conversations ?? []) : [];
        // A conversation that was spoken in meanwhile has moved to the front.
        const added = answer.conversations.filter(({ id }) => before.every((one) => one.id !== id));
        change({ conversations: [...before, ...added], next: answer.next_cursor ?? null });
      },
    );
  }

  function markRead(): void {
    const thread = store.get().past?.thread;
    const seq = lastSeq(thread?.messages ?? []);
    if (!thread || seq === 0 || thread.conversation.unread === 0) return;
    history.tellRead(thread.conversation, seq);
    renew({ ...thread.conversation, unread: 0 });
  }

  function fetchThread(id: string): void {
    const messages = () => store.get().past?.thread?.messages ?? [];
    void reading(
      (state) => changeThread({ state }),
      async (here) => {
        await history.readOn(
          id,
          () => (here() ? lastSeq(messages()) : 0),
          (page) => here() && changeThread({ messages: page.messages.reduce(mergeMessage, messages()) }),
        );
        if (here()) markRead();
      },
    );
  }

  function close(): void {
    visit = {};
    if (!store.get().past) return;
    store.set({ past: null });
    if (store.get().open) history.markRead();
  }

  return {
    open() {
      store.set({ past: { state: 'loading', conversations: [], next: null, thread: null } });
      fetchPage();
    },
    read(conversation) {
      if (conversation.id === store.get().conversation?.id) return close();
      change({ thread: { conversation, messages: [], state: 'loading' } });
      fetchThread(conversation.id);
    },
    more: fetchPage,
    again() {
      const thread = store.get().past?.thread;
      if (thread) fetchThread(thread.conversation.id);
      else fetchPage();
    },
    back() {
      const { past } = store.get();
      if (!past) return false;
      visit = {};
      if (!past.thread) close();
      else {
        // Opening a thread has let go of a page that was still on its way.
        change({ thread: null });
        if (past.state !== 'ready') fetchPage();
      }
      return true;
    },
    close,
    picture: (id) => history.picture(store.get().past?.thread?.conversation.id, id),
    hear(frame) {
      const thread = store.get().past?.thread;
      if (frame.type === 'conversation') {
        renew(frame.conversation);
        if (thread?.state === 'ready' && core.page.visible()) markRead();
      }
      if (frame.type !== 'message' || frame.conversation_id !== thread?.conversation.id) return;
      changeThread({ messages: mergeMessage(thread.messages, frame.message) });
    },
    forget() {
      visit = {};
    },
  };
}
