import type { StreamFrame } from '@halo/wire/sdk/conversations.ts';
import type {
  InAppMessagesAnswer,
  InAppOutcomeAnswer,
  InAppReach,
  WireInAppMessage,
} from '@halo/wire/sdk/in-app-messages.ts';
import { fitsGlob } from '../options.ts';
import type { Hearer } from './chat-door.ts';
import type { Core } from './core.ts';
import { createListening } from './listening.ts';
import { readOwn } from './read-own.ts';

export type InAppOutcome = 'shown' | 'clicked' | 'dismissed';
type Kind = WireInAppMessage['kind'];

/** What is drawn of each kind just now. */
export type OnScreen = Record<Kind, WireInAppMessage | null>;

/** The messages and banners that the team shows to whoever is here. */
export interface InApp extends Hearer {
  /** Asks what is due, once it is known who is here. */
  arrived(): void;
  /** The path or what may be shown has changed. */
  step(): void;
  /** The person has closed a message, or followed its button. */
  finish(message: WireInAppMessage, outcome: 'clicked' | 'dismissed'): void;
}

interface InAppDeps {
  core: Core;
  reach: InAppReach;
  /** Whether a message of this kind may be shown on this page. */
  may(kind: Kind): boolean;
  path(): string;
  /** Draws what is on screen now; called only when it has become something else. */
  draw(screen: OnScreen): void;
}

/** What was closed while the server could not be told. */
interface Closed {
  epoch: string;
  list: { id: string; outcome: InAppOutcome }[];
}

const SHELF = 'closed';
const MOST_KEPT = 50;

/**
 * Shows at most one card and one banner, in one tab of the browser at a time, and only after the server has said that this
 * browser is the one to show it. What was begun for one person ends with them.
 */
export function createInApp({ core, reach, may, path, draw }: InAppDeps): InApp {
  const { page, session, shelf } = core;
  const live = createListening(core);
  let due: WireInAppMessage[] = [];
  let screen: OnScreen = { message: null, banner: null };
  /** What this page has asked for: `true` is granted. */
  let granted = new Map<string, boolean>();
  let leaveStage: (() => void) | null = null;
  let onStage = false;

  const kept = (): Closed['list'] => {
    const there = shelf.get<Closed>(SHELF);
    return there?.epoch === session.record.epoch && Array.isArray(there.list) ? there.list : [];
  };
  const keep = (list: Closed['list']) => {
    if (list.length === 0) shelf.remove(SHELF);
    else shelf.set(SHELF, { epoch: session.record.epoch, list: list.slice(-MOST_KEPT) } satisfies Closed);
  };

  function tell(id: string, outcome: InAppOutcome): Promise<InAppOutcomeAnswer> {
    const { signal } = core;
    const call = { body: { outcome }, signal, keepalive: true };
    return readOwn(core, (headers) => core.api.json('POST', `/in-app-messages/${id}`, { ...call, headers }));
  }

  /** Tells again what could not be told: a refusal is an answer too. */
  async function tellKept(): Promise<void> {
    for (const item of kept()) {
      await tell(item.id, item.outcome).catch((cause) => {
        if (!cause?.status) throw cause;
      });
      keep(kept().filter((other) => other.id !== item.id || other.outcome !== item.outcome));
    }
  }

  async function ask(): Promise<void> {
    const { signal } = core;
    await tellKept();
    const { messages } = await readOwn(core, (headers) =>
      core.api.json<InAppMessagesAnswer>('GET', '/in-app-messages', { headers, signal }),
    );
    if (!signal.aborted) take(messages);
  }

  function take(messages: WireInAppMessage[]): void {
    const closed = new Set(kept().map(({ id }) => id));
    due = messages.filter(({ id }) => !closed.has(id));
    step();
  }

  function set(kind: Kind, message: WireInAppMessage | null): void {
    if (JSON.stringify(screen[kind]) === JSON.stringify(message)) return;
    screen = { ...screen, [kind]: message };
    draw(screen);
  }

  function step(): void {
    const fits = (message: WireInAppMessage) =>
      may(message.kind) && (message.paths.length === 0 || message.paths.some((glob) => fitsGlob(glob, path())));
    for (const kind of ['message', 'banner'] as const) {
      const fitting = due.filter(
        (message) => message.kind === kind && granted.get(message.id) !== false && fits(message),
      );
      const next = fitting.find(({ id }) => id === screen[kind]?.id) ?? fitting[0] ?? null;
      if (!next || (onStage && granted.get(next.id))) set(kind, next);
      else if (!onStage) enterStage();
      else void claim(next);
    }
    if (due.length === 0) leaveStage?.();
  }

  /** Of the tabs of a browser one shows; the others wait for it to go, and are told then what is left. */
  function enterStage(): void {
    if (leaveStage) return;
    const stop = new AbortController();
    const act = () => {
      if (stop.signal.aborted) return;
      onStage = true;
      step();
      return new Promise<void>((go) => stop.signal.addEventListener('abort', () => go()));
    };
    leaveStage = () => {
      leaveStage = null;
      onStage = false;
      stop.abort();
    };
    const name = `halo:${core.orgId}:in-app:${session.record.epoch}`;
    if (page.locks) page.locks.request(name, { signal: stop.signal }, act).catch(() => {});
    else void act();
  }

  async function claim(message: WireInAppMessage): Promise<void> {
    const { signal } = core;
    if (granted.has(message.id)) return;
    granted.set(message.id, false);
    try {
      session.save();
      const { due: mine } = await tell(message.id, 'shown');
      if (signal.aborted) return;
      granted.set(message.id, mine);
      if (mine) core.emit('action', actionOf(message, 'shown'));
      step();
    } catch {
      // Asked again at the next look.
      if (!signal.aborted) granted.delete(message.id);
    }
  }

  function look(): void {
    const user = core.who.userId;
    if (!page.visible() || core.dormant() || (user === null && reach !== 'everybody')) return;
    // Not before the server knows who it is: else it would answer for a visitor.
    if (user !== null && session.record.linked !== user) return;
    ask().catch(() => {});
    if (user !== null) live.start();
  }

  return {
    arrived: look,
    step,
    finish(message, outcome) {
      granted.set(message.id, false);
      due = due.filter(({ id }) => id !== message.id);
      keep([...kept(), { id: message.id, outcome }]);
      core.emit('action', actionOf(message, outcome));
      step();
      tellKept().catch(() => {});
    },
    hear(frame: StreamFrame) {
      if (frame.type === 'in_app_messages') take(frame.messages);
    },
    relisten: live.restart,
    proved() {
      live.proved();
      look();
    },
    pause() {
      live.stop();
      leaveStage?.();
    },
    forget() {
      live.stop();
      leaveStage?.();
      due = [];
      granted = new Map();
      screen = { message: null, banner: null };
      draw(screen);
    },
  };
}

function actionOf({ id, kind, title }: WireInAppMessage, outcome: InAppOutcome) {
  return { type: 'in_app_message', id, kind, title, outcome };
}
