import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { type Database, openDatabase } from '../packages/server/src/db/database.ts';
import { joinEmbeddedPostgres } from '../packages/server/src/db/embedded-postgres.ts';
import { browseInbox } from '../packages/server/src/tickets/browse-inbox.ts';
import { countInbox } from '../packages/server/src/tickets/count-inbox.ts';
import { startHalo } from './halo-process.ts';

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const CONTACTS = 20_000;

/** What is asked of the tickets that `seed` makes, by name. */
const QUESTIONS: Record<string, object> = {
  'all pass': { field: 'status', op: 'is_not', value: 'spam' },
  'plan of the contact, 1 in 10': { field: 'plan', op: 'is', value: 'enterprise' },
  'company of the contact': { field: 'company.plan', op: 'is', value: 'scale' },
  'custom field, 1 in 1,000': { field: 'ticket.custom:area', op: 'is', value: 'area-8' },
  'channel, none passes': { field: 'channel', op: 'is', value: 'mail' },
  'words of the body, none passes': { field: 'email_body', op: 'contains', value: 'zebra' },
  'six conditions, none passes': {
    all: [
      { field: 'plan', op: 'is', value: 'enterprise' },
      { field: 'status', op: 'is_not', value: 'spam' },
      { field: 'assignee', op: 'is_not_set' },
      { field: 'ticket.custom:seats', op: 'gte', value: 50 },
      { field: 'last_seen', op: 'within_last', value: { amount: 900, unit: 'days' } },
      { field: 'email_subject', op: 'contains', value: 'zebra' },
    ],
  },
};

/** The filtered inbox over so many tickets (`npm run bench -- inbox 100000`): first page, count and reasons, by the verbs behind the doors. */
export async function inboxBench(): Promise<object> {
  const size = Number(process.argv[3] ?? 100_000);
  if (!Number.isInteger(size) || size < 1) throw new Error(`${process.argv[3]} tickets cannot be made`);
  const dataDir = await mkdtemp(join(tmpdir(), 'halo-bench-'));
  const halo = await startHalo({ HALO_DATA: dataDir });
  const joined = await joinEmbeddedPostgres(dataDir);
  if (!joined) throw new Error('the PostgreSQL of the server under test is not there');
  const db = openDatabase(joined.address, pino({ level: 'warn' }), { connections: 4, name: 'bench' });
  try {
    const [workspace] = await db.sql<{ id: string }[]>`select id from workspaces limit 1`;
    await seed(db, workspace!.id, size);
    return { tickets: size, ...(await askAll(db, workspace!.id)) };
  } finally {
    await db.close();
    await joined.close();
    await halo.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Tickets over a year, five to a contact, half of them open, each with a message and two custom fields. */
async function seed({ sql }: Database, workspaceId: string, size: number): Promise<void> {
  const id = (of: string) => `md5('${of}' || n)::uuid`;
  await sql.unsafe(`
    set local statement_timeout = 0;
    insert into contacts (workspace_id, id, external_id, name, last_seen, created_at, updated_at)
    select '${workspaceId}', ${id('contact')}, 'user-' || n, 'Person ' || n, now() - n * interval '1 minute', now(), now()
    from generate_series(1, ${CONTACTS}) n;
    insert into contact_facts (workspace_id, contact_id, kind, trust, facts)
    select '${workspaceId}', ${id('contact')}, 'user', 'claimed',
      jsonb_build_object('custom:plan', jsonb_build_object('t', jsonb_build_array(case n % 10 when 0 then 'enterprise' else 'free' end)))
    from generate_series(1, ${CONTACTS}) n;
    insert into conversations (workspace_id, id, channel, contact_id, last_user_seq, last_message, last_author,
      last_message_at, created_at)
    select '${workspaceId}', ${id('conversation')}, 'api', md5('contact' || (1 + n % ${CONTACTS}))::uuid, 1, 'Help', 'user',
      now() - n * interval '5 minutes', now() from generate_series(1, ${size}) n;
    insert into messages (workspace_id, conversation_id, seq, id, author, body, created_at)
    select '${workspaceId}', ${id('conversation')}, 1, ${id('message')}, 'user', repeat('My export fails. ', 20), now()
    from generate_series(1, ${size}) n;
    insert into tickets (workspace_id, id, conversation_id, contact_id, subject, status, created_at, updated_at, facts,
      facts_read)
    select '${workspaceId}', ${id('ticket')}, ${id('conversation')}, md5('contact' || (1 + n % ${CONTACTS}))::uuid,
      'Ticket ' || n, case when n % 2 = 0 then 'open' else 'resolved' end, now(), now() - n * interval '5 minutes',
      jsonb_build_object('email_subject', jsonb_build_object('t', jsonb_build_array('ticket ' || n)),
        'email_body', jsonb_build_object('t', jsonb_build_array(repeat('my export fails. ', 20))),
        'custom:area', jsonb_build_object('t', jsonb_build_array('area-' || n % 1000)),
        'custom:seats', jsonb_build_object('t', jsonb_build_array((n % 100)::text), 'n', jsonb_build_array(n % 100))), true
    from generate_series(1, ${size}) n;
    analyze contacts, contact_facts, conversations, messages, tickets`);
}

async function askAll(db: Database, workspaceId: string): Promise<object> {
  const deps = { db, now: () => new Date() };
  const answers: Record<string, object> = {};
  for (const view of ['all', 'open'] as const) {
    const list = { workspaceId, view, teammateId: 'nobody' };
    for (const [name, json] of Object.entries(QUESTIONS)) {
      const filter = json as Record<string, unknown>;
      answers[`${view}: ${name}`] = {
        count: (await countInbox(deps, list, { filter })).count,
        list_ms: await timed(() => browseInbox(deps, list, { filter, limit: 50 })),
        count_ms: await timed(() => countInbox(deps, list, { filter })),
        why_ms: await timed(() => countInbox(deps, list, { filter, explain: true })),
      };
    }
  }
  return answers;
}

/** The median of some rounds. */
async function timed(run: () => Promise<unknown>): Promise<number> {
  const took: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const began = performance.now();
    await run();
    took.push(performance.now() - began);
  }
  return Math.round(took.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)]!);
}
