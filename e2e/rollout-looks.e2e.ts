import { beforeAll, expect, it } from 'vitest';
import { browserOf, LOOKS, look } from './looks.ts';
import { becomeOwner } from './owner.ts';
import { watchedHouse } from './watched-house.ts';

/** The way to `enforce` as an owner sees it: the week's picture, the gate, the alert; and what a member may do. */
const { house, watched } = await watchedHouse();
const owner = await watched.open();
let dashboard: string;

beforeAll(async () => {
  await becomeOwner(owner, house);
  dashboard = owner.url().replace(/\/setup\/.*$/, '');
  const inside = `${house.url}/api${new URL(dashboard).pathname.replace('/dashboard/', '/dashboard/workspaces/')}`;
  const headers = { origin: house.url };
  const ask = async (method: string, path: string, data?: object) => {
    const answer = await owner.request.fetch(inside + path, { method, headers, ...(data && { data }) });
    expect(answer.ok(), `${method} ${path}`).toBe(true);
    return answer.json();
  };
  await ask('PATCH', '/settings', { identityMode: 'report' });
  const { link } = await ask('POST', '/teammates/invitations', { email: 'mia@northlight.example', role: 'member' });
  const joining = await fetch(`${house.url}/api/dashboard/welcome/accept`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({
      token: link.split('#invitation=')[1],
      name: 'Mia Member',
      email: 'mia@northlight.example',
      password: 'correct horse battery',
    }),
  });
  expect(joining.status).toBe(200);
  const { widgetKey } = await ask('GET', '/install');
  for (const [user_id, user_token] of [
    ['usr_1', undefined],
    ['usr_2', 'not-a-token'],
    ['usr_2', undefined],
    ['dr-alexandria-wilhelmina-featherstonehaugh-montgomery-the-third', undefined],
  ]) {
    const said = await fetch(`${house.url}/api/sdk/users/identify`, {
      method: 'POST',
      headers: { authorization: `Bearer ${widgetKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ user_id, user_token, traits: { plan: 'pro', name: `Person ${user_id}` } }),
    });
    expect(said.status).toBe(200);
  }
});
it.each(LOOKS)('$name', { timeout: 120_000 }, async (how) => {
  const storageState = await owner.context().storageState();
  const page = await watched.open({ ...browserOf(how), storageState });
  const faults: string[] = [];
  await page.goto(`${dashboard}/settings/security`);
  await page.getByRole('region', { name: 'People who were or would be refused' }).getByText('usr_2').first().waitFor();
  faults.push(...(await look(page, how, 'rollout-report')));
  await page.getByRole('radio', { name: /^Enforce/ }).click();
  await page.getByRole('dialog').getByLabel("Type the workspace's name to confirm").waitFor();
  faults.push(...(await look(page, how, 'rollout-gate')));

  await page.goto(`${dashboard}/settings/team`);
  await page.getByRole('button', { name: /^Mia Member/ }).click();
  await page.getByRole('menuitem', { name: 'Choose what they may do' }).click();
  await page.getByRole('dialog').getByLabel('Merge contacts').waitFor();
  faults.push(...(await look(page, how, 'rollout-modules')));

  // The rule and the chore that raise an alert are tested at the server; here only how it looks.
  const now = new Date().toISOString();
  const detail = {
    people: 42,
    minutes: 15,
    usually: 0.3,
    reasons: [
      { reason: 'signature', people: 40 },
      { reason: 'no_token', people: 2 },
    ],
  };
  const alerts = [
    { id: '0190a000-0000-7000-8000-000000000001', kind: 'refusals_jumped', raisedAt: now, lastAt: now, detail },
  ];
  await page.route('**/alerts', (route) => route.fulfill({ json: { alerts } }));
  await page.goto(`${dashboard}/contacts`);
  await page.getByRole('alert').getByRole('button', { name: 'Return to report' }).waitFor();
  faults.push(...(await look(page, how, 'rollout-alert')));
  expect(faults).toEqual([]);
  await page.context().close();
});
