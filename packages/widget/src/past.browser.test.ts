import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { type BrowserStage, createBrowserStage, init, LATE } from './testing/browser-stage.ts';
import { json } from './testing/fake-halo.ts';
import { pastConversation } from './testing/past-conversations.ts';

let stage: BrowserStage;

beforeAll(async () => {
  stage = await createBrowserStage();
});
afterAll(() => stage?.close());
beforeEach(() => stage.reset());
afterEach(() => stage.leave());

const button = (name: string) => stage.page.locator('.panel').getByRole('button', { name, exact: true });
const entries = () => stage.page.locator('.entries button');
const focused = () =>
  stage.page.evaluate(() => {
    const element = document.querySelector('[data-halo]')?.shadowRoot?.activeElement;
    return element?.getAttribute('data-id') ?? element?.className ?? '';
  });

const BILLING = () =>
  pastConversation('old_1', ['Where is my invoice?', 'Under **Billing**.'], {
    last_message_at: '2026-05-02T10:00:00.000Z',
  });
const EXPORT = () =>
  pastConversation('old_2', ['How do I export?', 'Choose *Export* in the menu.', 'And as CSV?', 'There, too.'], {
    teammate_name: 'Sam',
    outcome: 'escalated',
    unread: 1,
  });

/** The open panel of somebody who has talked before. */
async function opened(more = "userId: 'u1', userTraits: { name: 'Jane Doe' }"): Promise<void> {
  await stage.open(init(more));
  await stage.launcher().click();
  await stage.field().waitFor();
}

it('lists the conversations of before, reads one, and goes back by button and by Escape to where one was', async () => {
  stage.halo.past = [BILLING(), EXPORT()];
  await opened();
  await stage.field().fill('half a thought');
  await button('Your conversations').click();
  await entries().nth(1).waitFor();
  expect(await entries().allInnerTexts()).toEqual([
    expect.stringMatching(/^Under Billing\.\n.*2026\nAda · Solved$/s),
    expect.stringMatching(/^Unread:\s+There, too\.\n.*2026\nSam · Passed to the team$/s),
  ]);
  await entries().nth(1).click();
  await stage.says('And as CSV?').waitFor();
  // Read here is read on the server.
  await expect.poll(() => stage.halo.seen('/conversations/old_2/read').at(-1)?.body.seq, LATE).toBe(4);
  expect(await stage.field().isVisible()).toBe(false);
  await stage.page.keyboard.press('Escape');
  await expect.poll(focused, LATE).toBe('old_2');
  expect(await entries().nth(1).textContent()).not.toContain('Unread');
  await button('Back').click();
  await expect.poll(focused, LATE).toContain('to-past');
  expect(await stage.field().inputValue()).toBe('half a thought');
  await stage.page.keyboard.press('Escape');
  await stage.launcher().waitFor();
  await stage.expectClean();
});

it('from an old conversation one goes on by asking something new, which is sent as ever', async () => {
  stage.halo.past = [BILLING()];
  await opened();
  await button('Your conversations').click();
  await entries().first().click();
  await stage.says('Where is my invoice?').waitFor();
  await button('Ask something new').click();
  await expect
    .poll(() => stage.page.evaluate("document.querySelector('[data-halo]').shadowRoot.activeElement?.tagName"))
    .toBe('TEXTAREA');
  await stage.ask('And the next one?');
  await stage.says('You said: And the next one?').waitFor();
  await button('Your conversations').click();
  await entries().nth(1).waitFor();
  // The one in the chat is opened there, where it can be written in.
  await entries().first().click();
  await stage.field().waitFor();
  await stage.says('You said: And the next one?').waitFor();
});

it('reads page by page, and none twice that was spoken in meanwhile', async () => {
  const many = Array.from({ length: 60 }, (_, index) =>
    pastConversation(`old_${index}`, [`Question ${index}`, `Answer ${index}`]),
  );
  stage.halo.past = many;
  await opened();
  await button('Your conversations').click();
  await expect.poll(() => entries().count(), LATE).toBe(50);
  stage.halo.past = [many[55]!, ...many.filter((_, index) => index !== 55)];
  await button('Show more').click();
  await expect.poll(() => entries().count(), LATE).toBe(59);
  expect(new Set(await entries().evaluateAll((all) => all.map((one) => one.getAttribute('data-id')))).size).toBe(59);
  expect(await button('Show more').count()).toBe(0);
});

it('a visitor who was never here is told so without a call', async () => {
  await opened('');
  await button('Your conversations').click();
  await stage.says('Nothing here yet.').waitFor();
  expect(stage.halo.seen('/conversations')).toEqual([]);
  expect(await stage.axe()).toEqual([]);
});

it('what could not be loaded says so, and is tried again by the button and when the line is back', async () => {
  stage.halo.past = [BILLING()];
  await opened();
  const listed = /\/conversations$/;
  await stage.page.route(listed, (route) => route.abort());
  await button('Your conversations').click();
  await stage.says('This could not be loaded.').waitFor();
  await stage.page.unroute(listed);
  await button('Try again').click();
  await entries().first().waitFor();
  await stage.page.context().setOffline(true);
  await entries().first().click();
  await stage.says('This could not be loaded.').waitFor();
  await stage.says('You are offline.').waitFor();
  await stage.page.context().setOffline(false);
  await stage.says('Where is my invoice?').waitFor();
});

it('safety R2: another person sees nothing of it at once, and what comes late for the former is never painted', async () => {
  stage.halo.past = [BILLING()];
  await opened();
  await button('Your conversations').click();
  await entries().first().waitFor();
  let answer = () => {};
  stage.halo.otherwise('/conversations/old_1/messages', (_call, response) => {
    answer = () => json(response, 200, { ...BILLING(), request_id: 'req_1' });
  });
  await entries().first().click();
  await expect.poll(() => stage.halo.seen('/conversations/old_1/messages').length, LATE).toBe(1);
  stage.halo.past = [];
  const left = await stage.page.evaluate(() => {
    const { halo } = window as unknown as { halo: { identify(id: string): void } };
    halo.identify('u2');
    return document.querySelector('[data-halo]')?.shadowRoot?.querySelectorAll('.entries, .foot').length;
  });
  expect(left).toBe(0);
  answer();
  await stage.says('How can I help').or(stage.says('How can we help')).first().waitFor();
  await button('Your conversations').click();
  await stage.says('Nothing here yet.').waitFor();
  expect(await stage.page.locator('.panel').textContent()).not.toContain('invoice');
});

it('read in one tab, the dot in the list of the other is gone', async () => {
  stage.halo.past = [BILLING(), EXPORT()];
  await opened();
  const other = await stage.page.context().newPage();
  await other.goto(stage.page.url());
  await other.getByRole('button', { name: /open chat/i }).click();
  await other.locator('.to-past').click();
  await other.locator('.entries .new').waitFor();
  await stage.page.bringToFront();
  await button('Your conversations').click();
  await entries().nth(1).click();
  await stage.says('And as CSV?').waitFor();
  await other.locator('.entries .new').waitFor({ state: 'detached' });
});

it('what is said in the chat meanwhile is unread until one is back', async () => {
  await opened();
  await stage.ask('hello');
  await stage.says('You said: hello').waitFor();
  await expect.poll(() => stage.halo.streams, LATE).toBe(1);
  await button('Your conversations').click();
  await entries().first().waitFor();
  stage.halo.say('teammate', 'Are you still there?', 'Sam');
  await stage.page.locator('.entries .new').waitFor();
  await button('Back').click();
  await stage.says('Are you still there?').waitFor();
  await expect.poll(() => stage.halo.seen('/conversations/conv_1/read').at(-1)?.body.seq, LATE).toBe(3);
});
