import { createHmac } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import postgres from 'postgres';
import { joinEmbeddedPostgres, startEmbeddedPostgres } from '../packages/server/src/db/embedded-postgres.ts';
import { type HaloProcess, startHalo } from './halo-process.ts';
import { type LoadResult, load } from './load.ts';
import { rawBulk, upserts } from './rival.ts';

const CONNECTIONS = [1, 64, 256];
const SECONDS = Number(process.env.BENCH_SECONDS ?? 5);
/** Medians over this many rounds; all contenders run in each round, one after the other. */
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
const USERS = 10_000;
const BULK_ROWS = 1_000;

interface Row {
  halo: number;
  no_database: number;
  upsert: number;
  to_upsert: number;
  to_no_database: number;
  p50_ms: number;
  p99_ms: number;
}

/**
 * `users/identify` with token check, validation and commit, against the same server without a database, and against one
 * prepared single-row upsert per commit on the same PostgreSQL at equal concurrency. Every call changes the person.
 */
export async function identifyBench(): Promise<object> {
  const dataDir = await mkdtemp(join(tmpdir(), 'halo-bench-'));
  await allowConnections(dataDir, 300);
  const halo = await startHalo({ HALO_DATA: dataDir });
  const joined = await joinEmbeddedPostgres(dataDir);
  if (!joined) throw new Error('the PostgreSQL of the server under test is not there');
  const emptyDir = await mkdtemp(join(tmpdir(), 'halo-bench-'));
  const memory = await startHalo({ HALO_DATA: emptyDir, BENCH_WITHOUT_DATABASE: '1' });
  try {
    const connect = (max: number) =>
      postgres({
        host: joined.address.socketFolder,
        user: joined.address.user,
        password: joined.address.password,
        database: joined.address.database,
        max,
        onnotice: () => undefined,
      });
    const rounds: Record<number, Row>[] = [];
    const requestsToHalo = requests(halo);
    const requestsToMemory = requests(memory);
    // Everybody exists and the tables have been analysed, as in any installation older than a minute.
    await load({ port: halo.port, connections: 64, seconds: 10, request: requestsToHalo });
    await untilAnalysed(connect);
    await load({ port: halo.port, connections: 64, seconds: 3, request: requestsToHalo });
    for (let round = 0; round < ROUNDS; round++) {
      const row: Record<number, Row> = {};
      for (const connections of CONNECTIONS) {
        const withDatabase = await load({ port: halo.port, connections, seconds: SECONDS, request: requestsToHalo });
        const without = await load({ port: memory.port, connections, seconds: SECONDS, request: requestsToMemory });
        const upsert = await upserts(connect(connections), { connections, seconds: SECONDS, users: USERS });
        if (withDatabase.errors + without.errors > 0) throw new Error('some calls were refused');
        row[connections] = {
          halo: withDatabase.perSecond,
          no_database: without.perSecond,
          upsert: upsert.perSecond,
          to_upsert: ratio(withDatabase.perSecond, upsert.perSecond),
          to_no_database: ratio(withDatabase.perSecond, without.perSecond),
          p50_ms: round2(withDatabase.p50),
          p99_ms: round2(withDatabase.p99),
        };
        show(round, connections, withDatabase, without, upsert);
      }
      rounds.push(row);
    }
    const bulk = await bulkBench(halo, connect);
    return {
      connections: Object.fromEntries(CONNECTIONS.map((n) => [n, medianRow(rounds.map((round) => round[n]!))])),
      bulk,
    };
  } finally {
    await joined.close();
    await Promise.all([halo.stop(), memory.stop()]);
    await Promise.all([rm(dataDir, { recursive: true, force: true }), rm(emptyDir, { recursive: true, force: true })]);
  }
}

/** Every row changes. Against multi-row statements that write the same rows to the same tables, in one transaction. */
async function bulkBench(
  halo: HaloProcess,
  connect: (max: number) => postgres.Sql,
): Promise<{ rows_per_second: number; to_raw: number }> {
  const call = async (round: number) => {
    const users = Array.from({ length: BULK_ROWS }, (_, row) => ({
      user_id: `bulk-${row}`,
      traits: { name: `Person ${row}`, email: `p${row}@example.com`, plan: 'pro', seats: round, role: 'admin' },
    }));
    const answer = await fetch(`http://127.0.0.1:${halo.port}/api/sdk/users/update`, {
      method: 'POST',
      headers: { authorization: `Bearer ${halo.message.serverKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ users }),
    });
    const body = (await answer.json()) as { created: number; updated: number };
    if (answer.status !== 200 || body.created + body.updated !== BULK_ROWS)
      throw new Error(`bulk failed: ${JSON.stringify(body).slice(0, 300)}`);
  };
  const sql = connect(1);
  const raw = rawBulk(sql, BULK_ROWS);
  const measure = async (work: (round: number) => Promise<unknown>) => {
    for (let round = 0; round < 5; round++) await work(round);
    const began = performance.now();
    let rounds = 0;
    // Two calls at a time keep one core reading while the other writes, as an import would.
    const drive = async () => {
      while (performance.now() - began < SECONDS * 1_000) await work(100 + rounds++);
    };
    await Promise.all(Array.from({ length: work === call ? 2 : 1 }, drive));
    return Math.round((rounds * BULK_ROWS * 1_000) / (performance.now() - began));
  };
  const ours = await measure(call);
  const theirs = await measure(raw);
  await sql.end();
  process.stderr.write(`bulk: halo ${ours} rows/s, raw multi-row statements ${theirs} rows/s\n`);
  return { rows_per_second: ours, to_raw: ratio(ours, theirs) };
}

function requests(halo: HaloProcess): (n: number) => string {
  const exp = Math.floor(Date.now() / 1000) + 7_200;
  const people = Array.from({ length: USERS }, (_, user) => {
    const id = `user-${user}`;
    return { id, token: sign(halo.message, { user_id: id, email: `p${user}@example.com`, iat: exp - 7_200, exp }) };
  });
  const head = `POST /api/sdk/users/identify HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${halo.message.widgetKey}\r\ncontent-type: application/json\r\ncontent-length: `;
  return (n) => {
    const { id, token } = people[n % USERS]!;
    const body = `{"user_id":"${id}","user_token":"${token}","traits":{"name":"Person ${n % USERS}","plan":"pro","seats":${n},"role":"admin"}}`;
    return `${head}${Buffer.byteLength(body)}\r\n\r\n${body}`;
  };
}

function sign({ secret, secretId }: Record<string, string>, claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part({ alg: 'HS256', typ: 'JWT', kid: secretId })}.${part(claims)}`;
  return `${signed}.${createHmac('sha256', secret!).update(signed).digest('base64url')}`;
}

/** The embedded cluster takes 100 connections; the rival needs 256 of its own. */
async function allowConnections(dataDir: string, count: number): Promise<void> {
  const cluster = await startEmbeddedPostgres({ dataDir, log: pino({ level: 'silent' }) });
  const { socketFolder, user, password, database } = cluster.superuser;
  const sql = postgres({ host: socketFolder, user, password, database, max: 1 });
  await sql.unsafe(`alter system set max_connections = ${count}`);
  await sql.end();
  await cluster.close();
}

async function untilAnalysed(connect: (max: number) => postgres.Sql): Promise<void> {
  const sql = connect(1);
  for (;;) {
    const [young] = await sql`
      select count(*)::int as count from pg_stat_user_tables
      where relname in ('contacts', 'contact_facts') and last_autoanalyze is null`;
    if (young?.count === 0) break;
    await sleep(500);
  }
  await sql.end();
}

function medianRow(rows: Row[]): Row {
  return Object.fromEntries(
    Object.keys(rows[0]!).map((field) => {
      const values = rows.map((row) => row[field as keyof Row]).toSorted((a, b) => a - b);
      return [field, values[Math.floor(values.length / 2)]];
    }),
  ) as unknown as Row;
}

function show(round: number, connections: number, ...[halo, memory, upsert]: Omit<LoadResult, 'errors'>[]): void {
  const line = (name: string, result: Omit<LoadResult, 'errors'> | undefined) =>
    `${name} ${result?.perSecond}/s (p50 ${result?.p50.toFixed(2)}, p99 ${result?.p99.toFixed(2)} ms)`;
  process.stderr.write(
    `round ${round + 1}, ${connections} connections: ${line('halo', halo)} · ${line('no database', memory)} · ${line('upsert', upsert)}\n`,
  );
}

function ratio(a: number, b: number): number {
  return round2(a / b);
}

function round2(value: number): number {
  return Math.round(value * 100) / 100;
}
