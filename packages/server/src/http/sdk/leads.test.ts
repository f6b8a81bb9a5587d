import { expect, test } from 'vitest';
import { leadRoom } from '../../testing/lead-room.ts';
import { newSession, ownHistory, proofOf } from '../../testing/sessions.ts';
import { testHalo } from '../../testing/test-halo.ts';

const halo = await testHalo({ HALO_MODEL_PROVIDER: 'builtin' });
const testHaloWithRates = testHalo({ HALO_MODEL_PROVIDER: 'builtin', HALO_RATE_LIMITS: 'on' });
const { call, sql } = halo;

const { say, leave, identify, people, living, threads } = leadRoom(halo);

test('a visitor leaves name and e-mail: a lead, tied to the session and to all it said and will say', async () => {
  const workspace = await halo.workspace();
  const session = newSession();
  await say(workspace, session);
  const answer = await leave(workspace, session, ' Ana@Acme.com ', 'Ana');
  expect([answer.status, answer.body]).toEqual([200, { success: true, request_id: expect.any(String) }]);
  expect(await people(workspace)).toMatchObject([
    { kind: 'lead', external_id: null, name: 'Ana', email: 'Ana@Acme.com' },
  ]);
  expect(await threads(workspace)).toEqual([{ external_id: null, kind: 'lead', trust: 'claimed' }]);
  expect(await ownHistory(halo, workspace, session)).toBe(1);
  const more = await say(workspace, session, { message: 'Still there?' });
  expect(more.body.session_id).toBe(session);
  expect(await threads(workspace)).toHaveLength(1);
  halo.turnClock(3_600);
  await say(workspace, session, { message: 'Back again' });
  expect(await threads(workspace)).toMatchObject([{ kind: 'lead' }, { kind: 'lead' }]);
});

test('a form before the first word makes the session, and the lead is the first conversation’s', async () => {
  const workspace = await halo.workspace();
  const session = newSession();
  await leave(workspace, session, 'ana@acme.com');
  await say(workspace, session);
  expect(await threads(workspace)).toEqual([{ external_id: null, kind: 'lead', trust: 'claimed' }]);
});

test('case 18: the letter case of an e-mail does not matter: one lead, whose own name is kept', async () => {
  const workspace = await halo.workspace();
  await leave(workspace, newSession(), 'ana@acme.com', 'Ana');
  await leave(workspace, newSession(), ' ANA@acme.com', 'Mallory');
  expect(await people(workspace)).toMatchObject([{ name: 'Ana', email: 'ana@acme.com' }]);
});

test('the session that left a lead may correct it, name and address', async () => {
  const workspace = await halo.workspace();
  const session = newSession();
  await say(workspace, session);
  await leave(workspace, session, 'ana@acme.com', 'Ana');
  await leave(workspace, session, 'ana@acme.com', 'Ana Silva');
  expect(await people(workspace)).toMatchObject([{ name: 'Ana Silva' }]);
  await leave(workspace, session, 'ana@home.example');
  const [first, second] = await people(workspace);
  expect(second).toMatchObject({ email: 'ana@home.example' });
  const [thread] = await sql`select contact_id from conversations where workspace_id = ${workspace.id}`;
  expect([thread!.contact_id, first!.id === second!.id]).toEqual([second!.id, false]);
});

test('case 17: an e-mail equal to an identified user’s attaches nothing to that person', async () => {
  const workspace = await halo.workspace();
  await identify(workspace, 'jane', { email: 'jane@acme.com', email_verified: true });
  const session = newSession();
  await say(workspace, session);
  await leave(workspace, session, 'JANE@acme.com', 'Jane?');
  expect(await living(workspace)).toMatchObject([{ external_id: 'jane', name: null }, { kind: 'lead' }]);
  expect(await threads(workspace)).toMatchObject([{ kind: 'lead' }]);
  const token = proofOf(halo, workspace, 'jane');
  expect(await ownHistory(halo, workspace, newSession(), token)).toBe(0);
});

test('what is no address, an ended session, and somebody’s session are refused, and store nothing', async () => {
  const workspace = await halo.workspace();
  const [visitor, claimed, ended] = [newSession(), newSession(), newSession()];
  for (const email of ['', 'ana', 'a@b', 'a@b.c, d@e.f', 'x'.repeat(400), '<a@b.co>', "a@b.co'; drop"]) {
    const answer = await leave(workspace, visitor, email);
    expect([email, answer.status]).toEqual([email, 400]);
  }
  await call('/users/identify', workspace.widgetKey, { user_id: 'jane', session_id: claimed });
  await say(workspace, ended);
  await call('/sessions/end', workspace.widgetKey, { session_id: ended });
  expect((await leave(workspace, claimed, 'a@acme.com')).body.code).toBe('conflict');
  expect((await leave(workspace, ended, 'a@acme.com')).body.code).toBe('session_closed');
  expect((await call('/leads', workspace.serverKey, { session_id: visitor, email: 'a@acme.com' })).body.code).toBe(
    'key_kind',
  );
  expect(await people(workspace)).toMatchObject([{ external_id: 'jane' }]);
  const strict = await halo.workspace('enforce', { whoMayWrite: 'identified' });
  expect((await leave(strict, newSession(), 'a@acme.com')).body.code).toBe('identified_only');
});

test('case 9: fifty forms with one e-mail at once make one lead', async () => {
  const workspace = await halo.workspace();
  const answers = await Promise.all(Array.from({ length: 50 }, () => leave(workspace, newSession(), 'ana@acme.com')));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(await people(workspace)).toHaveLength(1);
});

test('forms are counted by session and by address, apart from what proved people do', async () => {
  const rated = await testHaloWithRates;
  const workspace = await rated.workspace();
  const session = newSession();
  const form = (session_id: string) => rated.call('/leads', workspace.widgetKey, { session_id, email: 'a@acme.com' });
  for (let i = 0; i < 6; i++) expect((await form(session)).status).toBe(200);
  const refused = await form(session);
  expect([refused.status, refused.body.code]).toEqual([429, 'rate_limited']);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await form(newSession())).status).toBe(200);
});
