import type { DuplicateGroup, LeadFormsAnswer } from '@halo/wire/dashboard/duplicates.ts';
import type { Page } from '@halo/wire/dashboard/paging.ts';
import { expect, test } from 'vitest';
import { dashboardRoom } from '../../testing/dashboard-room.ts';
import { newSession, proofOf } from '../../testing/sessions.ts';
import type { TestWorkspace } from '../../testing/test-halo.ts';

const room = await dashboardRoom({ HALO_MODEL_PROVIDER: 'builtin' });
const { halo } = room;
const { browser: owner, workspaceId, welcome } = await room.own();
const acme: TestWorkspace = {
  id: workspaceId,
  widgetKey: (await owner.inside(workspaceId, 'GET', '/install')).body.widgetKey,
  secret: welcome.created!.identitySecret,
  serverKey: '',
};

const groups = async (query = '') =>
  (await owner.inside<Page<DuplicateGroup>>(workspaceId, 'GET', `/duplicates${query}`)).body;
const identify = (user_id: string, email: string, proven: boolean) => {
  const user_token = proven ? proofOf(halo, acme, user_id, { email }) : undefined;
  const traits = proven ? {} : { email };
  return halo.call('/users/identify', acme.widgetKey, { user_id, traits, user_token });
};

test('cases 17 and 18: equal e-mails are suggested with what proves them, and nothing is done by itself', async () => {
  await identify('jane', 'jane@acme.com', true);
  await identify('other', ' JANE@acme.com ', false);
  const session_id = newSession();
  await halo.call('/chat', acme.widgetKey, { message: 'Hi', session_id });
  await halo.call('/leads', acme.widgetKey, { session_id, email: 'Jane@Acme.com', name: 'J' });
  const { rows } = await groups();
  expect(rows).toMatchObject([{ email: 'jane@acme.com', count: 3 }]);
  const by = Object.fromEntries(rows[0]!.contacts.map((contact) => [contact.userId ?? contact.kind, contact]));
  expect(by).toMatchObject({
    jane: { emailProof: { level: 'verified', source: 'server' }, conversations: 0, companies: [] },
    other: { emailProof: { level: 'claimed' }, lastSeen: expect.any(String) },
    lead: { name: 'J', emailProof: { level: 'claimed' }, conversations: 1 },
  });
});

test('a suggestion that was dismissed stays away until one more contact has the e-mail', async () => {
  const dismiss = (email: string) => owner.inside(workspaceId, 'POST', '/duplicates/dismiss', { email });
  expect((await dismiss('jane@acme.com')).status).toBe(200);
  expect((await groups()).rows).toEqual([]);
  const jane = await owner.inside(workspaceId, 'GET', '/contacts?search=jane');
  const id = jane.body.rows.find((row: { userId: string }) => row.userId === 'jane').contactId;
  expect((await owner.inside(workspaceId, 'GET', `/contacts/${id}/suggestions`)).body.rows).toEqual([]);
  await identify('third', 'jane@acme.com', false);
  expect((await groups()).rows).toMatchObject([{ count: 4 }]);
  for (const email of ['nobody@acme.com', 'no address']) {
    expect((await dismiss(email)).body.code).toBe('not_found');
  }
});

test('pages of suggestions hold each group once, and a cursor is judged as input', async () => {
  for (const n of [1, 2, 3]) for (const side of ['a', 'b']) await identify(`${side}${n}`, `p${n}@acme.com`, false);
  const first = await groups('?limit=2');
  const second = await groups(`?limit=2&cursor=${first.nextCursor}`);
  expect([...first.rows, ...second.rows].map(({ email }) => email)).toEqual([
    'jane@acme.com',
    'p1@acme.com',
    'p2@acme.com',
    'p3@acme.com',
  ]);
  const cursor = Buffer.from(JSON.stringify(["x'\0"])).toString('base64url');
  expect((await owner.inside(workspaceId, 'GET', `/duplicates?cursor=${cursor}`)).status).toBe(400);
});

test('a teammate adds a lead by hand: verified, audited, and never a second one for an e-mail', async () => {
  const add = (name: string, email: string) => owner.inside(workspaceId, 'POST', '/leads', { name, email });
  const { status, body } = await add('Ana Silva', 'ana@acme.com');
  expect([status, body.person]).toMatchObject([200, { kind: 'lead', name: 'Ana Silva', email: 'ana@acme.com' }]);
  const twice = await add('Ana', 'ANA@acme.com');
  expect([twice.status, twice.body.contact_id]).toEqual([409, body.person.contactId]);
  expect((await add('Ana', 'no address')).status).toBe(400);
  expect((await add('', ' ')).status).toBe(400);
  expect((await add('Only a name', '')).status).toBe(200);
  const audit = await owner.inside(workspaceId, 'GET', '/audit');
  expect(audit.body.rows[0]).toMatchObject({ action: 'lead.added' });
});

test('when the widget asks is a setting of the agent, which `/config` tells', async () => {
  const { agents } = (await owner.inside<LeadFormsAnswer>(workspaceId, 'GET', '/lead-forms')).body;
  expect(agents).toMatchObject([{ ask: 'handoff', required: false }]);
  const form = { ask: 'first_message', required: true };
  const path = `/lead-forms/${agents[0]!.id}`;
  expect((await owner.inside(workspaceId, 'PATCH', path, form)).body.agents).toMatchObject([form]);
  const config = await halo.call(`/config?org_id=${workspaceId}`, null);
  expect(config.body.agent.lead_form).toEqual(form);
  expect((await owner.inside(workspaceId, 'PATCH', path, { ask: 'always', required: true })).status).toBe(400);
  expect((await owner.inside(workspaceId, 'PATCH', '/lead-forms/no-id', form)).status).toBe(404);
});
