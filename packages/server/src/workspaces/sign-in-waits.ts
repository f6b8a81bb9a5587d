import { createHash } from 'node:crypto';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { clearFailures, countAttempt, findBlock } from './sign-in-failure-store.ts';
import { emailKey } from './teammate.ts';

/** How many attempts are free, by what they are counted under. Wide nets are coarser, so that nobody can lock others out. */
const NETS = [
  { name: 'address', free: 50 },
  { name: 'pair', free: 5 },
  { name: 'account', free: 50 },
] as const;
const FIRST_WAIT_SECONDS = 15;
const LONGEST_WAIT_SECONDS = 900;

interface Attempt {
  email: string;
  clientIp: string;
}

/**
 * Counts an attempt to sign in before its password is looked at, so that parallel guesses cannot slip through. After
 * five failures of one account from one address refuses `rate_limited` for a wait that doubles up to 15 minutes.
 */
export async function admitSignIn(deps: Pick<Deps, 'db' | 'now'>, attempt: Attempt): Promise<void> {
  const now = deps.now();
  for (const [index, who] of keysOf(attempt).entries()) {
    const counted = await countAttempt(deps.db.sql, who, now, {
      free: NETS[index]!.free,
      firstWait: FIRST_WAIT_SECONDS,
      longestWait: LONGEST_WAIT_SECONDS,
    });
    if (counted) continue;
    const until = await findBlock(deps.db.sql, who);
    const wait = Math.max(1, Math.ceil((Date.parse(until ?? '') - now.getTime()) / 1000) || 1);
    throw new Refusal('rate_limited', `Too many failed sign-ins; try again in ${wait} s.`, { retry_after: wait });
  }
}

/** Forgets the failures of an account after a good sign-in. Those of the address stay, but for this attempt. */
export async function forgetFailures(deps: Pick<Deps, 'db' | 'now'>, attempt: Attempt): Promise<void> {
  const [address, pair, account] = keysOf(attempt);
  await clearFailures(deps.db.sql, [pair!, account!], address!, deps.now());
}

function keysOf({ email, clientIp }: Attempt): Buffer[] {
  const account = emailKey(email);
  const texts = { pair: `${account} ${clientIp}`, address: clientIp, account };
  return NETS.map(({ name }) => createHash('sha256').update(`${name}:${texts[name]}`).digest());
}
