import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { keyPair, signPublicly } from '../packages/server/src/testing/public-keys.ts';
import { browserOf, LOOKS, type Look, look } from './looks.ts';
import { ownedHouse } from './watched-house.ts';

/** Settings > Security as an owner sees and uses it: keys made, rotated and removed, tokens tried. */
const { watched, owner, dashboard } = await ownedHouse();
const security = `${dashboard}/settings/security`;
const pair = keyPair('ES256');
const RULES = { iss: 'https://id.northlight.example/', aud: 'halo' };

it('a pasted public key is added, verifies in the tester, and is removed by its name', async () => {
  await owner.goto(security);
  await addKey(owner, 'Northlight ID');
  await owner.getByText('May bring email, name').waitFor();
  await tryToken(owner, signPublicly(pair, { ...RULES, sub: 'usr_1', email: 'x@y.test', role: 'admin' }));
  await owner.getByText('This token proves usr_1').waitFor();
  await owner.getByText('Identify would store email. Left out: role.').waitFor();
  await tryToken(owner, signPublicly(pair, { ...RULES, sub: 'usr_1', exp: Math.floor(Date.now() / 1000) - 7_300 }));
  await owner.getByText('The token expired 2 hours ago').waitFor();

  await addKey(owner, 'Short-lived');
  const row = owner.getByRole('listitem').filter({ hasText: 'Short-lived' });
  await row.getByRole('button', { name: 'Remove' }).click();
  await owner.getByLabel("Type the key's name to confirm").fill('Short-lived');
  await owner.getByRole('button', { name: 'Remove key' }).click();
  await row.getByText(/^Removed/).waitFor();
});

it('a key that is no good is refused in the dialog, saying why', async () => {
  await owner.goto(security);
  await owner.getByRole('button', { name: 'Add public key' }).click();
  const dialog = owner.getByRole('dialog');
  await dialog.getByLabel('Where the key is').selectOption('pem');
  await fillKey(owner, 'Bad', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----');
  await dialog.getByRole('button', { name: 'Add public key' }).click();
  await dialog.getByText('This is a private key. Keep it on your server, and paste the public one.').waitFor();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
});

it.each(LOOKS)('$name', { timeout: 120_000 }, async (how: Look) => {
  const page = await watched.open({ ...browserOf(how), storageState: await owner.context().storageState() });
  const faults: string[] = [];
  const seen = async (name: string) => faults.push(...(await look(page, how, `security-${name}`)));
  await page.goto(security);
  await page.getByText('Northlight ID').waitFor();
  await show(page, 'Identity secrets');
  await seen('keys');
  await page.getByRole('button', { name: 'Rotate secret' }).click();
  await page.getByRole('dialog').getByText('Both work until the old one ends').waitFor();
  await seen('rotate');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Add public key' }).click();
  await page.getByRole('dialog').getByLabel('Issuer').waitFor();
  await seen('add-key');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await tryToken(page, signPublicly(keyPair('ES256'), { ...RULES, sub: 'usr_1' }));
  await page.getByText('No live secret or key fits the signature').waitFor();
  await show(page, 'Test a token');
  await seen('tester-fault');
  await tryToken(page, signPublicly(pair, { ...RULES, sub: 'usr_1', name: 'Uma' }));
  await page.getByText('This token proves usr_1').waitFor();
  await seen('tester-good');
  expect(faults).toEqual([]);
  await page.context().close();
});

/** Brings a section to the top, by the page's own scrolling alone. */
async function show(page: Page, name: string): Promise<void> {
  await page.getByRole('heading', { name, exact: true }).evaluate((node) => {
    const scrolling = node.closest('.overflow-y-auto')!;
    scrolling.scrollTop += node.getBoundingClientRect().top - scrolling.getBoundingClientRect().top - 16;
  });
}

async function fillKey(page: Page, name: string, pem: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Public key', { exact: true }).fill(pem);
  await dialog.getByLabel('Name', { exact: true }).fill(name);
  await dialog.getByLabel('Issuer').fill(RULES.iss);
  await dialog.getByLabel('Audience').fill(RULES.aud);
}

async function addKey(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Add public key' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Where the key is').selectOption('pem');
  await fillKey(page, name, pair.pem);
  await dialog.getByRole('button', { name: 'Add public key' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByRole('listitem').filter({ hasText: name }).getByText('Live', { exact: true }).waitFor();
}

async function tryToken(page: Page, token: string): Promise<void> {
  await page.getByLabel('Token', { exact: true }).fill(token);
  await page.getByRole('button', { name: 'Test token' }).click();
}
