import { expect, test } from 'vitest';
import { dashboardRoom } from '../../testing/dashboard-room.ts';

const room = await dashboardRoom();
const { browser, workspaceId } = await room.own();
const RULES = {
  ...{ mode: 'always', threshold: 70, maxAttempts: 99, requiredSearches: [] },
  escalationFilter: { all: [{ field: 'plan', op: 'is_not', value: 'free' }] },
  priorityFilter: null,
};

test('escalation is set for an agent, held within its bounds, checked whole, and written down', async () => {
  const { body } = await browser.inside(workspaceId, 'GET', '/escalation');
  expect(body.agents).toMatchObject([{ name: 'Assistant', mode: 'conditional', threshold: 50, maxAttempts: 3 }]);
  const patch = (rules: object) => browser.inside(workspaceId, 'PATCH', `/escalation/${body.agents[0].id}`, rules);

  const saved = await patch(RULES);
  expect(saved.status).toBe(200);
  expect(saved.body.agents[0]).toMatchObject({ ...RULES, maxAttempts: 10 });

  const bad = await patch({
    ...RULES,
    mode: 'off',
    priorityFilter: { all: [{ field: 'plan', op: 'likes', value: 1 }] },
  });
  expect([bad.status, bad.body.code, bad.body.path]).toEqual([400, 'invalid_filter', 'filter.all[0].op']);
  for (const wrong of [
    { threshold: 101 },
    { threshold: -1 },
    { mode: 'maybe' },
    { requiredSearches: ['web'] },
    { x: 1 },
  ]) {
    expect([wrong, (await patch({ ...RULES, ...wrong })).status]).toEqual([wrong, 400]);
  }
  const after = await browser.inside(workspaceId, 'GET', '/escalation');
  expect(after.body).toEqual(saved.body);
  const audit = await browser.inside(workspaceId, 'GET', '/audit');
  expect(audit.body.rows[0]).toMatchObject({ action: 'agent.escalation_changed', detail: { mode: 'always' } });
});

test('a segment that the escalation asks for stays until the escalation asks for something else', async () => {
  const made = await browser.inside(workspaceId, 'POST', '/segments', {
    name: 'Enterprise',
    filter: { field: 'plan', op: 'is', value: 'enterprise' },
  });
  const { body } = await browser.inside(workspaceId, 'GET', '/escalation');
  const patch = (priorityFilter: object | null) =>
    browser.inside(workspaceId, 'PATCH', `/escalation/${body.agents[0].id}`, { ...RULES, priorityFilter });
  const remove = () => browser.inside(workspaceId, 'DELETE', `/segments/${made.body.id}`);
  await patch({ not: { any: [{ field: 'segment', op: 'in', value: [made.body.id] }] } });
  const refused = await remove();
  expect([refused.status, refused.body.code]).toEqual([409, 'conflict']);
  expect(refused.body.used_by).toEqual(['the escalation of the agent "Assistant"']);
  expect((await patch(null)).status).toBe(200);
  expect((await remove()).status).toBe(204);
});
