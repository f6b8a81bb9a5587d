import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type DemoPage, demoPage } from './demo-page.ts';
import { browserOf, LOOKS, look } from './looks.ts';
import { ownedHouse } from './watched-house.ts';

/** Pictures in a chat, both ways, through every part of Halo. */
const { house, watched, owner, dashboard } = await ownedHouse();
let maya: DemoPage;
let file: { name: string; mimeType: string; buffer: Buffer };

beforeAll(async () => {
  maya = demoPage(await watched.open(), house.url);
  await maya.signIn('Maya Okafor');
  file = { name: 'forms.png', mimeType: 'image/png', buffer: await maya.page.screenshot() };
});

/** Whether the browser has the bytes of every picture in a thread. */
const arePainted = (page: Page) =>
  page
    .getByRole('log', { name: 'Messages' })
    .locator('img')
    .evaluateAll((all) => all.length > 0 && all.every((img) => (img as HTMLImageElement).naturalWidth > 0));

describe('pictures', () => {
  it('safety P2: a customer sends one, the team sees it and answers with one, under the strictest policies', async () => {
    await maya.openChat();
    await maya.page.locator('input[type=file]').setInputFiles(file);
    await maya.page.getByRole('list', { name: 'Pictures to send' }).waitFor();
    await maya.ask('Why does this page look so?');
    await owner.goto(`${dashboard}/inbox/live`);
    await owner.getByRole('link', { name: /Maya Okafor/ }).click();
    await expect.poll(() => arePainted(owner), { timeout: 20_000 }).toBe(true);
    await owner.locator('input[type=file]').setInputFiles(file);
    await owner.getByRole('button', { name: 'Send', exact: true }).click();
    await expect.poll(() => maya.page.locator('.answer canvas').count(), { timeout: 20_000 }).toBe(1);
    const drawn = () =>
      maya.page
        .locator('.answer canvas')
        .evaluate((canvas: HTMLCanvasElement) => canvas.getContext('2d')?.getImageData(9, 9, 1, 1).data[3]);
    await maya.page.locator('.answer canvas').scrollIntoViewIfNeeded();
    await expect.poll(drawn, { timeout: 20_000 }).toBe(255);
  });

  it('the thread, the tray and the picture at large are pictured, free of barriers', async () => {
    const storageState = await owner.context().storageState();
    for (const how of LOOKS) {
      const page = await watched.open({ ...browserOf(how), storageState });
      await page.goto(owner.url());
      await expect.poll(() => arePainted(page), { timeout: 20_000 }).toBe(true);
      await page.locator('input[type=file]').setInputFiles([file, file]);
      await page.getByRole('button', { name: 'Remove forms.png' }).first().waitFor();
      const faults = await look(page, how, 'inbox-pictures');
      await page.getByRole('button', { name: 'Open picture 1 of 1' }).first().click();
      await page.getByRole('dialog', { name: 'Picture' }).waitFor();
      faults.push(...(await look(page, how, 'inbox-picture')));
      expect(faults).toEqual([]);
      await page.context().close();
    }
  });
});
