import { randomUUID } from 'node:crypto';
import type postgres from 'postgres';
import { type LoadResult, summary } from './load.ts';

/** The rival writes the row that identify writes, on the same table with the same indexes, in a workspace of its own. */
const RIVAL = '00000000-0000-7000-8000-00000000beef';
const COLUMNS = [
  'workspace_id',
  'id',
  'external_id',
  'name',
  'email',
  'email_key',
  'custom_fields',
  'provenance',
  'trust',
  'first_seen',
  'last_seen',
  'created_at',
  'updated_at',
] as const;
const ON_CONFLICT = `on conflict (workspace_id, external_id) do update set
  name = excluded.name, email = excluded.email, email_key = excluded.email_key, custom_fields = excluded.custom_fields,
  provenance = excluded.provenance, trust = excluded.trust, last_seen = excluded.last_seen, updated_at = excluded.updated_at`;

function rivalRow(key: string, seats: number): string[] {
  const now = new Date().toISOString();
  const email = `${key}@example.com`;
  const provenance = `{"keys":{"email":0,"name":1,"plan":1,"seats":1,"role":1},"gone":{},"marks":[[${Date.now()},"browser",2,"key"],[${Date.now()},"browser",1,"key"]]}`;
  return [
    RIVAL,
    randomUUID(),
    key,
    `Person ${key}`,
    email,
    email,
    `{"plan":"pro","seats":${seats},"role":"admin"}`,
    provenance,
    'verified',
    now,
    now,
    now,
    now,
  ];
}

/** The facts and log lines that a bulk row also writes, so that the raw statements leave as much behind as Halo does. */
const RAW_FACTS = `insert into contact_facts (workspace_id, contact_id, kind, trust, facts)
  select '${RIVAL}', id, 'user', 'verified', facts from unnest($1::uuid[], $2::jsonb[]) as x(id, facts)
  on conflict (workspace_id, contact_id) do update set facts = excluded.facts`;
const RAW_LOG = `insert into identify_log (workspace_id, at, id, contact_id, source, level, result, changed)
  select '${RIVAL}', $3::timestamptz, line, id, 'update', 'verified', 'updated', '{seats}' from unnest($1::uuid[], $2::uuid[]) as x(id, line)`;

function factsOf(row: number, seats: number): string {
  const text = (value: string) => ({ t: [value], l: 2 });
  return JSON.stringify({
    user_id: text(`bulk-${row}`),
    name: text(`person ${row}`),
    email: text(`p${row}@example.com`),
    'custom:plan': text('pro'),
    'custom:seats': { t: [String(seats)], n: [seats], l: 2 },
    'custom:role': text('admin'),
  });
}

/** One prepared upsert and commit at a time on each of as many connections as the server is given. */
export async function upserts(
  sql: postgres.Sql,
  { connections, seconds, users }: { connections: number; seconds: number; users: number },
): Promise<Omit<LoadResult, 'errors'>> {
  const latencies: number[] = [];
  let n = 0;
  const statement = `insert into contacts (${COLUMNS.join(', ')}) values (${COLUMNS.map((_, at) => `$${at + 1}`).join(', ')}) ${ON_CONFLICT}`;
  const write = (key: number) => sql.unsafe(statement, rivalRow(`user-${key % users}`, key), { prepare: true });
  await Promise.all(Array.from({ length: connections }, () => write(n++)));
  const warmUntil = performance.now() + 1_000;
  const end = warmUntil + seconds * 1_000;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      for (;;) {
        const began = performance.now();
        if (began >= end) return;
        await write(n++);
        const now = performance.now();
        if (began >= warmUntil && now <= end) latencies.push(now - began);
      }
    }),
  );
  await sql.end();
  return summary(latencies, seconds);
}

/** Writes the rows of one bulk call with multi-row statements, in one transaction; each round changes every row. */
export function rawBulk(sql: postgres.Sql, count: number): (round: number) => Promise<unknown> {
  const rivalIds = Array.from({ length: count }, () => randomUUID());
  const types = [
    'uuid',
    'uuid',
    'text',
    'text',
    'text',
    'text',
    'json',
    'json',
    'text',
    'timestamptz',
    'timestamptz',
    'timestamptz',
    'timestamptz',
  ];
  const rawStatement = `insert into contacts (${COLUMNS.join(', ')})
    select * from unnest(${types.map((type, at) => `$${at + 1}::${type}[]`).join(', ')}) ${ON_CONFLICT}`;
  return (round) => {
    const rows = Array.from({ length: count }, (_, row) => rivalRow(`bulk-${row}`, round));
    const facts = Array.from({ length: count }, (_, row) => factsOf(row, round));
    const now = new Date().toISOString();
    return sql.begin((tx) =>
      Promise.all([
        tx.unsafe(
          rawStatement,
          COLUMNS.map((_, at) => rows.map((row) => row[at]!)),
          { prepare: true },
        ),
        tx.unsafe(RAW_FACTS, [rivalIds, facts], { prepare: true }),
        tx.unsafe(RAW_LOG, [rivalIds, rivalIds.map(() => randomUUID()), now], { prepare: true }),
      ]),
    );
  };
}
