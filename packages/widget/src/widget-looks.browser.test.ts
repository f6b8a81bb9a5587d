import type { WireConversation } from '@halo/wire/sdk/conversations.ts';
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

const LONG = [
  'Your last sync failed because the **HubSpot token expired** yesterday at 14:02.\n\n',
  'To fix it:\n\n1. Open *Settings > Integrations*\n2. Choose **Reconnect** beside HubSpot\n3. Sign in as an admin\n\n',
  'The first run after that takes about `5 minutes`. See the [guide](https://docs.acme.example/hubspot) for scopes.',
];

describe('looks', () => {
  const states = async (name: string) => {
    stage.halo.answer = () => LONG;
    await stage.page.getByRole('button', { name: 'Why is my HubSpot sync failing?' }).click();
    await stage.says('guide').waitFor();
    await shoot(stage.page, `${name}-answer`);
    await stage.page.getByRole('button', { name: 'Talk to a human' }).click();
    await stage.says('The team has been told and will').waitFor();
    const begun = stage.halo.conversation as WireConversation;
    const conversation: WireConversation = { ...begun, handled_by: 'teammate', teammate_name: 'Sam' };
    stage.halo.conversation = conversation;
    stage.halo.push({ type: 'conversation', conversation });
    stage.halo.say('system', 'Sam from Acme joined');
    stage.halo.say('teammate', 'Hi Jane, I have renewed the token for you. Could you try again?', 'Sam');
    await stage.says('I have renewed the token').waitFor();
    stage.halo.push({ type: 'typing', conversation_id: 'conv_1', name: 'Sam' });
    await shoot(stage.page, `${name}-taken-over`);
    expect(await stage.axe()).toEqual([]);
    stage.halo.conversation = { ...conversation, status: 'completed' };
    stage.halo.push({ type: 'conversation', conversation: stage.halo.conversation });
    await stage.says('Did this help?').waitFor();
    await stage.says('Did this help?').scrollIntoViewIfNeeded();
    await shoot(stage.page, `${name}-ended`);
    expect(await stage.axe()).toEqual([]);
    await stage.page.getByRole('button', { name: 'Yes, it helped' }).click();
    await stage.says('Thank you for telling us').waitFor();
    await expect
      .poll(() => stage.halo.seen('/conversations/conv_1/feedback')[0]?.body, LATE)
      .toEqual({ rating: 'good' });
  };

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`matrix: axe: stands at 1280 in ${colorScheme}, greets by name, hands over and ends`, async () => {
      await stage.open(init("userId: 'u1', userTraits: { name: 'Jane Doe' }"), { colorScheme });
      await stage.launcher().click();
      await stage.says('Hi Jane,').waitFor();
      await shoot(stage.page, `1280-${colorScheme}-start`);
      expect(await stage.axe()).toEqual([]);
      await states(`1280-${colorScheme}`);
      await stage.expectClean();
    });
  }

  it('fills a phone, and Tab stays inside', async () => {
    await stage.open(init("userId: 'u1', userTraits: { name: 'Jane Doe' }, theme: 'light'"), {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
    });
    await stage.launcher().click();
    await stage.says('Hi Jane,').waitFor();
    await shoot(stage.page, '390-start');
    const box = () => stage.page.locator('.panel').boundingBox();
    await expect.poll(box, LATE).toMatchObject({ x: 0, y: 0, width: 390, height: 844 });
    for (let i = 0; i < 12; i++) await stage.page.keyboard.press('Tab');
    expect(await stage.page.evaluate(() => document.activeElement?.hasAttribute('data-halo'))).toBe(true);
    await states('390');
  });

  it('mirrors for right-to-left', async () => {
    await stage.open(
      init("userId: 'u1', userTraits: { name: 'ליאור' }, locale: 'he', theme: 'light', position: 'bottom-left'"),
    );
    await stage.page.locator('.launcher').click();
    await stage.says('שלום ליאור,').waitFor();
    await stage.page.locator('.composer textarea').fill('שלום, למה הסנכרון נכשל?');
    await stage.page.keyboard.press('Enter');
    await stage.says('You said:').waitFor();
    await shoot(stage.page, 'rtl');
    expect(await stage.axe()).toEqual([]);
  });

  it('matrix: axe: says what keeps a message from leaving: signed out, offline, refused', async () => {
    await stage.open(
      init("theme: 'light', userId: 'u1', userTraits: { name: 'Jane' }, getUserToken: async () => null"),
    );
    await stage.launcher().click();
    await stage.ask('Are you there?');
    await stage.says('Please sign in again to continue. Your message is kept').waitFor();
    await shoot(stage.page, 'paused');
    expect(await stage.axe()).toEqual([]);
    await stage.page.context().close();

    await stage.open(init("theme: 'dark'"), { colorScheme: 'dark' });
    await stage.launcher().click();
    await stage.field().waitFor();
    await stage.page.context().setOffline(true);
    await stage.ask('Still there?');
    await stage.says('We will send this when you are back').waitFor();
    await shoot(stage.page, 'offline');
    await stage.page.context().setOffline(false);
    await stage.says('You said: Still there?').waitFor();
    stage.halo.otherwise('/chat/stream', (_call, response) => refuse(response, 400, 'invalid_request'));
    await stage.ask('This one fails');
    await stage.says('Not sent.').waitFor();
    stage.allow(/^\[Halo\] invalid_request/);
    const [line, thread] = await Promise.all([
      stage.says('Not sent.').boundingBox(),
      stage.page.locator('.thread').boundingBox(),
    ]);
    expect(line?.y).toBeLessThan((thread?.y ?? 0) + (thread?.height ?? 0));
    await shoot(stage.page, 'failed');
    await stage.page.getByRole('button', { name: 'Try again' }).click();
    await stage.says('You said: This one fails').waitFor();
  });
});
