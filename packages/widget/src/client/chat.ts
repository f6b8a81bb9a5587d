import { isRead } from './chat-state.ts';
import { type Conversation, createConversation } from './conversation.ts';
import type { Core } from './core.ts';
import { createHistory, type History } from './history.ts';
import { createLeadForm, type LeadForm } from './lead-form.ts';
import { createListening } from './listening.ts';
import { createPast, type PastDoor } from './past.ts';
import type { Item } from './queue.ts';

/** The chat of whoever is present: what they say, what is answered, what was said before. */
export interface Chat extends Pick<Conversation, 'send' | 'retry' | 'requestHuman' | 'deliver' | 'hear'> {
  rate: History['rate'];
  confirm: History['confirm'];
  /** A picture of the conversation on screen. */
  picture(id: string): Promise<Blob>;
  /** The conversations of before. */
  past: PastDoor;
  lead: LeadForm;
  /** Shows messages that still wait in the queue. */
  restore(items: Item[]): void;
  /** Takes up the session's conversation: what is new, and what comes. */
  resume(): void;
  /** The panel is open: looks for a conversation, if this person may have one, and marks it read. */
  look(): void;
  /** Listens anew, in another session. */
  relisten(): void;
  /** The pause for proof is over. */
  proved(): void;
  /** Lets go of the connection; `resume` takes it up. */
  pause(): void;
  /** Another person, or nobody: nothing is kept. */
  forget(): void;
}

export type CreateChat = (core: Core) => Chat;

export function createChat(core: Core): Chat {
  const { store, session, page } = core;
  const history = createHistory(core);
  const listen = () => page.visible() && live.start();
  const conversation = createConversation({ core, history, listen });
  const past = createPast(core, history);
  const live = createListening(core);

  async function search(): Promise<void> {
    const { signal } = core;
    store.set({ loading: store.get().messages.length === 0 });
    await history.catchUp();
    if (signal.aborted) return;
    store.set({ loading: false });
    if (session.record.talked) listen();
  }

  function look(): void {
    if (isRead(store.get())) history.markRead();
    const worthACall = session.record.talked || core.who.userId !== null;
    if (worthACall && !core.dormant() && !store.get().conversation) void search();
  }

  return {
    ...conversation,
    rate: history.rate,
    confirm: history.confirm,
    picture: (id) => history.picture(store.get().conversation?.id, id),
    past,
    hear(frame) {
      conversation.hear(frame);
      past.hear(frame);
    },
    lead: createLeadForm(core),
    resume() {
      if (isRead(store.get())) history.markRead();
      listen();
      void history.catchUp();
    },
    look,
    relisten: live.restart,
    proved() {
      live.proved();
      if (store.get().open) look();
    },
    pause: live.stop,
    forget() {
      live.stop();
      history.forget();
      past.forget();
    },
  };
}
