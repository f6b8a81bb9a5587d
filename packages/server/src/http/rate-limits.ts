import { Refusal } from '../refusal.ts';

/** What a caller is counted by. Proved callers have buckets of their own, which unproved traffic never drains. */
export interface RatedCaller {
  workspaceId: string;
  clientIp: string;
  sessionId: string | null;
  /** Which server key the call carries, or whom its token proved; null for everybody else. */
  provedAs: string | null;
}

export type RateKind = 'identify' | 'chat' | 'lead' | 'write' | 'read';

interface Bucket {
  tokens: number;
  at: number;
}

const MAX_BUCKETS = 200_000;

/** Token buckets of one process: what `rest-api.md` §Rates says, per session, per address, per proved caller. */
export class RateLimits {
  #buckets = new Map<string, Bucket>();
  readonly #on: boolean;
  readonly #now: () => Date;

  constructor(on: boolean, now: () => Date) {
    this.#on = on;
    this.#now = now;
  }

  /** Counts one call, or refuses it with `rate_limited` and the seconds to wait. Nothing is counted for a refused call. */
  count(kind: RateKind, caller: RatedCaller): void {
    this.#countAll(limitsOf(kind, caller));
  }

  /** Counts one call of whatever `name` stands for, or refuses it with `rate_limited`. */
  countEach(name: string, perMinute: number): void {
    this.#countAll([{ key: `each:${name}`, perMinute }]);
  }

  #countAll(lines: Line[]): void {
    if (!this.#on) return;
    const now = this.#now().getTime();
    const buckets = lines.map((line) => this.#fill(line, now));
    for (const [index, bucket] of buckets.entries()) {
      const line = lines[index]!;
      if (bucket.tokens < 1) {
        const wait = Math.ceil(((1 - bucket.tokens) * 60) / line.perMinute);
        throw new Refusal('rate_limited', `Too many calls; try again in ${wait} s.`, { retry_after: wait });
      }
    }
    for (const bucket of buckets) bucket.tokens -= 1;
  }

  /** Counts a contact that is about to be made; false when the address has made too many. Proved callers always may. */
  countCreation(caller: RatedCaller): boolean {
    if (!this.#on || caller.provedAs) return true;
    const bucket = this.#fill(newContacts(caller), this.#now().getTime());
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  }

  #fill(line: Line, now: number): Bucket {
    let bucket = this.#buckets.get(line.key);
    if (!bucket) {
      if (this.#buckets.size >= MAX_BUCKETS) this.#forgetOldest();
      bucket = { tokens: line.perMinute, at: now };
      this.#buckets.set(line.key, bucket);
      return bucket;
    }
    bucket.tokens = Math.min(line.perMinute, bucket.tokens + ((now - bucket.at) * line.perMinute) / 60_000);
    bucket.at = now;
    return bucket;
  }

  #forgetOldest(): void {
    let left = MAX_BUCKETS / 10;
    for (const key of this.#buckets.keys()) {
      if (left-- <= 0) return;
      this.#buckets.delete(key);
    }
  }
}

interface Line {
  key: string;
  perMinute: number;
}

function newContacts(caller: RatedCaller): Line {
  return { key: `new:${caller.clientIp}`, perMinute: 600 };
}

function limitsOf(kind: RateKind, caller: RatedCaller): Line[] {
  if (caller.provedAs?.startsWith('key:')) return [{ key: caller.provedAs, perMinute: 120_000 }];
  const proved = caller.provedAs ? `${caller.workspaceId}:${caller.provedAs}` : null;
  const session = caller.sessionId && `${kind}:s:${caller.workspaceId}:${proved ?? ''}:${caller.sessionId}`;
  if (kind === 'chat') {
    const lines: Line[] = session ? [{ key: session, perMinute: 20 }] : [];
    lines.push(
      proved ? { key: `chat:p:${proved}`, perMinute: 60 } : { key: `chat:ip:${caller.clientIp}`, perMinute: 200 },
    );
    return lines;
  }
  if (kind === 'lead') {
    // A person fills in a form once or twice; whoever types addresses by the dozen is none.
    const lines: Line[] = session ? [{ key: session, perMinute: 6 }] : [];
    return [...lines, { key: `lead:ip:${caller.clientIp}`, perMinute: 60 }];
  }
  const lines: Line[] = kind === 'identify' && session ? [{ key: session, perMinute: 60 }] : [];
  lines.push(
    proved
      ? { key: `${kind}:p:${proved}`, perMinute: 600 }
      : { key: `${kind}:ip:${caller.clientIp}`, perMinute: 6_000 },
  );
  return lines;
}
