import { createHmac } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { type Database, openDatabase } from '../packages/server/src/db/database.ts';
import { joinEmbeddedPostgres } from '../packages/server/src/db/embedded-postgres.ts';
import { askAll, RANGED, untilIndexed } from './audience-filters.ts';
import { median, say } from './figures.ts';
import { type HaloProcess, startHalo } from './halo-process.ts';
import { load } from './load.ts';

const SECONDS = Number(process.env.BENCH_SECONDS ?? 5);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
const SEGMENTS = 200;
const ROWS = 1_000;
const COMPANIES = 2_000;
const PACE_PER_SECOND = 100;

/**
 * Filters over so many contacts (`npm run bench -- audience 1000000`): the count and the first page of the newest, by the
 * verbs behind the doors, before and after a saved filter has had its index made; identify without that index, with it,
 * and with 200 live segments besides; then the way from a trait's change over the flip of a segment to a worker that
 * runs for it, at 100 calls a second.
 */
export async function audienceBench(): Promise<object> {
  const size = Number(process.argv[3] ?? 100_000);
  if (!Number.isInteger(size) || size < COMPANIES) throw new Error(`${process.argv[3]} contacts cannot be made`);
  const dataDir = await mkdtemp(join(tmpdir(), 'halo-bench-'));
  const halo = await startHalo({ HALO_DATA: dataDir, BENCH_FLIPS: '1' });
  const joined = await joinEmbeddedPostgres(dataDir);
  if (!joined) throw new Error('the PostgreSQL of the server under test is not there');
  const db = openDatabase(joined.address, pino({ level: 'warn' }), { connections: 4, name: 'bench' });
  try {
    const began = performance.now();
    await seed(halo, size);
    say(`${size} contacts after ${Math.round((performance.now() - began) / 1_000)} s`);
    await db.sql`vacuum analyze contacts, contact_facts, companies, company_facts, memberships`;
    const [row] = await db.sql<{ id: string }[]>`select workspace_id as id from contacts limit 1`;
    const unindexed = await askAll(db, row!.id);
    const identify = await measureIdentify(halo, size);
    const plain = await identify();
    const index = await buildIndex(halo, db);
    const indexed = await askAll(db, row!.id);
    const beside = await identify();
    const built = await buildSegments(halo, db);
    const withSegments = await identify();
    const flips = await followFlips(halo, db, size);
    return {
      ...{ contacts: size, filters: { unindexed, indexed }, flips },
      index: { ...index, ...compare(plain, beside), us_per_change: Math.round(1e6 / beside - 1e6 / plain) },
      segments: { ...built, ...compare(beside, withSegments), ratio_to_plain: ratio(plain, withSegments) },
    };
  } finally {
    await db.close();
    await joined.close();
    await halo.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** People spread over three years, 2,000 companies and a handful of values, sent as a backend would. */
async function seed(halo: HaloProcess, size: number): Promise<void> {
  const companies = Array.from({ length: COMPANIES }, (_, n) => ({
    company_id: `co-${n}`,
    traits: { name: `Company ${n}`, tier: n % 50 === 0 ? 'gold' : 'plain' },
  }));
  for (let at = 0; at < COMPANIES; at += ROWS) {
    await post(halo, '/companies/update', { companies: companies.slice(at, at + ROWS) });
  }
  let next = 0;
  const drive = async () => {
    while (next < size) {
      const from = next;
      next += ROWS;
      const users = Array.from({ length: Math.min(ROWS, size - from) }, (_, n) => personOf(from + n));
      await post(halo, '/users/update', { users });
    }
  };
  await Promise.all([drive(), drive()]);
  // One member for each company.
  let linked = 0;
  const link = async () => {
    while (linked < COMPANIES) {
      const n = linked;
      linked += 1;
      await post(halo, '/companies/identify', { company_id: `co-${n}`, user_id: `user-${n}` });
    }
  };
  await Promise.all(Array.from({ length: 16 }, link));
}

function personOf(n: number): object {
  return {
    user_id: `user-${n}`,
    traits: {
      name: `Person ${n}`,
      email: `p${n}@example.com`,
      plan: ['free', 'free', 'pro', 'pro', 'pro', 'enterprise'][n % 6],
      role: n % 11 === 0 ? 'owner' : 'member',
      seats: n % 1_000,
      account: `acct-${n % 5_000}`,
      wave: 0,
      signed_up_at: new Date(Date.now() - ((n * 7_919) % (3 * 365)) * 86_400_000).toISOString(),
    },
  };
}

async function post(halo: HaloProcess, path: string, body: object): Promise<Record<string, unknown>> {
  const answer = await fetch(`http://127.0.0.1:${halo.port}/api/sdk${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${halo.message.serverKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const said = (await answer.json()) as Record<string, unknown>;
  if (answer.status !== 200 || (said.failed ?? 0) !== 0) {
    throw new Error(`${path} answered ${answer.status}: ${JSON.stringify(said).slice(0, 300)}`);
  }
  return said;
}

/** A tenth of the segments reads what every call changes. */
function segmentOf(n: number): object {
  return n % 10 === 0
    ? {
        all: [
          { field: 'custom:seats', op: 'gte', value: 5 * n },
          { field: 'plan', op: 'is', value: 'pro' },
        ],
      }
    : {
        all: [
          { field: 'custom:account', op: 'is', value: `acct-${n}` },
          { field: 'role', op: 'is', value: 'owner' },
        ],
      };
}

/** Measures identify as often as asked, on a server that is warm. */
async function measureIdentify(halo: HaloProcess, size: number): Promise<() => Promise<number>> {
  const request = identifies(halo, size);
  await load({ port: halo.port, connections: 64, seconds: SECONDS, request });
  return async () => {
    const rounds: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const { perSecond, errors } = await load({ port: halo.port, connections: 64, seconds: SECONDS, request });
      if (errors > 0) throw new Error(`${errors} calls were refused`);
      rounds.push(perSecond);
    }
    say(`identify: ${median(rounds)}/s`);
    return median(rounds);
  };
}

function compare(without: number, beside: number): object {
  return { identify_without: without, identify_with: beside, ratio: ratio(without, beside) };
}

function ratio(without: number, beside: number): number {
  return Math.round((beside / without) * 100) / 100;
}

/** Saves a filter that nobody passes and that wants the index of what every call of `identifies` changes. */
async function buildIndex(halo: HaloProcess, db: Database): Promise<{ built_ms: number }> {
  const began = performance.now();
  halo.tell({ segments: [{ all: [RANGED, { field: 'custom:account', op: 'is', value: 'nobody' }] }] });
  await untilIndexed(db, RANGED);
  const ms = Math.round(performance.now() - began);
  await untilBuilt(db, 1);
  say(`the index of ${RANGED.field} was ready ${ms} ms after its filter was saved`);
  return { built_ms: ms };
}

async function buildSegments(halo: HaloProcess, db: Database): Promise<object> {
  const began = performance.now();
  halo.tell({ segments: Array.from({ length: SEGMENTS }, (_, n) => segmentOf(n)) });
  await untilBuilt(db, SEGMENTS + 1);
  const ms = Math.round(performance.now() - began);
  const [row] = await db.sql<{ members: number }[]>`select count(*)::int as members from segment_members`;
  say(`${SEGMENTS} segments with ${row!.members} memberships were built in ${ms} ms`);
  return { count: SEGMENTS, memberships: row!.members, built_ms: ms };
}

async function untilBuilt(db: Database, count: number): Promise<void> {
  for (;;) {
    const [row] = await db.sql<{ live: number }[]>`select count(*)::int as live from segments where state = 'live'`;
    if (row!.live >= count) return;
    await sleep(100);
  }
}

function identifies(halo: HaloProcess, size: number): (n: number) => string {
  const exp = Math.floor(Date.now() / 1_000) + 7_200;
  const people = Array.from({ length: Math.min(size, 10_000) }, (_, n) => ({
    id: `user-${n}`,
    token: sign(halo.message, { user_id: `user-${n}`, iat: exp - 7_200, exp }),
  }));
  const head = `POST /api/sdk/users/identify HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${halo.message.widgetKey}\r\ncontent-type: application/json\r\ncontent-length: `;
  return (n) => {
    const { id, token } = people[n % people.length]!;
    const body = `{"user_id":"${id}","user_token":"${token}","traits":{"seats":${(n * 37) % 1_000}}}`;
    return `${head}${Buffer.byteLength(body)}\r\n\r\n${body}`;
  };
}

function sign({ secret, secretId }: Record<string, string>, claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part({ alg: 'HS256', typ: 'JWT', kid: secretId })}.${part(claims)}`;
  return `${signed}.${createHmac('sha256', secret!).update(signed).digest('base64url')}`;
}

/** Each call moves another person into one segment; the server's worker says when it runs for them. */
async function followFlips(halo: HaloProcess, db: Database, size: number): Promise<object> {
  const calls = Math.min(size, PACE_PER_SECOND * SECONDS * 2);
  halo.tell({ segments: [{ field: 'custom:wave', op: 'is', value: 1 }] });
  await untilBuilt(db, SEGMENTS + 2);
  const people = await db.sql<
    { id: string; name: string }[]
  >`select id, external_id as name from contacts limit ${calls}`;
  const began = new Map<string, number>();
  const answered: number[] = [];
  const ran = new Map<string, number>();
  halo.hear((message) => {
    if (typeof message.contactId === 'string') ran.set(message.contactId, Number(message.at));
  });
  const start = Date.now();
  const calling = people.map(async ({ id, name }, n) => {
    await sleep(Math.max(0, start + (n * 1_000) / PACE_PER_SECOND - Date.now()));
    began.set(id, Date.now());
    await post(halo, '/users/identify', { user_id: name, traits: { wave: 1 } });
    answered.push(Date.now() - began.get(id)!);
  });
  await Promise.all(calling);
  const patience = Date.now() + 60_000;
  while (ran.size < people.length && Date.now() < patience) await sleep(50);
  if (ran.size < people.length) throw new Error(`${people.length - ran.size} flips never reached a worker`);
  const working = people.map(({ id }) => ran.get(id)! - began.get(id)!);
  const figures = { calls: people.length, answered_ms: shares(answered), worker_ms: shares(working) };
  say(`flips: answered ${JSON.stringify(figures.answered_ms)}, worker ${JSON.stringify(figures.worker_ms)}`);
  return figures;
}

function shares(times: number[]): { p50: number; p95: number; p99: number } {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}
