import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
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

const asks = (ask: 'never' | 'first_message' | 'handoff', required = false) => {
  stage.halo.config.agent.lead_form = { ask, required };
};
const email = () => stage.page.getByRole('textbox', { name: 'E-mail' });
const form = () => stage.page.locator('.lead');
const handOff = async () => {
  await stage.launcher().click();
  await stage.page.getByRole('button', { name: 'Talk to a human' }).click();
  await stage.says('The team has been told and will').waitFor();
};
const leads = () => stage.halo.seen('/leads').map(({ body }) => body);

for (const [name, options] of Object.entries({
  '1280-light': { colorScheme: 'light' },
  '1280-dark': { colorScheme: 'dark' },
  '390-dark': { colorScheme: 'dark', viewport: { width: 390, height: 844 }, hasTouch: true },
} as const)) {
  it(`asks a visitor on hand-off, by keyboard alone, names what is wrong, and asks once: ${name}`, async () => {
    asks('handoff');
    await stage.open(init(''), options);
    await handOff();
    await email().waitFor();
    await expect
      .poll(() => email().evaluate((field) => field.getBoundingClientRect().bottom < innerHeight), LATE)
      .toBe(true);
    await shoot(stage.page, `lead-${name}`);
    expect(await stage.axe()).toEqual([]);
    await email().focus();
    await stage.page.keyboard.press('Enter');
    await stage.says('Please type your e-mail address.').waitFor();
    stage.halo.otherwise('/leads', (_call, response) => refuse(response, 400, 'invalid_request'));
    await stage.page.keyboard.type('ana');
    await stage.page.keyboard.press('Enter');
    await stage.says('This does not look like an e-mail address.').waitFor();
    await shoot(stage.page, `lead-${name}-fault`);
    expect(await stage.axe()).toEqual([]);
    await stage.page.keyboard.type('@acme.com');
    await stage.page.keyboard.press('Shift+Tab');
    await stage.page.keyboard.type('Ana');
    await stage.page.keyboard.press('Enter');
    await stage.says('Thank you. We write to you there').waitFor();
    expect(await form().count()).toBe(0);
    expect(leads().at(-1)).toMatchObject({ email: 'ana@acme.com', name: 'Ana', session_id: expect.any(String) });
    await expect.poll(() => stage.field().evaluate((field) => field.matches(':focus')), LATE).toBe(true);
    await stage.page.reload();
    await stage.launcher().click();
    await stage.page.getByRole('button', { name: 'Talk to a human' }).click();
    await stage.says('The team has been told. You can go on').waitFor();
    expect(await form().count()).toBe(0);
    await stage.expectClean();
  });
}

it('may be skipped, and is not shown again', async () => {
  asks('handoff');
  await stage.open(init(''));
  await handOff();
  await stage.page.getByRole('button', { name: 'Not now' }).click();
  await expect.poll(() => form().count(), LATE).toBe(0);
  await stage.ask('I go on');
  await stage.says('You said: I go on').waitFor();
  expect([await form().count(), leads()]).toEqual([0, []]);
});

it('case 80: never asks whom the page has named, nor for what a visitor’s page has said', async () => {
  asks('handoff');
  await stage.open(init("userId: 'u1', userTraits: { name: 'Jane' }"));
  await handOff();
  expect(await form().count()).toBe(0);
  await stage.page.context().close();
  await stage.open(init("userTraits: { name: 'Ana', email: 'ana@acme.com' }"));
  await handOff();
  expect(await form().count()).toBe(0);
  await stage.page.context().close();
  await stage.open(init("userTraits: { name: 'Ana' }"));
  await handOff();
  await email().fill('ana@acme.com');
  expect(await stage.page.getByRole('textbox', { name: 'Name' }).count()).toBe(0);
  await form().getByRole('button', { name: 'Send' }).click();
  await expect.poll(leads, LATE).toMatchObject([{ email: 'ana@acme.com', name: 'Ana' }]);
});

it('must be answered before the first message where the agent says so, in right-to-left too', async () => {
  asks('first_message', true);
  await stage.open(init("locale: 'he', theme: 'light'"));
  await stage.page.locator('.launcher').click();
  await stage.page.locator('.lead input[type=email]').waitFor();
  await shoot(stage.page, 'lead-rtl-required');
  expect(await stage.axe()).toEqual([]);
  const left = (what: string) => stage.page.locator(what).count();
  expect([await left('.composer'), await left('.lead .plain'), await left('.suggestions')]).toEqual([0, 0, 0]);
  await stage.page.locator('.lead input[type=email]').fill('ana@acme.com');
  await stage.page.keyboard.press('Enter');
  await stage.page.locator('.composer textarea').fill('Hello');
  await stage.page.keyboard.press('Enter');
  await stage.says('You said: Hello').waitFor();
  await stage.expectClean();
});

it('before the first message without obligation: writing is answer enough', async () => {
  asks('first_message');
  await stage.open(init(''));
  await stage.launcher().click();
  await email().waitFor();
  await stage.ask('Hello');
  await stage.says('You said: Hello').waitFor();
  expect(await form().count()).toBe(0);
});
