import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { type BrowserStage, createBrowserStage, init, LATE } from './testing/browser-stage.ts';

let stage: BrowserStage;

beforeAll(async () => {
  stage = await createBrowserStage();
});
afterAll(() => stage?.close());
beforeEach(() => stage.reset());
afterEach(() => stage.leave());

/** A closed chat with one answer in it, listened to. */
async function talked(more = ''): Promise<void> {
  await stage.open(init(more));
  await stage.launcher().click();
  await stage.ask('hello');
  await stage.says('You said: hello').waitFor();
  await stage.page.getByRole('button', { name: 'Close chat' }).first().click();
  await expect.poll(() => stage.halo.streams, LATE).toBe(1);
}

it('what is unread is a dot in every tab, never in the title, and reading it in one clears all', async () => {
  await talked();
  const other = await stage.page.context().newPage();
  // The other tab has taken up the conversation once it has been told its messages.
  const told = other.waitForResponse((answer) => answer.url().includes('/conv_1/messages'));
  await other.goto(stage.page.url());
  await (await told).finished();
  stage.halo.say('teammate', 'Are you still there?', 'Sam');
  const dotted = 'Open chat, 1 unread';
  await stage.page.getByRole('button', { name: dotted }).waitFor();
  await other.getByRole('button', { name: dotted }).waitFor();
  expect([await stage.page.title(), await other.title()]).toEqual(['Acme Forms', 'Acme Forms']);
  await other.bringToFront();
  await other.getByRole('button', { name: dotted }).click();
  await stage.page.getByRole('button', { name: 'Open chat', exact: true }).waitFor();
  await expect.poll(() => stage.halo.seen('/conversations/conv_1/read').at(-1)?.body.seq, LATE).toBe(3);
});

it('opens by itself for what is unread only where the page asks for it', async () => {
  await talked('ui: { autoOpenUnseen: true }');
  stage.halo.say('teammate', 'Are you still there?', 'Sam');
  await stage.says('Are you still there?').waitFor();
  await expect.poll(() => stage.halo.seen('/conversations/conv_1/read').at(-1)?.body.seq, LATE).toBe(3);
  await stage.expectClean();
});
