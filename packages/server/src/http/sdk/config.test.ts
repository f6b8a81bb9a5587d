import { expect, test } from 'vitest';
import { testHalo } from '../../testing/test-halo.ts';

const halo = await testHalo();

test('tells what the widget needs, without a key, and may be kept for a minute', async () => {
  const { id } = await halo.workspace('report');
  const response = await halo.call(`/config?org_id=${id}`, null);
  expect(response.headers.get('cache-control')).toBe('public, max-age=60');
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
  expect(response.body).toMatchObject({
    agent: {
      name: 'Assistant',
      skills: [],
      flow_config: { steps: [], custom_variables: [] },
      status: 'active',
      greeting: expect.any(String),
      suggested_messages: expect.any(Array),
      live_help_label: 'Talk to a human',
    },
    organization: { name: 'Acme', settings: { tracking: true } },
    identity: { mode: 'report', anonymous: true },
  });
});

test('holds no instructions and no keys', async () => {
  const { id, widgetKey } = await halo.workspace();
  await halo.sql`update agents set instructions = 'TOP SECRET' where workspace_id = ${id}`;
  const text = JSON.stringify((await halo.call(`/config?org_id=${id}`, null)).body);
  for (const secret of ['TOP SECRET', 'instructions', widgetKey]) expect(text).not.toContain(secret);
});

test.each(['?org_id=00000000-0000-7000-8000-000000000000', '?org_id=acme', "?org_id=';--"])(
  'knows no %s',
  async (query) => {
    const response = await halo.call(`/config${query}`, null);
    expect([response.status, response.body.code]).toEqual([404, 'not_found']);
  },
);

test.each(['', '?org_id='])('asks for the workspace: %j', async (query) => {
  expect((await halo.call(`/config${query}`, null)).status).toBe(400);
});
