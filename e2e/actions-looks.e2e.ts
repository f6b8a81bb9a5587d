import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { browserOf, LOOKS, look } from './looks.ts';
import { becomeOwner, enterDemoWorkspace } from './owner.ts';
import { watchedHouse } from './watched-house.ts';

/** AI agent > Actions as an operator fills it: pictured, and free of faults. */
const { house, watched } = await watchedHouse();
let owner: Page;
let dashboard: string;

beforeAll(async () => {
  owner = await watched.open();
  await becomeOwner(owner, house);
  dashboard = await enterDemoWorkspace(owner);
  await owner.goto(`${dashboard}/agent/actions`);
  await owner.getByText('No actions yet').waitFor();
  await owner.getByRole('button', { name: 'Add action' }).click();
  await owner.getByLabel('Name', { exact: true }).fill('find_order');
  await owner.getByLabel('What it does, and when the AI should use it').fill('Looks up one order of the customer.');
  await owner.getByLabel('Address').fill('https://api.example.com/orders/{order_id}');
  await owner.getByRole('button', { name: 'Add argument' }).click();
  await owner.getByLabel('Name', { exact: true }).last().fill('order_id');
  await owner.getByRole('button', { name: 'Add identity parameter' }).click();
  await owner.getByRole('button', { name: 'Add action' }).click();
  await owner.getByText('has_').first().waitFor();
  await owner.getByLabel('I have put it where my server reads it').check();
  await owner.getByRole('button', { name: 'Close' }).click();
  await owner.getByText('Reads, for proven people only').waitFor();
});

it.each(LOOKS)('$name', { timeout: 120_000 }, async (how) => {
  const page = await watched.open({ ...browserOf(how), storageState: await owner.context().storageState() });
  await page.goto(`${dashboard}/agent/actions`);
  await page.getByText('Reads, for proven people only').waitFor();
  const faults = await look(page, how, 'dashboard-actions');
  await page.getByRole('button', { name: 'Change find_order' }).click();
  await page.getByRole('button', { name: 'Save action' }).waitFor();
  faults.push(...(await look(page, how, 'dashboard-action-form')));
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Try find_order' }).click();
  await page.getByRole('dialog').getByLabel('order_id').fill('A-7');
  await page.getByRole('button', { name: 'Send request' }).click();
  await page.getByText('Refused: the caller had not proven enough').waitFor();
  faults.push(...(await look(page, how, 'dashboard-action-try')));
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Calls of find_order' }).click();
  await page.getByText('Refused: the caller had not proven enough').first().waitFor();
  faults.push(...(await look(page, how, 'dashboard-action-calls')));
  expect(faults).toEqual([]);
  await page.context().close();
});
