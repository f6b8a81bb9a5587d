import type { StreamFrame } from '@halo/wire/sdk/conversations.ts';
import type { Chat, CreateChat } from './chat.ts';
import type { Core } from './core.ts';
import { toHaloError } from './halo-error.ts';

/** Whoever listens on this page: the chat, and what joins it. */
export interface Hearer {
  /** Takes in a frame of the live stream. */
  hear(frame: StreamFrame): void;
  /** Listens anew, in another session. */
  relisten(): void;
  /** The pause for proof is over. */
  proved(): void;
  /** Lets go of the connection. */
  pause(): void;
  /** Another person, or nobody: nothing is kept. */
  forget(): void;
  /** The server knows who is here, or the page is looked at again. */
  arrived?(): void;
}

/** The way to the chat, whose file is fetched when it is first needed. */
export interface ChatDoor {
  /** The chat if it is here. */
  readonly now: Chat | null;
  /** Fetches it, once; fails with `network`, and may be asked again. */
  need(): Promise<Chat>;
  /** Lets somebody else hear what the chat hears. */
  join(hearer: Hearer): void;
  /** Tells all who hear. */
  each(run: (hearer: Hearer) => void): void;
  /** Uses it as soon as it is here, unless the person is another one by then. */
  use(run: (chat: Chat) => void): void;
}

export function createChatDoor(core: Core, load: () => Promise<{ createChat: CreateChat }>): ChatDoor {
  let now: Chat | null = null;
  const others: Hearer[] = [];
  let coming: Promise<Chat> | null = null;

  function need(): Promise<Chat> {
    coming ??= load().then(
      ({ createChat }) => {
        now = createChat(core);
        now.restore(core.queue.list());
        return now;
      },
      (cause) => {
        coming = null;
        throw toHaloError(cause);
      },
    );
    return coming;
  }

  return {
    get now() {
      return now;
    },
    need,
    join: (hearer) => void others.push(hearer),
    each: (run) => [...(now ? [now] : []), ...others].forEach(run),
    use(run) {
      const { signal } = core;
      need().then(
        (chat) => signal.aborted || run(chat),
        () => {},
      );
    },
  };
}
