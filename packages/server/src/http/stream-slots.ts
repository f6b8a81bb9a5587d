import { Refusal } from '../refusal.ts';

const STREAMS_PER_SESSION = 5;
const STREAMS_PER_ADDRESS = 50;

/** Live streams that this process holds open, per session and per client address (safety A3). */
export class StreamSlots {
  #open = new Map<string, number>();

  /** Takes a slot, or refuses `rate_limited`. Answers what gives it back, once. */
  take(session: string, address: string): () => void {
    const names = [`session ${session}`, `address ${address}`];
    const [ofSession = 0, ofAddress = 0] = names.map((name) => this.#open.get(name));
    if (ofSession >= STREAMS_PER_SESSION || ofAddress >= STREAMS_PER_ADDRESS) {
      throw new Refusal('rate_limited', 'Too many live streams are open from here.', { retry_after: 30 });
    }
    for (const name of names) this.#open.set(name, (this.#open.get(name) ?? 0) + 1);
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      for (const name of names) {
        const left = (this.#open.get(name) ?? 1) - 1;
        if (left > 0) this.#open.set(name, left);
        else this.#open.delete(name);
      }
    };
  }
}
