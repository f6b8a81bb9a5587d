import type { ChatAction } from '@halo/wire/sdk/chat.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { shoot } from './testing/browser.ts';
import { type BrowserStage, createBrowserStage, init, LATE } from './testing/browser-stage.ts';
import { refuse } from './testing/fake-halo.ts';

let stage: BrowserStage;

beforeAll(async () => {
  stage = await createBrowserStage();
});
afterAll(() => stage?.close());
beforeEach(() => stage.reset());
afterEach(() => stage.leave());

const DOOR = '/conversations/conv_1/actions/call_1';
const TITLE = 'Cancel your subscription';
const CARD = {
  ...{ type: 'confirm', id: 'call_1', title: TITLE, expires_at: '2099-01-01T00:00:00Z' },
  details: [
    { label: 'Plan', value: 'Pro, yearly' },
    { label: 'Reason', value: 'We moved to another team and nobody of ours needs it any more, sadly.' },
  ],
} satisfies ChatAction;

async function asked(options: Parameters<BrowserStage['open']>[1] = {}, more = "theme: 'light'"): Promise<void> {
  stage.halo.answer = () => ['I can cancel it for you. ', 'Please confirm below.'];
  stage.halo.actions = [CARD];
  await stage.open(init(`userId: 'u1', userTraits: { name: 'Jane Doe' }, ${more}`), options);
  await stage.page.locator('.launcher').click();
  await stage.page.locator('.composer textarea').fill('Please cancel my plan');
  await stage.page.keyboard.press('Enter');
  await stage.says('We moved to another team').waitFor();
}

const settles = (outcome: 'done' | 'declined') =>
  stage.halo.otherwise(DOOR, (_call, response) => {
    stage.halo.say('system', `Done: ${TITLE}`, undefined, [], null, [
      { type: 'confirmed', id: 'call_1', title: TITLE, outcome },
    ]);
    response.writeHead(200, { 'content-type': 'application/json' }).end(`{"outcome":"${outcome}","request_id":"r"}`);
  });

const button = (name: string) => stage.page.getByRole('button', { name, exact: true });

describe('what the person is asked to confirm', () => {
  it.each(['light', 'dark'] as const)(
    'stands under the answer in %s, and one press sends it once',
    async (colorScheme) => {
      await asked({ colorScheme }, `theme: '${colorScheme}'`);
      await shoot(stage.page, `confirm-1280-${colorScheme}`);
      expect(await stage.axe()).toEqual([]);
      settles('done');
      await button('Confirm').dblclick();
      await stage.says(`Done: ${TITLE}`).waitFor();
      expect(await button('Confirm').count()).toBe(0);
      expect(stage.halo.seen(DOOR).map(({ body }) => body)).toEqual([{ decision: 'confirm' }]);
      await shoot(stage.page, `confirm-1280-${colorScheme}-done`);
      expect(await stage.axe()).toEqual([]);
      await stage.page.reload();
    },
  );

  it('is answered by keyboard alone on a phone, and focus stays in the conversation', async () => {
    await asked({ viewport: { width: 390, height: 844 } });
    await shoot(stage.page, 'confirm-390');
    settles('declined');
    await button('Not now').focus();
    await stage.page.keyboard.press('Enter');
    await stage.says(`Not done: ${TITLE}`).waitFor();
    expect(await stage.page.evaluate(() => document.activeElement?.hasAttribute('data-halo'))).toBe(true);
    expect(stage.halo.seen(DOOR).map(({ body }) => body)).toEqual([{ decision: 'decline' }]);
  });

  it('says when it came too late, and lets a press that did not arrive be tried again', async () => {
    await asked();
    stage.halo.otherwise(DOOR, (_call, response) => refuse(response, 500, 'internal'));
    await button('Confirm').click();
    await stage.says('This did not reach us').waitFor();
    stage.halo.otherwise(DOOR, (_call, response) => refuse(response, 409, 'conflict'));
    await button('Confirm').click();
    await stage.says('This can no longer be confirmed').waitFor();
    expect(await button('Confirm').count()).toBe(0);
    await shoot(stage.page, 'confirm-too-late');
    expect(await stage.axe()).toEqual([]);
    await expect.poll(() => stage.halo.seen(DOOR).length, LATE).toBe(2);
  });

  it('mirrors for right-to-left', async () => {
    await asked({}, "theme: 'light', locale: 'he', position: 'bottom-left'");
    await button('אישור').waitFor();
    await shoot(stage.page, 'confirm-rtl');
    expect(await stage.axe()).toEqual([]);
  });
});
