import { expect, test } from 'vitest';
import { dashboardRoom } from '../../testing/dashboard-room.ts';
import { openEvents } from '../../testing/event-reader.ts';

const room = await dashboardRoom();
const { browser: owner, workspaceId } = await room.own();
const { sql, origin } = room.halo;
const [key] = await sql`select key from widget_keys where workspace_id = ${workspaceId}`;

async function person(user_id: string): Promise<string> {
  await room.halo.call('/users/identify', key!.key, { user_id, traits: { email: `${user_id}@acme.test` } });
  const [row] = await sql`select id from contacts where workspace_id = ${workspaceId} and external_id = ${user_id}`;
  return row!.id;
}

test('case 96: a teammate exports and erases a contact; open lists hear of it, and the audit log says who it was', async () => {
  const id = await person('jane');
  const live = await openEvents(`${origin}/api/dashboard/workspaces/${workspaceId}/live`, { cookie: owner.cookie() });
  const exported = await owner.inside(workspaceId, 'GET', `/contacts/${id}/export`);
  expect(exported).toMatchObject({ status: 200, body: { schema_version: 1, user: { user_id: 'jane' } } });
  expect(exported.headers.get('content-disposition')).toContain('attachment');
  expect(exported.headers.get('x-content-type-options')).toBe('nosniff');
  expect(await owner.inside(workspaceId, 'DELETE', `/contacts/${id}`)).toMatchObject({ status: 204 });
  expect((await live.next())?.type).toBeDefined();
  await live.close();
  expect(await owner.inside(workspaceId, 'GET', `/contacts/${id}`)).toMatchObject({ status: 404 });
  expect(await owner.inside(workspaceId, 'DELETE', `/contacts/${id}`)).toMatchObject({ status: 404 });
  const { body } = await owner.inside(workspaceId, 'GET', '/audit');
  expect(body.rows.slice(0, 2)).toMatchObject([
    { action: 'contact.erased', subject: id, actor: expect.stringContaining('Olivia Owner') },
    { action: 'contact.exported', subject: id },
  ]);
  expect(JSON.stringify(body.rows)).not.toContain('jane');

  const lift = (name: string) => owner.inside(workspaceId, 'POST', '/erasures/lift', { name });
  expect(await lift('somebody')).toMatchObject({ status: 404 });
  expect(await lift('jane@acme.test')).toMatchObject({ status: 204 });
  expect(await lift('jane')).toMatchObject({ status: 404 });
});

test('needs modules of their own: a member who has not got them neither exports nor erases', async () => {
  const id = await person('john');
  const member = await room.join(owner, workspaceId, 'member');
  expect(await member.inside(workspaceId, 'GET', `/contacts/${id}`)).toMatchObject({ status: 200 });
  for (const [method, path, body] of [
    ['GET', `/contacts/${id}/export`],
    ['DELETE', `/contacts/${id}`],
    ['POST', '/erasures/lift', { name: 'john' }],
  ] as const) {
    expect(await member.inside(workspaceId, method, path, body)).toMatchObject({ status: 403 });
  }
  expect(await owner.inside(workspaceId, 'GET', `/contacts/${id}`)).toMatchObject({ status: 200 });
});
