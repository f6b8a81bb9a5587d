import type { Page } from 'playwright-core';
import type { House } from './house.ts';

export const OWNER = { name: 'Sam Rivera', email: 'sam@northlight.example', password: 'correct horse battery' };

/** The one-time link that the first start printed. */
export function ownerLink(house: House): string {
  const link = /https?:\S+\/dashboard\/welcome#owner=\S+/.exec(house.halo().said())?.[0];
  if (!link) throw new Error(`no owner link in:\n${house.halo().said()}`);
  return link;
}

/** Becomes the owner through the link, and ends on the install page of the first workspace. */
export async function becomeOwner(page: Page, house: House): Promise<void> {
  await page.goto(ownerLink(house));
  await page.getByLabel('Company or product').fill('Northlight');
  await page.getByLabel('Your name').fill(OWNER.name);
  await page.getByLabel('E-mail').fill(OWNER.email);
  await page.getByLabel('Password').fill(OWNER.password);
  await page.getByRole('button', { name: 'Create the workspace' }).click();
  await page.getByLabel('I have put it where my server reads it').check();
  await page.getByRole('button', { name: 'Close' }).click();
  await page.waitForURL(/\/setup\/install$/);
}

/** Goes to the demo's workspace by the switch in the rail; answers its address in the dashboard. */
export async function enterDemoWorkspace(page: Page): Promise<string> {
  await page.getByRole('button', { name: /^Workspace: .* Switch$/ }).click();
  await page.getByRole('menuitem', { name: /Acme Forms/ }).click();
  await page.getByRole('button', { name: /^Workspace: Acme Forms/ }).waitFor();
  return page.url().replace(/\/inbox\/.*$/, '');
}
