import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { browserOf, LOOKS, look } from './looks.ts';
import { becomeOwner, enterDemoWorkspace } from './owner.ts';
import { demoCall, watchedHouse } from './watched-house.ts';

/** A team sorts its tickets: rules on Settings > Routing, and the filter of the inbox. */
const { house, watched } = await watchedHouse();
const call = await demoCall(house);
let owner: Page;
let dashboard: string;

beforeAll(async () => {
  owner = await watched.open();
  await becomeOwner(owner, house);
  dashboard = await enterDemoWorkspace(owner);
  await call('/users/identify', { user_id: 'vip', traits: { name: 'Vera Important', plan: 'enterprise' } });
});

async function addRule(name: string, plan: string | null): Promise<void> {
  await owner.getByRole('button', { name: 'Add rule' }).click();
  const dialog = owner.getByRole('dialog');
  await dialog.getByLabel('Name').fill(name);
  if (plan) {
    await dialog.getByRole('button', { name: 'Add condition' }).click();
    await dialog.getByLabel('Value of Plan').fill(plan);
  }
  await dialog.getByLabel('Make it priority').check();
  await dialog.getByRole('button', { name: 'Add rule' }).click();
  await dialog.waitFor({ state: 'detached' });
}

const names = () => owner.getByRole('list', { name: 'Routing rules' }).getByRole('listitem').allInnerTexts();

it('rules are made, moved by the keyboard and tried, a ticket is routed, and the inbox is filtered and the filter kept', async () => {
  await owner.goto(`${dashboard}/settings/routing`);
  await owner.getByText('Every new ticket stays where it comes in').waitFor();
  await addRule('Everybody', null);
  await addRule('VIPs', 'enterprise');
  expect((await names()).map((text) => text.split('\n')[1])).toEqual(['Everybody', 'VIPs']);
  const handle = owner.getByRole('button', { name: /^Move VIPs/ });
  await handle.focus();
  await handle.press('ArrowUp');
  await expect.poll(async () => (await names()).map((text) => text.split('\n')[1])).toEqual(['VIPs', 'Everybody']);
  await expect
    .poll(() => owner.evaluate(() => document.activeElement?.getAttribute('aria-label')))
    .toContain('Move VIPs');

  const ticket = await call('/tickets/create', { user_id: 'vip', subject: 'The export stops halfway' });
  expect(ticket.status).toBe(200);
  await call('/tickets/create', { email: 'nobody@mail.test', subject: 'A question' });
  await owner.getByRole('button', { name: 'Try on recent tickets' }).click();
  await owner.getByRole('list', { name: 'Tried tickets' }).getByText('VIPs').waitFor();

  await owner.goto(`${dashboard}/inbox/all`);
  await owner.getByRole('button', { name: 'Filter', exact: true }).click();
  await owner.getByRole('button', { name: 'Add condition' }).click();
  await owner.getByLabel('Value of Plan').fill('enterprise');
  await owner.getByText('1 match', { exact: true }).waitFor();
  await expect.poll(() => owner.url()).toContain('filter=');
  await owner.getByRole('button', { name: 'Save view' }).click();
  await owner.getByRole('dialog').getByLabel('Name').fill('Enterprise');
  await owner.getByRole('dialog').getByRole('button', { name: 'Save view' }).click();
  await owner.getByRole('link', { name: 'Enterprise' }).click();
  await owner.getByRole('link', { name: /The export stops halfway/ }).click();
  await owner.getByText(/Routed by “VIPs”: Plan is enterprise, found enterprise/).waitFor();
});

it.each(LOOKS)('$name', async (how) => {
  const page = await watched.open({ ...browserOf(how), storageState: await owner.context().storageState() });
  await page.goto(`${dashboard}/settings/routing`);
  await page.getByRole('button', { name: 'Try on recent tickets' }).click();
  await page.getByRole('list', { name: 'Tried tickets' }).waitFor();
  const faults = await look(page, how, 'dashboard-routing');
  await page.getByRole('button', { name: 'Change VIPs' }).click();
  await page
    .getByRole('dialog')
    .getByText(/Matches \d+ of the last/)
    .waitFor();
  faults.push(...(await look(page, how, 'dashboard-routing-rule')));
  const filter = encodeURIComponent(JSON.stringify({ all: [{ field: 'plan', op: 'is', value: 'enterprise' }] }));
  await page.goto(`${dashboard}/inbox/all?filter=${filter}`);
  await page.getByText('1 match', { exact: true }).waitFor();
  faults.push(...(await look(page, how, 'dashboard-inbox-filter')));
  await page.getByRole('link', { name: /The export stops halfway/ }).click();
  await page.getByText(/Routed by/).waitFor();
  faults.push(...(await look(page, how, 'dashboard-routed-ticket')));
  expect(faults).toEqual([]);
  await page.context().close();
});
