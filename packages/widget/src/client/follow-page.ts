import type { Core } from './core.ts';
import type { Events } from './events.ts';
import type { Identities } from './identities.ts';
import type { SessionRecord } from './session.ts';

interface FollowDeps {
  core: Core;
  events: Events;
  identities: Identities;
  resume(): void;
  pause(): void;
  forget(): void;
}

const PULSE_MS = 30_000;

/** Does what is due when the page is looked at, left, cut off or taken up again. Returns how to stop. */
export function followPage({ core, events, identities, resume, pause, forget }: FollowDeps): () => void {
  const { page, proof, queue, session, shelf, store } = core;
  const pulse = setInterval(() => identities.beat(), PULSE_MS);
  const stops = [
    page.on('visible', () => {
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
    page.on('gone', pause),
    page.on('back', () => {
      // While this page lay in the browser's cache, another tab may have logged out.
      const stored = shelf.get<SessionRecord>('session');
      if (session.returning && stored?.epoch !== session.record.epoch) forget();
      else resume();
    }),
  ];
  return () => {
    clearInterval(pulse);
    for (const stop of stops) stop();
  };
}
