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
  /** What the visitor did with the form that asks who they are: it is not shown again. */
  lead?: 'given' | 'skipped';
  /** Epochs that gave way to this one without a logout: open tabs that are in one of them go on there. */
  aside?: string[];
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
  /** Learns what other tabs in the same epoch have stored: who signed in there, under which id it goes on. */
  agree(): void;
  /** Whether another tab has logged this session out or gone on as another person, as far as storage tells. */
  isOver(): boolean;
}

const MOST_ASIDE = 8;

function isRecord(value: unknown): value is SessionRecord {
  const record = value as SessionRecord | null;
  return typeof record?.id === 'string' && typeof record.epoch === 'string' && record.id.startsWith('sess_');
}

function newRecord(): SessionRecord {
  return { epoch: randomId(), id: `sess_${randomId()}`, user: null, linked: null, talked: false };
}

/** Takes up the stored session, or begins one when there is none or `fresh` is asked for. */
export function createSession(shelf: Shelf, fresh: boolean): Session {
  const stored = (): SessionRecord | null => {
    const there = shelf.get<unknown>('session');
    return isRecord(there) ? there : null;
  };
  const first = fresh ? null : stored();
  let returning = first !== null;
  let record = first ?? newRecord();

  const save = () => {
    const there = stored();
    if (there && there.epoch !== record.epoch) {
      // Another tab may have gone on to another person: what it wrote is newer than what this tab knows.
      if (returning) return;
      record = { ...record, aside: [there.epoch, ...(there.aside ?? [])].slice(0, MOST_ASIDE) };
    }
    shelf.set('session', record);
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
      const there = stored();
      if (!there) return;
      record = there;
      returning = true;
    },
    agree() {
      const there = stored();
      if (there?.epoch === record.epoch) record = there;
    },
    isOver() {
      const there = stored();
      if (!returning || there?.epoch === record.epoch) return false;
      if (!there) return true;
      return !there.aside?.includes(record.epoch) && (there.user === null || there.user !== record.user);
    },
  };
}
