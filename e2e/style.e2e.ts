import type { FrameLocator, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type DemoPage, demoPage } from './demo-page.ts';
import { browserOf, LOOKS, look } from './looks.ts';
import { ownedHouse } from './watched-house.ts';

/** How the widget looks, from the Style page to the customer's; and that a teammate's typing reaches the customer. */
const { house, watched, owner, dashboard } = await ownedHouse();
const SOON = { timeout: 20_000 };
let square: { name: string; mimeType: string; buffer: Buffer };

const preview = (page: Page): FrameLocator => page.frameLocator('iframe');
const ground = (of: FrameLocator | Page, what: string) =>
  of.locator(what).evaluate((element) => getComputedStyle(element).backgroundColor);
const save = async () => {
  await owner.getByRole('button', { name: 'Save style' }).click();
  await owner.getByText('Saved. It holds from the next answer on').first().waitFor();
  await expect.poll(() => owner.getByRole('button', { name: 'Save style' }).isDisabled(), SOON).toBe(true);
};

async function customer(): Promise<DemoPage> {
  const demo = demoPage(await watched.open(), house.url);
  await demo.go();
  return demo;
}

beforeAll(async () => {
  square = {
    name: 'face.png',
    mimeType: 'image/png',
    buffer: await owner.screenshot({ clip: { x: 0, y: 0, width: 300, height: 200 } }),
  };
  await owner.goto(`${dashboard}/agent/style`);
  await preview(owner).getByText('How can we help?').first().waitFor();
});

describe('the Style page', () => {
  it('shows the real widget, and every change in it before anything is saved', async () => {
    const widget = preview(owner);
    expect(await owner.getByRole('button', { name: 'Save style' }).isDisabled()).toBe(true);
    await owner.getByLabel('Accent', { exact: true }).fill('#FFD400');
    await expect.poll(() => ground(widget, '.launcher'), SOON).toBe('rgb(255, 212, 0)');
    await owner.getByText('Text on it is black, 14.7 to 1.').waitFor();
    await owner.getByLabel('Accent', { exact: true }).fill('#ffd4');
    await owner.getByText('A colour is six figures').waitFor();
    expect(await ground(widget, '.launcher')).toBe('rgb(255, 212, 0)');
    await owner.getByLabel('Greeting').fill('Ahoy, sailor');
    await widget.getByText('Ahoy, sailor').first().waitFor();
    await owner.getByLabel('Suggested messages').fill('Prices?\n\nInvoices?');
    await expect.poll(() => widget.locator('.suggestions li').count(), SOON).toBe(2);
    await owner.getByLabel('Suggested messages').fill('1\n2\n3\n4\n5');
    await owner.getByText('At most four are shown').waitFor();
    expect(await owner.getByRole('button', { name: 'Save style' }).isDisabled()).toBe(true);
    await owner.getByText('Dark', { exact: true }).click();
    await expect.poll(() => ground(widget, '.panel'), SOON).toBe('rgb(23, 25, 34)');
    await owner.getByText('Conversation', { exact: true }).click();
    await widget.getByText('This is how an answer looks').first().waitFor();
    await widget.getByRole('button', { name: 'Close chat' }).last().click();
    await expect.poll(() => owner.getByRole('radio', { name: 'Launcher' }).isChecked(), SOON).toBe(true);
    await owner.getByRole('button', { name: 'Discard changes' }).click();
    await expect.poll(() => ground(widget, '.launcher'), SOON).toBe('rgb(74, 63, 192)');
  });

  it('takes the keyboard from nobody, and its frame has no origin to reach anything with', async () => {
    await owner.getByLabel('Greeting').focus();
    await owner.getByText('New chat', { exact: true }).click();
    await preview(owner).getByRole('textbox', { name: 'Message' }).waitFor();
    expect(await owner.evaluate(() => document.activeElement?.tagName)).not.toBe('IFRAME');
    const frame = owner.frames().find((each) => each.url().endsWith('/sdk/preview'));
    expect(await frame?.evaluate(() => self.origin)).toBe('null');
  });

  it('what is saved is what customers get, pictures and all, under the page’s own policy', async () => {
    await owner.getByLabel('Accent', { exact: true }).fill('#0b6e4f');
    await owner.getByLabel('Corner of the window').selectOption('bottom-left');
    await owner.getByLabel('Corners').selectOption('soft');
    await owner.getByLabel('Greeting').fill('Ahoy, sailor');
    for (const label of ['Launcher picture', 'Photo of the agent', 'Logo']) {
      await owner.locator(`input[type=file][aria-label="${label}"]`).setInputFiles(square);
      await owner.getByRole('button', { name: `Remove ${label.toLowerCase()}` }).waitFor();
    }
    const drawn = (of: FrameLocator | Page, what: string) =>
      of.locator(what).evaluate((image: HTMLImageElement) => image.naturalWidth);
    for (const what of ['.launcher img', '.avatar img', 'img.logo'])
      await expect.poll(() => drawn(preview(owner), what), SOON).toBeGreaterThan(0);
    await save();
    const { page, openChat, says } = await customer();
    await expect.poll(async () => (await page.locator('.launcher').boundingBox())?.x, SOON).toBe(20);
    await openChat();
    await says('Ahoy, sailor').waitFor();
    for (const what of ['.launcher img', '.avatar img', 'img.logo'])
      await expect.poll(() => drawn(page, what), SOON).toBeGreaterThan(0);
    await page.context().close();
  });

  it('a file that is no picture is refused in words, and changes nothing', async () => {
    const liar = { name: 'face.png', mimeType: 'image/png', buffer: Buffer.from('<svg onload="alert(1)"/>') };
    await owner.locator('input[type=file][aria-label="Logo"]').setInputFiles(liar);
    await owner.getByText('This is no picture a browser can show').waitFor();
    expect(await owner.getByRole('button', { name: 'Save style' }).isDisabled()).toBe(true);
  });

  it.each(LOOKS)('is pictured, free of barriers: $name', async (how) => {
    const page = await watched.open({ ...browserOf(how), storageState: await owner.context().storageState() });
    await page.goto(`${dashboard}/agent/style`);
    await preview(page).getByText('Ahoy, sailor').first().waitFor();
    const faults = await look(page, how, 'agent-style');
    await page.getByText('Conversation', { exact: true }).click();
    await page.getByText('Phone', { exact: true }).click();
    await page.getByText(how.colorScheme === 'dark' ? 'Light' : 'Dark', { exact: true }).click();
    await preview(page).getByText('This is how an answer looks').first().waitFor();
    faults.push(...(await look(page, how, 'agent-style-phone')));
    await page.getByRole('button', { name: 'Save style' }).scrollIntoViewIfNeeded();
    await page.getByLabel('Button to the team').scrollIntoViewIfNeeded();
    faults.push(...(await look(page, how, 'agent-style-foot')));
    expect(faults).toEqual([]);
    await page.context().close();
  });
});

describe('typing', () => {
  it('the customer sees by name who of the team is typing a reply, and never that a note is written', async () => {
    const demo = demoPage(await watched.open(), house.url);
    await demo.signIn('Maya Okafor');
    await demo.openChat();
    await demo.ask('Is anybody there?');
    await owner.goto(`${dashboard}/inbox/live`);
    await owner.getByRole('link', { name: /Maya Okafor/ }).click();
    const sent: string[] = [];
    owner.on('request', (request) => sent.push(request.url()));
    await owner.getByRole('tab', { name: 'Note' }).click();
    await owner.getByRole('textbox', { name: 'Note for teammates' }).pressSequentially('secret');
    expect(sent.filter((url) => url.endsWith('/typing'))).toEqual([]);
    await owner.getByRole('tab', { name: 'Reply' }).click();
    const reply = owner.getByRole('textbox', { name: 'Reply to Maya Okafor' });
    await reply.pressSequentially('Yes, I am');
    await demo.panel().getByText('Sam Rivera is typing').waitFor({ state: 'attached' });
    expect(sent.filter((url) => url.endsWith('/typing')).length).toBeLessThan(4);
    await owner.getByRole('button', { name: 'Send', exact: true }).click();
    await demo.says('Yes, I am').waitFor();
    await expect.poll(() => demo.panel().getByText('is typing').count(), SOON).toBe(0);
  });
});
