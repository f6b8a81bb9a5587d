import type { ChatDoor } from './chat-door.ts';
import type { Core } from './core.ts';
import type { Events } from './events.ts';
import type { Identities } from './identities.ts';

interface FollowDeps {
  core: Core;
  chat: ChatDoor;
  events: Events;
  identities: Identities;
  resume(): void;
  /** Another tab may have logged out or gone on as somebody else while this one could not hear it. */
  keepUp(): void;
}

const PULSE_MS = 30_000;

/** Does what is due when the page is looked at, left, cut off or taken up again. Returns how to stop. */
export function followPage({ core, chat, events, identities, resume, keepUp }: FollowDeps): () => void {
  const { page, proof, queue, store } = core;
  const pulse = setInterval(() => identities.beat(), PULSE_MS);
  const stops = [
    page.on('visible', () => {
      keepUp();
      identities.beat();
      proof.nudge();
      resume();
    }),
    page.on('online', () => {
      store.set({ online: true });
      proof.nudge();
      queue.wake();
      events.flush();
    }),
    page.on('offline', () => store.set({ online: false })),
    page.on('hidden', () => {
      queue.wake();
      events.flush(true);
    }),
    // A page that holds a connection or a lock cannot be kept for "back".
    page.on('gone', () => chat.each((it) => it.pause())),
    page.on('back', () => {
      keepUp();
      resume();
    }),
  ];
  return () => {
    clearInterval(pulse);
    for (const stop of stops) stop();
  };
}
