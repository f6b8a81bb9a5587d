import { HaloError, isIdentityRefusal, retryDelay, stayWith, toHaloError } from './halo-error.ts';
import type { Page } from './page.ts';
import { readToken } from './read-token.ts';

/** Asked for a token of the present user. `null` or an empty string says there is none. */
export type GetUserToken = () => Promise<string | null | undefined> | string | null | undefined;

/** Why proof is missing: the server's code, or `refresh_failed` when `getUserToken` itself keeps failing. */
export interface IdentityExpired {
  reason: string;
}

interface ProofDeps {
  page: Page;
  getUserToken?: GetUserToken;
  /** What the server's clock says, in epoch milliseconds; `null` when it cannot be told. Never fails. */
  serverTime(): Promise<number | null>;
  onExpired(event: IdentityExpired): void;
  /** Called whenever the pause begins or ends. */
  onChange(blocked: boolean): void;
}

/** Keeps the user token: in memory only, never sent when known to be expired, one refresh for any number of needs. */
export interface Proof {
  readonly blocked: boolean;
  readonly hasToken: boolean;
  /** Whether there is a user to prove. */
  readonly named: boolean;
  readonly claims: Record<string, unknown>;
  /** The token to send, or `null` for a user without any. Throws `identity_paused` while proof is being waited for. */
  acquire(): Promise<string | null>;
  /** The token that may be sent at once; `null` for a user without any, `undefined` while there is none to be had. */
  current(): string | null | undefined;
  /** After a refusal of `used`: returns when another try may succeed, else throws `identity_paused`. */
  renew(code: string, used: string | null): Promise<void>;
  /** Pauses at once: a token that was just renewed was refused as well. */
  block(code: string, used: string | null): void;
  /** The server took the proof: the next failure is a new episode. */
  accepted(): void;
  /** Takes a token the page has handed over, which ends a pause. */
  give(token: string): void;
  /** Asks `getUserToken` again now if a pause is waiting for it. */
  nudge(): void;
  /** Turns to another user (`null` for a visitor); nothing of the former is kept. */
  forUser(userId: string | null): void;
}

/** A known token is renewed this long before it ends. */
const LEAD_MS = 30_000;
const LONGEST_WAIT_MS = 300_000;
/** A clock that the server has been asked about is not asked about again for this long. */
const CLOCK_HOLDS_MS = 60_000;

export function createProof(deps: ProofDeps): Proof {
  const { page, getUserToken } = deps;
  let userId: string | null = null;
  /** Counts the people: the same id may come again after a logout. */
  let turn = 0;
  let token: string | null = null;
  let refused: string | null = null;
  let blocked = false;
  let told = false;
  let failures = 0;
  let asking: Promise<string> | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** How far the server's clock is ahead of ours. */
  let ahead = 0;
  let clockAsked = Number.NEGATIVE_INFINITY;
  let clock: Promise<void> | null = null;
  const now = () => page.now() + ahead;

  /** Whether a token has ended. A clock that is wrong says so of every token, so the server's is asked first. */
  async function hasEnded(some: string): Promise<boolean> {
    if (endOf(some) > now()) return false;
    if (page.now() - clockAsked >= CLOCK_HOLDS_MS) {
      clockAsked = page.now();
      clock = deps.serverTime().then((told) => {
        if (told !== null) ahead = told - page.now();
      });
    }
    await clock;
    return endOf(some) <= now();
  }

  const endOf = (some: string) => readToken(some).expiresAt;
  const pause = () => new HaloError('identity_paused', 'Waiting for the user to be signed in again.', 403);

  function block(reason: string, quiet = false): void {
    const began = !blocked;
    blocked = true;
    if (began) deps.onChange(true);
    if (!told && !quiet) {
      told = true;
      console.warn(
        `[Halo] Waiting for a valid user token (${reason}): pass userToken or getUserToken. What is said meanwhile is kept.`,
      );
      deps.onExpired({ reason });
    }
  }

  function give(fresh: string): void {
    // A token known to be bad ends no pause, or a page that answers each pause with it would circle for ever.
    if (blocked && (fresh === refused || endOf(fresh) <= now())) return;
    token = fresh;
    clearTimeout(timer);
    if (!blocked) return;
    blocked = false;
    deps.onChange(false);
  }

  function fail(reason: string, quiet = false): HaloError {
    block(reason, quiet);
    clearTimeout(timer);
    timer = setTimeout(() => page.visible() && nudge(), Math.min(LONGEST_WAIT_MS, 2 * retryDelay(failures++)));
    return pause();
  }

  async function ask(): Promise<string> {
    const asked = turn;
    let fresh: string | null | undefined;
    let failure: unknown;
    try {
      fresh = await getUserToken?.();
    } catch (cause) {
      failure = cause ?? true;
    }
    if (asked !== turn) throw new HaloError('superseded', 'The user changed while a token was fetched.');
    // A token that still holds is better than none: nothing is known against the user.
    if (token !== null && endOf(token) > now() && (failure || !fresh)) return token;
    // A fetch that found no network says nothing about the user: wait a little before troubling anybody.
    if (failure) throw fail('refresh_failed', failure instanceof TypeError && (failures < 2 || !page.online()));
    if (typeof fresh !== 'string' || fresh === '') throw fail('identity_required');
    const facts = readToken(fresh);
    if (facts.userId !== undefined && facts.userId !== userId) throw fail('identity_mismatch');
    const ended = await hasEnded(fresh);
    if (asked !== turn) throw new HaloError('superseded', 'The user changed while a token was fetched.');
    if (ended) throw fail('identity_expired');
    if (fresh === refused) throw fail('identity_invalid');
    give(fresh);
    return fresh;
  }

  function refresh(): Promise<string> {
    if (!asking) {
      const mine: Promise<string> = ask().finally(() => {
        if (asking === mine) asking = null;
      });
      asking = mine;
    }
    return asking;
  }

  function nudge(): void {
    if (blocked && getUserToken && userId !== null) refresh().catch(() => {});
  }

  return {
    get blocked() {
      return blocked;
    },
    get hasToken() {
      return token !== null;
    },
    get named() {
      return userId !== null;
    },
    get claims() {
      return token ? readToken(token).claims : {};
    },
    async acquire() {
      if (userId === null) return null;
      if (token && endOf(token) > now() + (getUserToken ? LEAD_MS : 0)) return token;
      if (getUserToken) {
        // While paused only the timer, the person or the page asks again: needs alone would ask without end.
        if (blocked && !asking) throw pause();
        return refresh();
      }
      const mine = turn;
      const held = token;
      if (held) {
        const ended = await hasEnded(held);
        if (mine !== turn) throw new HaloError('superseded', 'The user changed while the clock was asked about.');
        if (!ended) return held;
        if (token === held) {
          block('identity_expired');
          token = null;
        }
        if (token) return token;
      }
      if (blocked) throw pause();
      return null;
    },
    current() {
      if (userId === null) return null;
      if (token && endOf(token) > now()) return token;
      return blocked || token || getUserToken ? undefined : null;
    },
    async renew(code, used) {
      if (token !== null && token !== used) return;
      refused = used;
      token = null;
      if (getUserToken && (!blocked || asking)) {
        await refresh();
        return;
      }
      block(code);
      throw pause();
    },
    block(code, used) {
      token = null;
      refused = used;
      if (getUserToken) fail(code);
      else block(code);
    },
    accepted() {
      told = false;
      failures = 0;
    },
    give,
    nudge,
    forUser(next) {
      const was = blocked;
      turn++;
      userId = next;
      token = refused = asking = null;
      blocked = told = false;
      failures = 0;
      clearTimeout(timer);
      if (was) deps.onChange(false);
    },
  };
}

/**
 * Makes a call as the present user. A refusal is answered with one fresh token and one more try, then with a pause. When
 * the user changes, it is neither tried again nor held against the next one: `superseded`.
 */
export async function proven<T>(
  { proof, signal }: { proof: Proof; signal: AbortSignal },
  send: (token: string | null) => Promise<T>,
): Promise<T> {
  let used = await proof.acquire();
  stayWith(signal);
  for (let tries = 0; ; tries++) {
    try {
      const answer = await send(used);
      stayWith(signal);
      if (used !== null) proof.accepted();
      return answer;
    } catch (cause) {
      stayWith(signal);
      const error = toHaloError(cause);
      if (!proof.named || !isIdentityRefusal(error)) throw error;
      if (tries > 0) proof.block(error.code, used);
      else await proof.renew(error.code, used);
      stayWith(signal);
      used = await proof.acquire();
      stayWith(signal);
    }
  }
}
