import type { EventsAnswer, EventsBody } from '@halo/wire/sdk/events.ts';
import type { Core } from './core.ts';
import { isTemporary, retryDelay, toHaloError } from './halo-error.ts';
import { proven } from './proof.ts';
import { randomId } from './random-id.ts';

type WireEvent = EventsBody['events'][number];

interface EventDetail {
  selector?: string;
  url?: string;
  metadata?: Record<string, unknown>;
}

/** What is left to the next page of the same person. */
interface Left {
  epoch: string;
  events: WireEvent[];
  noted?: string[];
}

/** What happened on the page, gathered and sent in batches that nothing waits for. */
export interface Events {
  add(type: string, detail: EventDetail): void;
  /** Adds what Halo noted by itself, which the workspace may not want. */
  note(type: string, detail: EventDetail): void;
  /** Drops what Halo noted by itself; what the page asked for stays. */
  dropNoted(): void;
  /** Sends what there is. `leaving`: at once, so that it outlives the page. */
  flush(leaving?: boolean): void;
  /** Takes up what an earlier page of the same person could not send. */
  restore(): void;
  /** Leaves what waits to the next page of the same person. */
  park(): void;
  forget(): void;
}

/** The first batch waits longer, so that loading a page costs one call. */
const FIRST_FLUSH_MS = 12_000;
const FLUSH_MS = 5_000;
const MOST_PER_CALL = 50;
const MOST_KEPT = 200;
/** What browsers let outlive a page is 64 kB in all, and a character may take four bytes. */
const KEEPALIVE_CHARACTERS = 14_000;

export function createEvents(core: Core): Events {
  let waiting: WireEvent[] = [];
  /** Ids of what Halo noted by itself. */
  let noted = new Set<string>();
  let sending = false;
  let attempt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pace = FIRST_FLUSH_MS;

  function later(ms: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => flush(), ms);
  }

  function body(events: WireEvent[], token: string | null): EventsBody {
    const { record } = core.session;
    const user_id = core.who.userId ?? undefined;
    return { events, user_id, session_id: core.dormant() ? undefined : record.id, user_token: token ?? undefined };
  }

  async function send(): Promise<void> {
    const batch = waiting.slice(0, MOST_PER_CALL);
    const { signal } = core;
    sending = true;
    try {
      const answer = await proven(core, (token) =>
        core.api.json<EventsAnswer>('POST', '/events', { body: body(batch, token), signal }),
      );
      if (signal.aborted) return;
      core.adopt(answer.session_id);
      attempt = 0;
      waiting = waiting.filter((event) => !batch.includes(event));
    } catch (cause) {
      const error = toHaloError(cause);
      if (signal.aborted || error.code === 'identity_paused') return;
      if (isTemporary(error)) return later(retryDelay(attempt++, error));
      waiting = waiting.filter((event) => !batch.includes(event));
    } finally {
      if (!signal.aborted) sending = false;
    }
    if (waiting.length) later(FLUSH_MS);
  }

  function park(): void {
    if (waiting.length === 0) return;
    const left: Left = { epoch: core.session.record.epoch, events: waiting, noted: [...noted] };
    core.shelf.set('events', left);
  }

  function leave(): void {
    const rest = [...waiting];
    let batch = rest.splice(0, MOST_PER_CALL);
    while (JSON.stringify(batch).length > KEEPALIVE_CHARACTERS) batch = batch.slice(0, -1);
    const token = core.proof.current();
    if (token === undefined || !core.page.online()) {
      park();
      return;
    }
    waiting = waiting.filter((event) => !batch.includes(event));
    const { signal } = core;
    core.api.json('POST', '/events', { body: body(batch, token), keepalive: true, signal }).catch(() => {});
  }

  function flush(leaving = false): void {
    if (waiting.length === 0 || sending) return;
    pace = FLUSH_MS;
    if (leaving) leave();
    // Whose page this is may still be said; until then there is nobody to send it for.
    else if (core.dormant()) later(FLUSH_MS);
    else void send();
  }

  function add(type: string, { selector, url, metadata }: EventDetail, id = randomId()): void {
    if (waiting.length >= MOST_KEPT) waiting.shift();
    waiting.push({
      event_type: type.slice(0, 100),
      element_selector: selector?.slice(0, 500),
      page_url: url,
      metadata,
      timestamp: new Date(core.page.now()).toISOString(),
      message_id: id,
    });
    if (waiting.length === 1) later(pace);
    else if (waiting.length === MOST_PER_CALL) flush();
  }

  return {
    add: (type, detail) => add(type, detail),
    note(type, detail) {
      const id = randomId();
      noted.add(id);
      add(type, detail, id);
    },
    dropNoted() {
      waiting = waiting.filter(({ message_id }) => !noted.has(String(message_id)));
      noted.clear();
    },
    flush,
    restore() {
      const left = core.shelf.get<Left>('events');
      core.shelf.remove('events');
      if (left?.epoch !== core.session.record.epoch || !Array.isArray(left.events)) return;
      waiting = [...left.events, ...waiting].slice(-MOST_KEPT);
      noted = new Set([...noted, ...(left.noted ?? [])]);
      later(pace);
    },
    park,
    forget() {
      waiting = [];
      noted.clear();
      sending = false;
      clearTimeout(timer);
    },
  };
}
