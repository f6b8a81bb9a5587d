import { randomId } from './random-id.ts';
import type { Shelf } from './storage.ts';

/** What this browser remembers between page views: no name, no trait, no token. */
export interface SessionRecord {
  /** Changes whenever the person may have changed; what was queued in another epoch is never sent. */
  epoch: string;
  id: string;
  /** Whom the session was given to; `null` while it is a visitor's. */
  user: string | null;
  /** For whom the server has taken the session over; until then it asks for a successor (safety R1). */
  linked: string | null;
  /** Whether a conversation was begun: only then is there anything to listen for. */
  talked: boolean;
}

/** The session this page speaks in. Written to storage only once it has been used. */
export interface Session {
  readonly record: SessionRecord;
  /** True when the session was found in storage. */
  readonly returning: boolean;
  save(): void;
  /** Marks or changes the record, here and in storage. */
  update(change: Partial<Omit<SessionRecord, 'epoch'>>): void;
  /** Turns to a session nobody knows yet, in a new epoch. */
  renew(): void;
  /** Turns to what another tab has stored since, if anything. */
  takeUp(): void;
}

function isRecord(value: unknown): value is SessionRecord {
  const record = value as SessionRecord | null;
  return typeof record?.id === 'string' && typeof record.epoch === 'string' && record.id.startsWith('sess_');
}

function newRecord(): SessionRecord {
  return { epoch: randomId(), id: `sess_${randomId()}`, user: null, linked: null, talked: false };
}

/** Takes up the stored session, or begins one when there is none or `fresh` is asked for. */
export function createSession(shelf: Shelf, fresh: boolean): Session {
  const stored = shelf.get<unknown>('session');
  let returning = !fresh && isRecord(stored);
  let record = returning ? (stored as SessionRecord) : newRecord();

  const save = () => {
    const there = shelf.get<SessionRecord>('session');
    // Another tab may have gone on to another person: what it wrote is newer than what this tab knows.
    if (!there || there.epoch === record.epoch || !returning) shelf.set('session', record);
    returning = true;
  };
  return {
    get record() {
      return record;
    },
    get returning() {
      return returning;
    },
    save,
    update(change) {
      record = { ...record, ...change };
      save();
    },
    renew() {
      record = newRecord();
      returning = false;
    },
    takeUp() {
      const there = shelf.get<unknown>('session');
      if (!isRecord(there)) return;
      record = there;
      returning = true;
    },
  };
}
