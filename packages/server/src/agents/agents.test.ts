import { expect, test } from 'vitest';
import { newId } from '../db/new-id.ts';
import type { Deps } from '../deps.ts';
import { testDatabase } from '../testing/test-database.ts';
import { makeFirstAgents } from './make-first-agents.ts';
import { readAgent } from './read-agent.ts';
import { readWidgetConfig } from './read-widget-config.ts';

const { db } = await testDatabase();
const deps = { db, now: () => new Date('2026-05-27T08:00:00Z') } as Pick<Deps, 'db' | 'now'>;

async function workspace(name = 'Acme'): Promise<string> {
  const id = newId();
  await db.sql`insert into workspaces (id, name, who_may_write) values (${id}, ${name}, 'identified')`;
  await db.transaction((tx) => makeFirstAgents(deps, tx, [{ workspaceId: id, name }]));
  return id;
}

test('a new workspace has an agent that can answer', async () => {
  const id = await workspace();
  expect(await readAgent(deps, id)).toMatchObject({ workspaceId: id, name: 'Assistant', status: 'active' });
});

test('a named agent is found in its own workspace only', async () => {
  const [mine, other] = [await workspace(), await workspace()];
  const agent = await readAgent(deps, mine);
  expect(await readAgent(deps, mine, agent.id)).toEqual(agent);
  await expect(readAgent(deps, other, agent.id)).rejects.toMatchObject({ code: 'not_found' });
  for (const id of ['', 'no-uuid', newId(), "'; drop table agents"]) {
    await expect(readAgent(deps, mine, id)).rejects.toMatchObject({ code: 'not_found' });
  }
});

test('what the widget may know holds no instructions', async () => {
  const id = await workspace('Acme');
  await db.sql`update agents set instructions = 'SECRET', style = '{"accent":"#00aa00"}' where workspace_id = ${id}`;
  const config = await readWidgetConfig(deps, id);
  expect(config).toMatchObject({
    workspaceName: 'Acme',
    identityMode: 'off',
    anonymous: false,
    tracking: true,
    agent: { style: { accent: '#00aa00' } },
  });
  expect(JSON.stringify(config)).not.toContain('SECRET');
});

test('an unknown workspace is not found, whatever its id looks like', async () => {
  for (const id of [newId(), 'acme', '1', `${newId()} `]) {
    await expect(readWidgetConfig(deps, id)).rejects.toMatchObject({ code: 'not_found' });
  }
});
