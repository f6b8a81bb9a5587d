import { setTimeout as wait } from 'node:timers/promises';

/** Backends that identify people without pause, and remember what Halo has acknowledged. */
export interface IdentifyLoad {
  /** The last acknowledged value of `turn`, by user id. */
  readonly acknowledged: ReadonlyMap<string, number>;
  acknowledgements(): number;
  /** How often Halo said that it cannot just now. */
  unavailable(): number;
  /** Answers that no fault may cause. */
  readonly surprises: string[];
  stop(): Promise<void>;
}

const CALLERS = 12;
/** Each caller comes back to its people, so that records are updated as well as created. */
const PEOPLE_OF_CALLER = 40;

export function startIdentifyLoad(url: string, widgetKey: string): IdentifyLoad {
  const run = Math.random().toString(36).slice(2, 8);
  const acknowledged = new Map<string, number>();
  const surprises: string[] = [];
  let acknowledgements = 0;
  let unavailable = 0;
  let stopped = false;

  async function identify(user_id: string, turn: number): Promise<void> {
    const answer = await fetch(`${url}/api/sdk/users/identify`, {
      method: 'POST',
      headers: { authorization: `Bearer ${widgetKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ user_id, traits: { turn, name: `Person ${user_id}` } }),
    });
    const body = (await answer.json()) as { success?: boolean; code?: string };
    if (answer.status === 200 && body.success) {
      acknowledged.set(user_id, turn);
      acknowledgements += 1;
    } else if (answer.status === 503 && answer.headers.has('retry-after') && body.code) {
      unavailable += 1;
      await wait(20);
    } else surprises.push(`${answer.status} ${JSON.stringify(body)}`);
  }

  async function callWithoutPause(caller: number): Promise<void> {
    for (let turn = 1; !stopped; turn++) {
      try {
        await identify(`${run}_${caller}_${turn % PEOPLE_OF_CALLER}`, turn);
      } catch {
        // No answer came: whether it was stored nobody has promised.
        await wait(20);
      }
    }
  }

  const callers = Array.from({ length: CALLERS }, (_, caller) => callWithoutPause(caller));
  return {
    acknowledged,
    surprises,
    acknowledgements: () => acknowledgements,
    unavailable: () => unavailable,
    async stop() {
      stopped = true;
      await Promise.all(callers);
    },
  };
}
