import type { ContactSession } from '@halo/wire/dashboard/contacts.ts';
import { Time } from '../../ui/time.tsx';
import { TrustWord } from '../../ui/trust-badge.tsx';
import { methodWords } from '../../ui/trust-words.ts';
import { EndSession } from './end-sessions.tsx';

interface SessionListProps {
  contactId: string;
  sessions: ContactSession[];
  modeOff: boolean;
  mayEnd: boolean;
  now: Date;
}

/** The browsers in which one person is or was, the last seen first. */
export function SessionList({ contactId, sessions, modeOff, mayEnd, now }: SessionListProps) {
  if (sessions.length === 0) {
    return <p className="text-list text-ink-faint">No browser session yet: only a server has spoken of this person.</p>;
  }
  return (
    <ul className="flex flex-col">
      {sessions.map((session) => {
        const device = session.device ?? 'Unknown browser';
        return (
          <li key={session.id} className="flex flex-col gap-0.5 border-b border-line py-2.5 text-list first:pt-0">
            <span className="flex min-h-7 items-center justify-between gap-3">
              <span className={session.endedAt ? 'text-ink-faint' : 'font-strong text-ink'}>{device}</span>
              {mayEnd && !session.endedAt && (
                <EndSession contactId={contactId} sessionId={session.id} device={device} />
              )}
            </span>
            <span className="flex flex-wrap items-center gap-x-2 text-note text-ink-faint">
              <TrustWord level={session.trust} modeOff={modeOff} />
              {session.method && (
                <span title={session.keyId ? `Key ${session.keyId}` : undefined}>
                  by {methodWords(session.method)}
                  {session.boundAt && (
                    <>
                      , <Time at={session.boundAt} ago />
                    </>
                  )}
                </span>
              )}
            </span>
            <span className="text-note text-ink-faint">
              <SessionState session={session} now={now} />
            </span>
            <span className="text-note text-ink-faint">
              First seen <Time at={session.createdAt} ago />, last <Time at={session.lastSeen} ago />
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function SessionState({ session, now }: { session: ContactSession; now: Date }) {
  if (session.endedAt) {
    return (
      <>
        Ended <Time at={session.endedAt} ago />
      </>
    );
  }
  if (!session.expiresAt) return 'Open';
  if (new Date(session.expiresAt) < now) return 'Suspended: waits for a new token';
  return (
    <>
      Proven until <Time at={session.expiresAt} until />
    </>
  );
}
