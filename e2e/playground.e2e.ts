import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { browserOf, LOOKS, look } from './looks.ts';
import { ownedHouse } from './watched-house.ts';

const { watched, owner, dashboard, call } = await ownedHouse();

const question = (page: Page) => page.getByRole('textbox', { name: 'Question' });

async function ask(page: Page, text: string, answer: string | RegExp): Promise<void> {
  await question(page).fill(text);
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await page.getByRole('region', { name: 'Chat' }).getByText(answer).first().waitFor();
  await page.getByRole('button', { name: 'Ask', exact: true }).waitFor();
}

async function addressOf(name: string): Promise<string> {
  await owner.goto(`${dashboard}/contacts`);
  await owner.getByRole('link', { name }).first().click();
  await owner.getByRole('link', { name: 'Chat as this contact' }).click();
  await owner.getByText('Nothing asked yet').waitFor();
  return owner.url().replace(dashboard, '');
}

beforeAll(async () => {
  const people = {
    long: { name: 'Dr. Alexandria Wilhelmina Featherstonehaugh-Montgomery III', plan: 'enterprise'.repeat(8) },
    rtl: { name: 'محمد عبد الرحمن الشريف', role: 'مدير' },
  };
  for (const [user_id, traits] of Object.entries(people)) {
    expect((await call('/users/identify', { user_id, traits })).status).toBe(200);
  }
  const context = {
    hub_spot: {
      label: 'HubSpot',
      type: 'error',
      value: [{ area: 'HubSpot sync', message: 'The access token expired' }],
    },
  };
  const ines = { name: 'Ines Duarte', plan: 'trial', role: 'admin', signed_up_at: '2026-05-20' };
  expect((await call('/users/identify', { user_id: 'ines', traits: ines, context })).status).toBe(200);
});

describe('the playground', () => {
  it('is reached from a contact, answers as it would answer them, shows the prompt, and leaves no conversation', async () => {
    await addressOf('Ines Duarte');
    await ask(owner, 'What plan am I on?', /plan is/i);
    const seen = owner.getByRole('region', { name: 'What the AI saw' });
    await seen.getByText('[User Profile]').first().waitFor();
    await seen.getByText('What plan am I on?', { exact: true }).waitFor();
    await ask(owner, 'I want to talk to a human', /Would have been handed over/);
    await owner.goto(`${dashboard}/inbox/open`);
    await owner
      .getByRole('heading', { name: 'Inbox' })
      .or(owner.getByText(/No open|Nothing/))
      .first()
      .waitFor();
    expect(await owner.getByText('I want to talk to a human').count()).toBe(0);
    await owner.goto(`${dashboard}/settings/audit`);
    await owner.getByText(/chatted as contact .* in the playground/).waitFor();
  });

  it('goes on from what the AI saw in the inbox, with the question at hand', async () => {
    expect((await call('/chat', { user_id: 'rtl', message: 'What is my role?' })).status).toBe(200);
    await owner.goto(`${dashboard}/inbox/live`);
    await owner.getByRole('link', { name: /محمد/ }).click();
    await owner.getByRole('button', { name: 'What the AI saw' }).first().click();
    await owner.getByRole('link', { name: 'Try again in the playground' }).click();
    await owner.waitForURL(/playground\?contact=/);
    await expect.poll(() => question(owner).inputValue()).toBe('What is my role?');
  });

  it.each(LOOKS)('looks right: $name', { timeout: 120_000 }, async (how) => {
    const isNarrow = how.width < 1024;
    const ines = await addressOf('Ines Duarte');
    const places = { long: await addressOf('Featherstonehaugh'), rtl: await addressOf('محمد') };
    const page = await watched.open({ ...browserOf(how), storageState: await owner.context().storageState() });
    const faults: string[] = [];
    await page.goto(`${dashboard}/agent/playground`);
    await page.getByText('Nothing asked yet').waitFor();
    faults.push(...(await look(page, how, 'playground-visitor')));
    await page.getByRole('button', { name: 'Choose whom' }).click();
    await page.getByRole('button', { name: /Ines Duarte/ }).waitFor();
    faults.push(...(await look(page, how, 'playground-whom')));
    await page.goto(`${dashboard}${ines}`);
    await ask(page, 'Why is my HubSpot sync failing?', /access token expired/);
    await ask(page, 'I want to talk to a human', /Would have been handed over/);
    faults.push(...(await look(page, how, 'playground-ines')));
    if (isNarrow) {
      await page.getByRole('button', { name: 'What the AI saw' }).first().click();
      await page.getByRole('dialog').getByText('[User Profile]').first().waitFor();
      faults.push(...(await look(page, how, 'playground-seen')));
    }
    for (const [name, path] of Object.entries(places)) {
      await page.goto(`${dashboard}${path}`);
      await ask(page, name === 'rtl' ? 'ما هو دوري؟' : 'What plan am I on?', /./);
      await page.getByText('Custom fields, context and other instructions').click();
      await page.getByRole('textbox', { name: 'Custom fields' }).fill('{ "plan": ');
      await page.getByText('A JSON object is needed').waitFor();
      faults.push(...(await look(page, how, `playground-${name}`)));
    }
    expect(faults).toEqual([]);
    await page.context().close();
  });
});
