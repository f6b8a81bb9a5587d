import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { keyPair, signPublicly } from '../testing/public-keys.ts';
import { signToken, testHalo } from '../testing/test-halo.ts';
import { endIdentitySecret } from '../workspaces/end-identity-secret.ts';
import { endPublicKey } from '../workspaces/end-public-key.ts';
import { registerPublicKey } from '../workspaces/register-public-key.ts';
import { rotateIdentitySecret } from '../workspaces/rotate-identity-secret.ts';

const halo = await testHalo();
const { sql } = halo;
/** Two server processes, as far as they can meet: each has its own writer, memory and connections. */
const processes = [halo, await halo.another()] as const;

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of many shapes
async function call(n: number, path: string, key: string, body: object): Promise<{ status: number; body: any }> {
  const answer = await fetch(`${processes[n % 2]!.origin}/api/sdk${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: await answer.json() };
}

async function workspace() {
  const made = await halo.workspace();
  return { ...made, secret: made.secret.secret };
}

const created = (answers: { body: { result: string } }[]) =>
  answers.filter(({ body }) => body.result === 'created').length;

test('twenty parallel first calls through two processes make one contact, created once, with every trait', async () => {
  const { id, widgetKey } = await workspace();
  for (let round = 0; round < 5; round++) {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        call(n, '/users/identify', widgetKey, { user_id: `u${round}`, traits: { [`k${n}`]: n } }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(created(answers)).toBe(1);
  }
  const rows = await sql`select custom_fields from contacts where workspace_id = ${id}`;
  expect(rows.map((row) => Object.keys(row.custom_fields).length)).toEqual([20, 20, 20, 20, 20]);
});

test('safety R4: a lead is converted once, whichever process meets it with whichever user', async () => {
  const { id, widgetKey, secret } = await workspace();
  for (let round = 0; round < 8; round++) {
    const email = `r${round}@acme.com`;
    const session_id = `sess_${randomBytes(16).toString('base64url')}`;
    await call(round, '/leads', widgetKey, { session_id, email });
    const answers = await Promise.all(
      ['a', 'a', 'a', 'b', 'b', 'c'].map((name, n) => {
        const user_id = `${name}${round}`;
        return call(n, '/users/identify', widgetKey, { user_id, user_token: signToken(secret, { user_id, email }) });
      }),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(created(answers)).toBe(3);
  }
  const rows = await sql`select kind, merged_into from contacts where workspace_id = ${id}`;
  expect(rows).toHaveLength(24);
  expect(rows.filter((row) => row.kind === 'lead' || row.merged_into !== null)).toEqual([]);
});

test('one session is bound once, whoever names it where', async () => {
  const { id, widgetKey } = await workspace();
  for (let round = 0; round < 10; round++) {
    const session_id = `sess_${randomBytes(16).toString('base64url')}`;
    const answers = await Promise.all(
      ['a', 'b', 'a', 'b'].map((user_id, n) => call(n, '/users/identify', widgetKey, { user_id, session_id })),
    );
    const kept = answers.filter(({ body }) => body.session_id === session_id);
    // Whoever came first has it; the other was given one of their own.
    expect(new Set(kept.map(({ body }) => body.user.user_id)).size).toBe(1);
    expect(kept).toHaveLength(2);
  }
  const [row] = await sql`select count(distinct contact_id)::int as people from sessions where workspace_id = ${id}`;
  expect(row!.people).toBe(2);
});

test('people, companies, sessions, rows and repeats race without a deadlock, a lost update or a second creation', async () => {
  const { id, widgetKey, serverKey, secret } = await workspace();
  const sessions = Array.from({ length: 6 }, () => `sess_${randomBytes(16).toString('base64url')}`);
  const calls = Array.from({ length: 240 }, (_, n) => {
    const user_id = `u${(n * 7) % 9}`;
    const company_id = `c${(n * 5) % 4}`;
    const session_id = sessions[(n * 11) % 6];
    const traits = { [`k${n}`]: n };
    const kinds = [
      () => call(n, '/users/identify', widgetKey, { user_id, traits, session_id }),
      () => call(n, '/companies/identify', widgetKey, { company_id, user_id, traits, session_id }),
      () =>
        call(n, '/users/identify', widgetKey, {
          user_id,
          traits,
          user_token: signToken(secret, { user_id, companies: [`c${n % 4}`, `c${(n + 1) % 4}`] }),
        }),
      () =>
        call(n, '/users/update', serverKey, {
          users: [9, 3, 6, 1].map((at) => ({ user_id: `u${(n + at) % 9}`, traits })),
        }),
      () =>
        call(n, '/companies/update', serverKey, {
          companies: [3, 0, 2, 1].map((at) => ({ company_id: `c${(n + at) % 4}`, traits })),
        }),
      () => call(n, '/users/identify', widgetKey, { user_id, traits, message_id: `m${n >> 1}` }),
    ];
    return kinds[n % kinds.length]!;
  });
  const answers = await Promise.all(calls.map((start) => start()));
  expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
  expect(answers.flatMap(({ body }) => body.errors ?? [])).toEqual([]);

  const people = await sql`select external_id, custom_fields from contacts where workspace_id = ${id}`;
  expect(people.map((row) => row.external_id).sort()).toEqual(Array.from({ length: 9 }, (_, n) => `u${n}`));
  const companies = await sql`select external_id, custom_fields from companies where workspace_id = ${id}`;
  expect(companies).toHaveLength(4);
  const sum = (field: 'created') =>
    answers.reduce((total, { body }) => total + (typeof body[field] === 'number' ? body[field] : 0), 0);
  // A company or person may also be made in passing by a call about the other; nobody is made twice.
  expect(created(answers) + sum('created')).toBeLessThanOrEqual(13);

  const held = (rows: typeof people, name: string) => rows.find((row) => row.external_id === name)!.custom_fields;
  for (const [n] of calls.entries()) {
    const kind = n % 6;
    if (kind === 0 || kind === 2) expect(held(people, `u${(n * 7) % 9}`)).toHaveProperty(`k${n}`, n);
    if (kind === 1) expect(held(companies, `c${(n * 5) % 4}`)).toHaveProperty(`k${n}`, n);
    if (kind === 3) for (const at of [9, 3, 6, 1]) expect(held(people, `u${(n + at) % 9}`)).toHaveProperty(`k${n}`, n);
    if (kind === 4) for (const company of companies) expect(company.custom_fields).toHaveProperty(`k${n}`, n);
  }
  const facts = await sql`select count(*)::int from contact_facts where workspace_id = ${id}`;
  expect(facts[0]!.count).toBe(9);
});

test('new people in opposite orders: rows of one call here, of another there', async () => {
  const { id, serverKey } = await workspace();
  for (let round = 0; round < 6; round++) {
    const names = Array.from({ length: 150 }, (_, n) => ({ user_id: `r${round}-${n}` }));
    const answers = await Promise.all([
      call(0, '/users/update', serverKey, { users: names }),
      call(1, '/users/update', serverKey, { users: names.toReversed() }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers.reduce((sum, { body }) => sum + body.created, 0)).toBe(150);
    expect(answers.reduce((sum, { body }) => sum + body.failed, 0)).toBe(0);
  }
  const [row] = await sql`select count(*)::int from contacts where workspace_id = ${id}`;
  expect(row!.count).toBe(900);
});

test('in all of this no transaction fell victim to a deadlock', async () => {
  // Connections tell their figures at most once a second.
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  const [stats] = await sql`select deadlocks::int from pg_stat_database where datname = current_database()`;
  expect(stats!.deadlocks).toBe(0);
});

test('case 47: a secret or public key made, rotated or ended in one process counts so in the other within seconds', {
  timeout: 90_000,
}, async () => {
  const { id, widgetKey, secret } = await workspace();
  const actor = { kind: 'command_line' } as const;
  const [{ deps }] = processes;
  const pair = keyPair('ES256');
  const rules = { issuer: 'https://id.test', audience: 'halo', claims: [] };
  const publicly = signPublicly(pair, { sub: 'u1', iss: rules.issuer, aud: rules.audience });
  const proves = async (user_token: string) =>
    (await Promise.all([0, 1].map((n) => call(n, '/users/identify', widgetKey, { user_id: 'u1', user_token })))).map(
      ({ body }) => body.trust,
    );
  const until = (token: string, trust: string) =>
    expect.poll(() => proves(token), { timeout: 10_000, interval: 100 }).toEqual([trust, trust]);
  await until(signToken(secret, { user_id: 'u1' }), 'verified');
  await until(publicly, 'claimed');
  const pem = { kind: 'pem', pem: pair.pem, kid: null, name: 'ID', ...rules } as const;
  const added = await registerPublicKey(deps, { workspaceId: id, actor, ...pem });
  await until(publicly, 'verified');
  await endPublicKey(deps, { workspaceId: id, id: added.id, actor });
  await until(publicly, 'claimed');
  const second = await rotateIdentitySecret(deps, { workspaceId: id, endOthersAfterHours: 24, actor });
  await until(signToken(second.secret, { user_id: 'u1' }), 'verified');
  await until(signToken(secret, { user_id: 'u1' }), 'verified');
  const [old] = await deps.db.sql`select id from identity_secrets where workspace_id = ${id} and id <> ${second.id}`;
  await endIdentitySecret(deps, { workspaceId: id, id: old!.id, actor });
  await until(signToken(secret, { user_id: 'u1' }), 'claimed');
  await until(signToken(second.secret, { user_id: 'u1' }), 'verified');
});
