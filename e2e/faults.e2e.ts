import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type House, openHouse } from './house.ts';
import { type IdentifyLoad, startIdentifyLoad } from './identify-load.ts';

/** What is acknowledged is never lost: not by a killed server, not by a killed database. */
let house: House;
let keys: { widget_key: string; server_key: string };
let load: IdentifyLoad | null = null;

const KILLS = 10;
/** Answers that must have come between one fault and the next, so that each falls into the middle of work. */
const ENOUGH = 150;

beforeAll(async () => {
  house = await openHouse({ HALO_RATE_LIMITS: 'off', HALO_DEMO: '0' });
  keys = await house.command('workspace', 'create', 'Faults');
});
afterAll(async () => {
  await load?.stop();
  await house?.close();
});

/** The value of `turn` of everybody that Halo knows, by user id. */
async function readEverybody(): Promise<Map<string, unknown>> {
  const found = new Map<string, unknown>();
  for (let cursor: string | null = ''; cursor !== null; ) {
    const answer: Response = await fetch(`${house.url}/api/sdk/users?limit=1000${cursor && `&cursor=${cursor}`}`, {
      headers: { authorization: `Bearer ${keys.server_key}` },
    });
    const page = (await answer.json()) as {
      users: { user_id: string; custom_fields: { turn: unknown } }[];
      next_cursor: string | null;
    };
    for (const { user_id, custom_fields } of page.users) found.set(user_id, custom_fields.turn);
    cursor = page.next_cursor;
  }
  return found;
}

async function expectNothingLost(made: IdentifyLoad): Promise<void> {
  const stored = await readEverybody();
  const lost = [...made.acknowledged].filter(([id, turn]) => !(Number(stored.get(id)) >= turn));
  expect(lost).toEqual([]);
}

/** The process at the head of the embedded PostgreSQL. */
function postmaster(): number {
  return Number(readFileSync(join(house.dataDir, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0]);
}

it(`loses nothing acknowledged in ${KILLS} kills of the server, and starts again by itself each time`, async () => {
  load = startIdentifyLoad(house.url, keys.widget_key);
  const postgres = postmaster();
  for (let kill = 0; kill < KILLS; kill++) {
    const before = load.acknowledgements();
    await expect
      .poll(() => load?.acknowledgements(), { timeout: 60_000, interval: 5 })
      .toBeGreaterThan(before + ENOUGH);
    expect(await house.halo().stop('SIGKILL')).toBeNull();
    await house.start();
    // The orphan was taken over, not started anew.
    expect(postmaster()).toBe(postgres);
  }
  const before = load.acknowledgements();
  await expect.poll(() => load?.acknowledgements(), { timeout: 60_000 }).toBeGreaterThan(before + ENOUGH);
  await load.stop();
  expect(load.surprises).toEqual([]);
  await expectNothingLost(load);
});

it.each([
  ['told to restart at once', 'SIGINT'],
  ['killed', 'SIGKILL'],
] as const)('outlives a PostgreSQL that is %s under load: clear 503s, then it goes on', async (_, signal) => {
  const { pid } = house.halo();
  load = startIdentifyLoad(house.url, keys.widget_key);
  await expect.poll(() => load?.acknowledgements(), { timeout: 60_000, interval: 5 }).toBeGreaterThan(ENOUGH);
  const killed = postmaster();
  process.kill(killed, signal);
  await expect.poll(() => load?.unavailable(), { timeout: 60_000, interval: 5 }).toBeGreaterThan(0);
  const ready = () => fetch(`${house.url}/readyz`).then(({ status }) => status);
  await expect.poll(ready, { timeout: 60_000 }).toBe(200);
  const before = load.acknowledgements();
  await expect.poll(() => load?.acknowledgements(), { timeout: 60_000 }).toBeGreaterThan(before + ENOUGH);
  await load.stop();
  expect(load.surprises).toEqual([]);
  expect(postmaster()).not.toBe(killed);
  expect(house.halo().pid).toBe(pid);
  expect(() => process.kill(pid, 0)).not.toThrow();
  await expectNothingLost(load);
});

it('stops in order under load, and the next start has all that was acknowledged', async () => {
  load = startIdentifyLoad(house.url, keys.widget_key);
  await expect.poll(() => load?.acknowledgements(), { timeout: 60_000, interval: 5 }).toBeGreaterThan(ENOUGH);
  expect(await house.halo().stop()).toBe(0);
  await load.stop();
  expect(load.surprises).toEqual([]);
  await house.start();
  await expectNothingLost(load);
});
