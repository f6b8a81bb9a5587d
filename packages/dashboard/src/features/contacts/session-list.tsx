import type { ContactSession } from '@halo/wire/dashboard/contacts.ts';
import { Time } from '../../ui/time.tsx';
import { TrustWord } from '../../ui/trust-badge.tsx';
import { methodWords } from '../../ui/trust-words.ts';

function state(session: ContactSession, now: Date): string {
  if (session.endedAt) return 'Ended';
  if (session.expiresAt && new Date(session.expiresAt) < now) return 'Waits for a new token';
  return 'Open';
}

/** The browser sessions of one person, the newest first. */
export function SessionList({ sessions, modeOff, now }: { sessions: ContactSession[]; modeOff: boolean; now: Date }) {
  if (sessions.length === 0) {
    return <p className="text-list text-ink-faint">No browser session yet: only a server has spoken of this person.</p>;
  }
  return (
    <ul className="flex flex-col">
      {sessions.map((session) => (
        <li key={session.id} className="flex flex-col gap-0.5 border-b border-line py-2.5 text-list first:pt-0">
          <span className="flex items-center justify-between gap-3">
            <TrustWord level={session.trust} modeOff={modeOff} />
            <Time at={session.lastSeen} className="text-note text-ink-faint" />
          </span>
          <span className="text-note text-ink-faint">
            {state(session, now)}
            {session.method && `, proven by ${methodWords(session.method)}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
