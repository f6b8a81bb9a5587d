import type { StreamFrame } from '@halo/wire/sdk/conversations.ts';
import type { Happenings } from '../happenings.ts';
import type { Traits } from '../traits.ts';
import type { Api } from './api.ts';
import type { ChatState } from './chat-state.ts';
import type { HaloError } from './halo-error.ts';
import type { Page } from './page.ts';
import type { ChatPicture } from './picture.ts';
import type { Proof } from './proof.ts';
import type { Queue } from './queue.ts';
import type { Session } from './session.ts';
import type { Shelf } from './storage.ts';
import type { Store } from './store.ts';
import type { Tabs } from './tabs.ts';

/** Who speaks on this page, and what they have said of themselves in this page view. */
export interface Who {
  userId: string | null;
  companyId: string | null;
  /** A visitor's traits: the session's own, no contact is made of them (identity I9). */
  sessionTraits: Traits;
  /** `null` until the page has said something: only then does a chat replace what the session holds. */
  context: Record<string, unknown> | null;
  trust: string;
  ignored: { key: string; reason: string }[];
}

/** What the parts of the client share. */
export interface Core {
  readonly orgId: string;
  /** In which the page or the browser speaks. */
  readonly locale: string | undefined;
  readonly page: Page;
  readonly api: Api;
  readonly shelf: Shelf;
  readonly session: Session;
  readonly proof: Proof;
  readonly store: Store<ChatState>;
  readonly queue: Queue;
  readonly tabs: Tabs;
  who: Who;
  /** Aborted when the person changes: nothing begun for one may end for another. */
  readonly signal: AbortSignal;
  /** True while the stored session belongs to somebody this page has not named: it is neither read nor used. */
  dormant(): boolean;
  /** Goes on in the session an answer names. */
  adopt(sessionId: string | null | undefined): void;
  /** The session is closed on the server: goes on in a new one, as the same person. */
  loseSession(): void;
  /** A frame of the live stream, for all who hear on this page. */
  hear(frame: StreamFrame): void;
  /** Puts a message into the queue; `key` is its id on the wire. */
  pushMessage(key: string, text: string, pictures?: ChatPicture[]): Promise<void>;
  emit<K extends keyof Happenings>(event: K, detail: Happenings[K]): void;
  /** Prints what went wrong and passes it to `onError`. Never throws. */
  report(error: HaloError): void;
}

export function nobody(): Who {
  return { userId: null, companyId: null, sessionTraits: {}, context: null, trust: 'anonymous', ignored: [] };
}
