import { expect, test } from 'vitest';
import { leadRoom } from '../../testing/lead-room.ts';
import { newSession, ownHistory, proofOf } from '../../testing/sessions.ts';
import { testHalo } from '../../testing/test-halo.ts';

const halo = await testHalo({ HALO_MODEL_PROVIDER: 'builtin' });
const { call, sql } = halo;

const { say, leave, identify, people, living, threads } = leadRoom(halo);

test('safety R4: a token’s own e-mail makes the lead’s record the new user’s, and the team sees all in one place', async () => {
  for (const mode of ['off', 'report', 'enforce'] as const) {
    const workspace = await halo.workspace(mode);
    const session = newSession();
    await say(workspace, session);
    await leave(workspace, session, 'Jane@Acme.com', 'Jay');
    const [lead] = await people(workspace);
    const { body } = await identify(workspace, 'jane', { email: 'jane@acme.com', name: 'Jane' });
    expect(body).toMatchObject({ result: 'created', linked: { conversations: 1, tickets: 0 } });
    const [jane, ...others] = await people(workspace);
    expect(others).toEqual([]);
    expect(jane).toMatchObject({
      id: lead!.id,
      kind: 'user',
      external_id: 'jane',
      name: 'Jane',
      email: 'jane@acme.com',
    });
    expect(await threads(workspace)).toEqual([{ external_id: 'jane', kind: 'user', trust: 'claimed' }]);
    // The person did not hold it in a session of theirs, and nobody said that the e-mail is theirs.
    expect(await ownHistory(halo, workspace, newSession(), proofOf(halo, workspace, 'jane'))).toBe(0);
    const facts = await sql`select kind, facts from contact_facts where contact_id = ${jane!.id as string}`;
    expect(facts).toMatchObject([{ kind: 'user', facts: { user_id: { t: ['jane'] } } }]);
  }
});

test('safety R4: an e-mail changing to a lead’s folds the lead into the user who is there, and only fills gaps, as claimed', async () => {
  const workspace = await halo.workspace('report');
  await identify(workspace, 'jane', { name: 'Jane' });
  await call('/tickets/create', workspace.widgetKey, { email: 'JANE@acme.com', name: 'Janet', subject: 'Help' });
  const { body } = await identify(workspace, 'jane', { email: 'jane@acme.com' });
  expect(body).toMatchObject({ result: 'updated', linked: { conversations: 1, tickets: 1 } });
  const [jane] = await living(workspace);
  expect(await people(workspace)).toMatchObject([{ external_id: 'jane' }, { kind: 'lead', merged_into: jane!.id }]);
  expect(jane).toMatchObject({ name: 'Jane', email: 'jane@acme.com' });
  expect(await threads(workspace)).toEqual([{ external_id: 'jane', kind: 'user', trust: 'claimed' }]);
  const facts = await sql`select contact_id from contact_facts where workspace_id = ${workspace.id}`;
  expect(facts.map((row) => row.contact_id)).toEqual([jane!.id]);
});

test('safety R4: what fills a gap is claimed, also in the lead’s own record', async () => {
  const workspace = await halo.workspace('report');
  await leave(workspace, newSession(), 'ana@acme.com', 'Ana');
  await identify(workspace, 'ana', { email: 'ana@acme.com' });
  const { body } = await call('/users/ana', workspace.serverKey);
  expect(body.user).toMatchObject({ name: 'Ana', email: 'ana@acme.com' });
  const [row] = await sql`select provenance from contacts where workspace_id = ${workspace.id}`;
  const { keys, marks } = row!.provenance;
  expect([marks[keys.name][2], marks[keys.email][2]]).toEqual([0, 2]);
});

test('safety R4: with `email_verified: true` the person reads what was written under their e-mail, everywhere', async () => {
  const workspace = await halo.workspace('enforce');
  const elsewhere = newSession();
  await say(workspace, elsewhere);
  await leave(workspace, elsewhere, 'jane@acme.com');
  const { body } = await identify(workspace, 'jane', { email: 'jane@acme.com', email_verified: true });
  expect(body.linked).toEqual({ conversations: 1, tickets: 0 });
  expect(await ownHistory(halo, workspace, newSession(), proofOf(halo, workspace, 'jane'))).toBe(1);
  // The browser that typed the address proves nothing of it.
  expect(await ownHistory(halo, workspace, elsewhere)).toBe(0);
  await say(workspace, elsewhere, { message: 'I go on' });
  expect(await threads(workspace)).toMatchObject([{ external_id: 'jane' }, { external_id: null, kind: null }]);
});

test('safety R4: never when `email_verified` is false, never by a claimed call, never by a trait alone', async () => {
  for (const mode of ['off', 'report'] as const) {
    const workspace = await halo.workspace(mode);
    await leave(workspace, newSession(), 'jane@acme.com');
    for (const email_verified of [false, 'false', 0, null]) {
      await identify(workspace, 'denied', { email: 'jane@acme.com', email_verified });
    }
    await call('/users/identify', workspace.widgetKey, { user_id: 'claims', traits: { email: 'jane@acme.com' } });
    await identify(workspace, 'trait', {}, { traits: { email: 'jane@acme.com' } });
    await call('/users/update', workspace.serverKey, {
      users: [{ user_id: 'bulk', traits: { email: 'jane@acme.com' } }],
    });
    const kinds = (await living(workspace)).map((row) => row.external_id ?? row.kind);
    expect(kinds).toEqual(['lead', 'denied', 'claims', 'trait', 'bulk']);
  }
});

test('safety R4: a trait’s e-mail converts the lead of its own session, only with a valid token', async () => {
  const workspace = await halo.workspace('report');
  const session = newSession();
  const traits = { email: 'jane@acme.com' };
  await say(workspace, session);
  await leave(workspace, session, 'jane@acme.com');
  await call('/users/identify', workspace.widgetKey, { user_id: 'jane', traits, session_id: session });
  expect(await living(workspace)).toMatchObject([{ kind: 'lead' }, { external_id: 'jane' }]);
  const { body } = await identify(workspace, 'jane', {}, { traits, session_id: session });
  expect(body.result).toBe('updated');
  expect(await living(workspace)).toMatchObject([{ external_id: 'jane' }]);
  // Held in this session: theirs to read, on every device.
  expect(await ownHistory(halo, workspace, newSession(), proofOf(halo, workspace, 'jane'))).toBe(1);
});

test('safety R4: a server key that names the e-mail converts; several leads with it are a suggestion only', async () => {
  const workspace = await halo.workspace();
  await leave(workspace, newSession(), 'jane@acme.com');
  await call('/users/identify', workspace.serverKey, { user_id: 'jane', traits: { email: 'Jane@acme.com' } });
  expect(await living(workspace)).toMatchObject([{ external_id: 'jane' }]);
  await leave(workspace, newSession(), 'bob@acme.com');
  await leave(workspace, newSession(), 'rob@acme.com');
  await sql`update contacts set email = 'bob@acme.com', email_key = 'bob@acme.com' where email_key = 'rob@acme.com'`;
  await identify(workspace, 'bob', { email: 'bob@acme.com', email_verified: true });
  expect((await living(workspace)).map((row) => row.external_id ?? row.kind)).toEqual(['jane', 'lead', 'lead', 'bob']);
});

test('a lead that was converted is asked for no more, and a chat with a token converts as identify does', async () => {
  const workspace = await halo.workspace('enforce');
  await leave(workspace, newSession(), 'jane@acme.com');
  const user_token = proofOf(halo, workspace, 'jane', { email: 'jane@acme.com' });
  await say(workspace, newSession(), { user_id: 'jane', user_token });
  expect(await living(workspace)).toMatchObject([{ external_id: 'jane' }]);
});

test('a person whose e-mail is verified already takes over the lead that their own session left', async () => {
  const workspace = await halo.workspace('enforce');
  const claims = { email: 'jane@acme.com' };
  await identify(workspace, 'jane', claims);
  const session = newSession();
  await say(workspace, session);
  await leave(workspace, session, 'jane@acme.com', 'Jane');
  const { body } = await identify(workspace, 'jane', claims, { session_id: session });
  expect(body.linked.conversations).toBe(1);
  expect(await living(workspace)).toMatchObject([{ external_id: 'jane', name: 'Jane' }]);
  expect(await ownHistory(halo, workspace, newSession(), proofOf(halo, workspace, 'jane'))).toBe(1);
});

test('case 9: parallel identifies convert a lead once, whoever they are', async () => {
  const workspace = await halo.workspace('enforce');
  await leave(workspace, newSession(), 'jane@acme.com');
  const [lead] = await people(workspace);
  const ids = Array.from({ length: 40 }, (_, index) => (index % 2 ? 'jane' : `other-${index}`));
  const answers = await Promise.all(ids.map((id) => identify(workspace, id, { email: 'jane@acme.com' })));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  const all = await people(workspace);
  expect(all.filter((row) => row.kind === 'lead' || row.merged_into !== null)).toEqual([]);
  expect(all.filter((row) => row.id === lead!.id)).toHaveLength(1);
  expect(all.filter((row) => row.external_id === 'jane')).toHaveLength(1);
  expect(all).toHaveLength(21);
});

test('case 13: what the lead’s session said goes to whoever identifies in it, and the lead stays with what else it has', async () => {
  const workspace = await halo.workspace();
  const [here, there] = [newSession(), newSession()];
  for (const session of [here, there]) {
    await say(workspace, session);
    await leave(workspace, session, 'ana@acme.com', 'Ana');
  }
  const { body } = await call('/users/identify', workspace.widgetKey, { user_id: 'jane', session_id: here });
  expect(body.linked.conversations).toBe(1);
  expect(await threads(workspace)).toMatchObject([{ external_id: 'jane' }, { kind: 'lead' }]);
  // Case 16: what was taken stays taken.
  await call('/users/identify', workspace.widgetKey, { user_id: 'mallory', session_id: here });
  expect(await threads(workspace)).toMatchObject([{ external_id: 'jane' }, { kind: 'lead' }]);
});

test('case 81: a later e-mail change lowers no other person’s trust and raises nobody’s', async () => {
  const workspace = await halo.workspace('report');
  await identify(workspace, 'jane', { email: 'jane@acme.com', email_verified: true });
  await call('/users/identify', workspace.widgetKey, { user_id: 'mallory', traits: { email: 'm@acme.com' } });
  const trusts = () =>
    sql`select external_id, trust, email, proven_at from contacts where workspace_id = ${workspace.id} and external_id = 'jane'`;
  const before = await trusts();
  await call('/users/identify', workspace.widgetKey, { user_id: 'mallory', traits: { email: 'jane@acme.com' } });
  await identify(workspace, 'bob', { email: 'jane@acme.com', email_verified: true });
  expect(await trusts()).toEqual(before);
  const [mallory] =
    await sql`select trust from contacts where external_id = 'mallory' and workspace_id = ${workspace.id}`;
  expect(mallory).toEqual({ trust: 'claimed' });
});
