import { HaloError, isTemporary, retryDelay, toHaloError } from './halo-error.ts';
import type { Page } from './page.ts';
import { quiet } from './quiet.ts';
import { randomId } from './random-id.ts';
import type { Shelf } from './storage.ts';

/** One thing to deliver. Holds neither session nor token: those are looked up when it leaves. */
export interface Item {
  id: string;
  kind: 'identify' | 'company' | 'message' | 'human';
  /** When it was asked for, in epoch milliseconds. */
  at: number;
  /** Whose id, text and traits: JSON, since it outlives the page. */
  data: Record<string, unknown>;
}

interface QueueDeps {
  page: Page;
  shelf: Shelf;
  epoch(): string;
  deliver(item: Item): Promise<unknown>;
}

/** Delivers in order, one at a time, over bad networks, reloads and pauses. */
export interface Queue {
  push(item: Item): Promise<unknown>;
  /** The last item that has not left yet and fits, so that more can be put into it. */
  waiting(fits: (item: Item) => boolean): Item | undefined;
  /** One more promise for the answer of an item that is waiting. */
  answerOf(item: Item): Promise<unknown>;
  list(): Item[];
  /** Tries again now: the network, the user or a token is back. */
  wake(): void;
  /** Takes over what closed tabs of this epoch have left behind. */
  adopt(): Promise<Item[]>;
  /** Leaves what waits to the next page: from now on nothing is delivered or written here. */
  park(): void;
  /** Forgets everything; every promise fails with `superseded`. */
  drop(): void;
  close(): void;
}

/** Identify calls wait this long for others to join them. */
const MERGE_MS = 50;
const MOST_ITEMS = 100;

/** Storage is small: of pictures only so many characters outlive the page. */
const MOST_STORED = 2_000_000;

/** What is written down of the items: pictures that find no room stay in this page only, and their message says so. */
function storable(items: Item[]): Item[] {
  let room = MOST_STORED;
  return items.map((item) => {
    const { pictures, ...rest } = item.data;
    if (!pictures) return item;
    room -= JSON.stringify(pictures).length;
    return room >= 0 ? item : { ...item, data: { ...rest, lost: true } };
  });
}

interface Waiter {
  resolve(answer: unknown): void;
  reject(error: HaloError): void;
}

export function createQueue(deps: QueueDeps): Queue {
  const { page, shelf } = deps;
  const tab = randomId();
  const key = `queue:${tab}`;
  const waiters = new Map<string, Waiter[]>();
  let items: Item[] = [];
  let leaving: Item | null = null;
  let run = 0;
  let running = false;
  let nap: (() => void) | null = null;
  let free: (() => void) | null = null;
  let parked = false;

  // Held while something waits, so that others can tell a closed tab's queue from a busy one's. Never longer: a page
  // that holds a lock cannot go into the browser's back/forward cache.
  function mark(busy: boolean): void {
    if (!busy) {
      free?.();
      free = null;
    } else if (!free) {
      free = () => {};
      page.locks
        ?.request(
          `halo:${tab}`,
          () =>
            new Promise<void>((done) => {
              if (free) free = done;
              else done();
            }),
        )
        .catch(() => {});
    }
  }

  function save(): void {
    mark(items.length > 0 && !parked);
    if (parked) return;
    if (items.length) shelf.set(key, { epoch: deps.epoch(), items: storable(items) });
    else shelf.remove(key);
  }

  function settle(item: Item, how: (waiter: Waiter) => void): void {
    const those = waiters.get(item.id) ?? [];
    waiters.delete(item.id);
    for (const waiter of those) how(waiter);
  }

  function answerOf(item: Item): Promise<unknown> {
    if (items.includes(item)) save();
    const answer = new Promise<unknown>((resolve, reject) => {
      waiters.set(item.id, [...(waiters.get(item.id) ?? []), { resolve, reject }]);
    });
    return quiet(answer);
  }

  function sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(done, ms);
      function done() {
        clearTimeout(timer);
        nap = null;
        resolve();
      }
      nap = done;
    });
  }

  async function work(): Promise<void> {
    if (running || parked) return;
    running = true;
    const mine = run;
    let attempt = 0;
    while (run === mine && items[0]) {
      const item = items[0];
      const urgent = !page.visible() || items.some((some) => some.kind === 'message' || some.kind === 'human');
      const hold = item.kind === 'identify' && !urgent ? item.at + MERGE_MS - page.now() : 0;
      if (hold > 0 && hold <= MERGE_MS) {
        await sleep(hold);
        if (run !== mine) return;
        if (items[0] !== item) continue;
      }
      leaving = item;
      try {
        const answer = await deps.deliver(item);
        if (run !== mine) return;
        attempt = 0;
        finish(item, (waiter) => waiter.resolve(answer));
      } catch (cause) {
        if (run !== mine) return;
        const error = toHaloError(cause);
        leaving = null;
        if (error.code === 'identity_paused') {
          // The page learns that nobody could be proved; what it asked for is kept and sent after the pause.
          if (item.kind === 'identify' || item.kind === 'company') settle(item, (waiter) => waiter.reject(error));
          await sleep(2 ** 30);
        } else if (isTemporary(error)) {
          await sleep(retryDelay(attempt++, error));
        } else {
          attempt = 0;
          finish(item, (waiter) => waiter.reject(error));
        }
      }
    }
    if (run === mine) running = false;
  }

  function finish(item: Item, how: (waiter: Waiter) => void): void {
    leaving = null;
    items = items.filter((some) => some !== item);
    save();
    settle(item, how);
  }

  return {
    push(item) {
      const answer = answerOf(item);
      items.push(item);
      if (items.length > MOST_ITEMS) {
        const dropped = items.find((some) => some !== leaving) as Item;
        finish(dropped, (waiter) => waiter.reject(new HaloError('queue_full', 'Too much is waiting to be sent.')));
      }
      save();
      // Whoever speaks does not wait for an identify call to gather company.
      if ((item.kind === 'message' || item.kind === 'human') && !leaving && items[0]?.kind === 'identify') nap?.();
      void work();
      return answer;
    },
    waiting: (fits) => items.findLast((item) => item !== leaving && fits(item)),
    answerOf,
    list: () => items,
    wake() {
      nap?.();
    },
    async adopt() {
      const mine = run;
      const found: Item[] = [];
      const take = async () => {
        const open = new Set((await page.locks?.query())?.held?.map((lock) => lock.name));
        for (const other of shelf.keys()) {
          if (!other.startsWith('queue:') || other === key || open.has(`halo:${other.slice(6)}`)) continue;
          const left = shelf.get<{ epoch: string; items: Item[] }>(other);
          shelf.remove(other);
          if (left?.epoch === deps.epoch() && Array.isArray(left.items)) found.push(...left.items);
        }
      };
      await (page.locks ? page.locks.request('halo:adopt', take) : take()).catch(() => {});
      if (run !== mine) return [];
      const known = new Set(items.map((item) => item.id));
      const added = found.filter((item) => item?.id && !known.has(item.id)).sort((a, b) => a.at - b.at);
      if (added.length === 0) return added;
      // What was asked for earlier leaves earlier, but never overtakes what is already on its way.
      const head = leaving ? 1 : 0;
      items = [...items.slice(0, head), ...added, ...items.slice(head)];
      save();
      void work();
      return added;
    },
    park() {
      parked = true;
    },
    drop() {
      const gone = items;
      items = [];
      leaving = null;
      run++;
      running = false;
      nap?.();
      save();
      for (const item of gone) {
        settle(item, (waiter) => waiter.reject(new HaloError('superseded', 'The user changed before this was sent.')));
      }
    },
    close() {
      run++;
      nap?.();
      mark(false);
    },
  };
}
