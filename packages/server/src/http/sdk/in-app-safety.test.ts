import type { InAppMessageBody } from '@halo/wire/dashboard/in-app-messages.ts';
import { expect, test } from 'vitest';
import { noteMessageOutcome } from '../../in-app-messages/note-message-outcome.ts';
import { dashboardRoom } from '../../testing/dashboard-room.ts';
import { inAppMessage } from '../../testing/in-app-messages.ts';
import { newSession, proofOf } from '../../testing/sessions.ts';
import type { TestWorkspace } from '../../testing/test-halo.ts';
import type { Workspace } from '../../workspaces/workspace.ts';

const room = await dashboardRoom();
const { halo } = room;
const { sql } = halo;
const { browser: owner } = await room.own();
const shop = () => halo.workspace('off');

async function write(workspace: TestWorkspace, more: Partial<InAppMessageBody> = {}, live: 'live' | null = 'live') {
  const { body } = await owner.inside(workspace.id, 'POST', '/in-app-messages', inAppMessage(more));
  if (live) await setState(workspace, body.id, live);
  return body.id as string;
}

const setState = ({ id }: TestWorkspace, message: string, state: string) =>
  owner.inside(id, 'POST', `/in-app-messages/${message}/state`, { state });

test('safety R1: a session id that can be guessed opens nothing of whoever it belongs to', async () => {
  const workspace = await shop();
  const id = await write(workspace, { title: 'hi {{first_name | you}}' });
  const session = 'cart-1';
  const body = { user_id: 'ada', session_id: session, traits: { name: 'Ada Lovelace' } };
  await halo.call('/users/identify', workspace.widgetKey, body);
  const guessed = { headers: { 'x-halo-session': session } };
  const asked = await halo.call('/in-app-messages', workspace.widgetKey, undefined, guessed);
  expect([asked.status, asked.body.code]).toEqual([403, 'session_closed']);
  const path = `/in-app-messages/${id}`;
  const noted = await halo.call(path, workspace.widgetKey, { outcome: 'dismissed' }, guessed);
  expect([noted.status, noted.body.code]).toEqual([403, 'session_closed']);
  const token = proofOf(halo, workspace, 'ada');
  const proven = { headers: { 'x-halo-session': session, 'x-halo-user-token': token } };
  const { body: told } = await halo.call('/in-app-messages', workspace.widgetKey, undefined, proven);
  expect(told.messages).toMatchObject([{ title: 'hi Ada' }]);
});

test('safety K2: a page that was open while its person was erased leaves nothing behind', async () => {
  const workspace = await shop();
  const messageId = await write(workspace, { audience: 'everybody' });
  await halo.call('/users/identify', workspace.widgetKey, { user_id: 'ada', session_id: newSession() });
  const [row] = await sql`select id, contact_id from sessions where workspace_id = ${workspace.id}`;
  const looker = { sessionRowId: row!.id, contactId: row!.contact_id, heldBy: null, trust: 'claimed' as const };
  await halo.call('/users/ada', workspace.serverKey, undefined, { method: 'DELETE' });
  const known = { id: workspace.id, identityMode: 'off', timeZone: 'UTC' } as Workspace;
  await noteMessageOutcome(halo.deps, known, looker, { messageId, outcome: 'dismissed' });
  expect(await sql`select 1 from in_app_outcomes where workspace_id = ${workspace.id}`).toEqual([]);
});

test('at most twenty are live, also when they are set live all at once', async () => {
  const workspace = await shop();
  const ids: string[] = [];
  for (let n = 0; n < 24; n += 1) ids.push(await write(workspace, {}, null));
  await Promise.all(ids.slice(0, 18).map((id) => setState(workspace, id, 'live')));
  const states = await Promise.all(ids.slice(18).map((id) => setState(workspace, id, 'live')));
  expect(states.map(({ status }) => status).sort()).toEqual([204, 204, 409, 409, 409, 409]);
});
