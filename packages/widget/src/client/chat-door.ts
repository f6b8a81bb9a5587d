import type { Chat, CreateChat } from './chat.ts';
import type { Core } from './core.ts';
import { toHaloError } from './halo-error.ts';

/** The way to the chat, whose file is fetched when it is first needed. */
export interface ChatDoor {
  /** The chat if it is here. */
  readonly now: Chat | null;
  /** Fetches it, once; fails with `network`, and may be asked again. */
  need(): Promise<Chat>;
  /** Uses it as soon as it is here, unless the person is another one by then. */
  use(run: (chat: Chat) => void): void;
}

export function createChatDoor(core: Core, load: () => Promise<{ createChat: CreateChat }>): ChatDoor {
  let now: Chat | null = null;
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
    use(run) {
      const { signal } = core;
      need().then(
        (chat) => signal.aborted || run(chat),
        () => {},
      );
    },
  };
}
