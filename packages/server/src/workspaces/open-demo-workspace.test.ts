import { expect, test } from 'vitest';
import { testHalo } from '../testing/test-halo.ts';
import { acceptLink } from './accept-link.ts';
import { issueOwnerLink } from './issue-owner-link.ts';
import { openDemoWorkspace } from './open-demo-workspace.ts';
import { findTeammateByEmail, listMemberships } from './teammate-store.ts';

const { deps, sql } = await testHalo();

test('is made once, however many processes ask for it at the same time', async () => {
  const opened = await Promise.all(Array.from({ length: 8 }, () => openDemoWorkspace(deps)));
  expect(new Set(opened.map(({ id }) => id)).size).toBe(1);
  expect(opened.filter(({ isNew }) => isNew)).toHaveLength(1);
  expect(await openDemoWorkspace(deps)).toMatchObject({ id: opened[0]?.id, isNew: false });
  const made = await sql`select is_demo from workspaces`;
  expect([...made]).toEqual([{ is_demo: true }]);
});

test('belongs to the owner of the installation, after their own workspace', async () => {
  const demo = await openDemoWorkspace(deps);
  const { link } = (await issueOwnerLink(deps))!;
  const owner = { name: 'Sam', email: 'sam@northlight.example', password: 'correct horse battery' };
  const token = link.slice(link.indexOf('owner=') + 'owner='.length);
  await acceptLink(deps, { ...owner, token, workspaceName: 'Northlight', clientIp: '127.0.0.1' });
  const sam = await findTeammateByEmail(sql, owner.email);
  expect(await listMemberships(sql, sam!.id)).toMatchObject([
    { workspaceId: expect.any(String), name: 'Northlight', isDemo: false, role: 'owner' },
    { workspaceId: demo.id, name: 'Acme Forms', isDemo: true, role: 'owner' },
  ]);
});
