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

const ENTERPRISE = { field: 'plan', op: 'is', value: 'enterprise' };
const SIX = [
  { field: 'status', op: 'is_not', value: 'spam' },
  ENTERPRISE,
  { field: 'email_subject', op: 'contains', value: 'export' },
  { field: 'assignee', op: 'is_not_set' },
  {
    any: [
      { field: 'source', op: 'is', value: 'form' },
      { field: 'ticket.custom:area', op: 'is', value: 'billing' },
    ],
  },
  { field: 'last_seen', op: 'within_last', value: { amount: 30, unit: 'days' } },
];
const asked = (...all: object[]) => encodeURIComponent(JSON.stringify({ all }));

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
  const dialog = owner.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Add condition' }).click();
  await dialog.getByLabel('Value of Plan').fill('enterprise');
  await dialog.getByText('1 match', { exact: true }).waitFor();
  await expect.poll(() => owner.url()).toContain('filter=');
  await dialog.getByRole('button', { name: 'Show the list' }).click();
  await owner.getByRole('button', { name: /^Change the filter: ?Plan is enterprise$/ }).waitFor();
  await owner.getByRole('button', { name: 'Save view' }).click();
  await dialog.getByLabel('Name').fill('Enterprise');
  await dialog.getByRole('button', { name: 'Save view' }).click();
  await owner.getByRole('link', { name: /^Enterprise/ }).click();
  await owner.getByRole('button', { name: 'The view "Enterprise"' }).click();
  await owner.getByRole('menuitem', { name: 'Rename or share' }).click();
  await dialog.getByLabel('Name').fill('Big customers');
  await dialog.getByRole('button', { name: 'Save changes' }).click();
  await owner.getByRole('link', { name: /^Big customers ?1$/ }).waitFor();
  await owner.getByRole('link', { name: /The export stops halfway/ }).click();
  await owner.getByText(/Routed by “VIPs”: Plan is enterprise, found enterprise/).waitFor();
});

it.each(LOOKS)('$name', async (how) => {
  const page = await watched.open({ ...browserOf(how), storageState: await owner.context().storageState() });
  await page.goto(`${dashboard}/settings/routing`);
  await page.getByRole('button', { name: 'Try on recent tickets' }).click();
  await page.getByRole('list', { name: 'Tried tickets' }).waitFor();
  const faults = await look(page, how, 'dashboard-routing');
  if (how.width < 500) faults.push(...(await lookBehindMore(page, how)));
  await page.getByRole('button', { name: 'Change VIPs' }).click();
  await page
    .getByRole('dialog')
    .getByText(/Matches \d+ of the last/)
    .waitFor();
  faults.push(...(await look(page, how, 'dashboard-routing-rule')));
  await page.goto(`${dashboard}/inbox/all?filter=${asked(...SIX)}`);
  await page.getByText(/^(0|No) matches$/).waitFor();
  faults.push(...(await look(page, how, 'dashboard-inbox-filter-six')));
  await page.getByRole('button', { name: /^Change the filter/ }).click();
  await page.getByText('Why none matches').waitFor();
  await page.getByText(/in this view\./).scrollIntoViewIfNeeded();
  faults.push(...(await look(page, how, 'dashboard-inbox-filter-why')));
  await page.goto(`${dashboard}/inbox/all`);
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.getByRole('dialog').getByText('Add a condition', { exact: true }).waitFor();
  faults.push(...(await look(page, how, 'dashboard-inbox-filter-none')));
  await page.goto(`${dashboard}/inbox/all?filter=${asked(ENTERPRISE)}`);
  await page.getByText('1 match', { exact: true }).waitFor();
  faults.push(...(await look(page, how, 'dashboard-inbox-filter')));
  await page.getByRole('link', { name: /The export stops halfway/ }).click();
  await page.getByText(/Routed by/).waitFor();
  faults.push(...(await look(page, how, 'dashboard-routed-ticket')));
  expect(faults).toEqual([]);
  await page.context().close();
});

/** On phones the places less used are behind "More", which says that one of them is open. */
async function lookBehindMore(page: Page, how: (typeof LOOKS)[number]): Promise<string[]> {
  const more = page.getByRole('button', { name: 'More: Settings is open' });
  await more.focus();
  await more.press('Enter');
  await page.getByRole('menuitem', { name: 'Settings current' }).waitFor();
  expect(await page.getByRole('menuitem').allInnerTexts()).toEqual(['Automations', 'Setup', 'Settings']);
  const faults = await look(page, how, 'dashboard-more');
  await page.keyboard.press('Escape');
  await page.getByRole('menuitem').first().waitFor({ state: 'detached' });
  expect(await more.evaluate((button) => button === document.activeElement)).toBe(true);
  return faults;
}
