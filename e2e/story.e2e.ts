import { describe, expect, it } from 'vitest';
import { demoPage } from './demo-page.ts';
import { tellInOrder } from './expectations.ts';
import { becomeOwner, enterDemoWorkspace, OWNER, ownerLink } from './owner.ts';
import { watchedHouse } from './watched-house.ts';

/** The main story, from a first start to a named person whom a teammate answers. Each step goes on from the one before. */
const { house, watched } = await watchedHouse();
/** The owner, in the dashboard. */
const owner = await watched.open();
/** The demo workspace's address in the dashboard. */
let dashboard: string;
/** Somebody on the demo app, in a browser of their own. */
const visitor = demoPage(await watched.open(), house.url);

tellInOrder();

describe('1. the first start', () => {
  it('prints the dashboard, the demo, and a link that makes its reader the owner, once', async () => {
    expect(house.halo().said()).toContain(`${house.url}/dashboard/`);
    expect(house.halo().said()).toContain(`${house.url}/demo/`);
    const link = ownerLink(house);
    await becomeOwner(owner, house);
    const late = await watched.open();
    await late.goto(link);
    await late.getByRole('heading', { name: 'This link does not work' }).waitFor();
    await late.context().close();
  });

  it('gives the owner the demo’s workspace as well, with everybody who has signed up', async () => {
    dashboard = await enterDemoWorkspace(owner);
    await owner.getByRole('link', { name: 'Contacts' }).click();
    for (const name of ['Maya Okafor', 'Tomás Herrera', 'Jonas Lindqvist', 'Aiko Tanabe']) {
      await owner.getByRole('link', { name }).first().waitFor();
    }
    await owner.getByRole('link', { name: 'Companies' }).click();
    for (const name of ['Northwind Clinics', 'Bright Harbor Studio']) {
      await owner.getByRole('link', { name }).first().waitFor();
    }
  });
});

describe('2 and 3. a visitor becomes somebody', () => {
  it('shows a visitor who chats as Anonymous', async () => {
    await owner.goto(`${dashboard}/inbox/live`);
    await owner.getByText('Nobody is chatting right now').waitFor();
    await visitor.go();
    await visitor.openChat();
    await visitor.ask('Is my data safe with you?');
    await visitor.says('talk to a human').waitFor();
    // It came by itself, into a list that stood open.
    const line = owner.getByRole('link', { name: /Anonymous/ });
    await line.click();
    await owner.getByRole('heading', { name: 'Anonymous' }).first().waitFor();
    await owner.getByRole('region', { name: 'Conversation' }).getByText('Is my data safe with you?').waitFor();
  });

  it('shows their name in that conversation at once, without a reload, when they sign in', async () => {
    await owner.evaluate(() => Object.assign(window, { stillTheSamePage: true }));
    await visitor.signIn('Maya Okafor');
    await owner.getByRole('heading', { name: 'Maya Okafor' }).first().waitFor();
    await owner
      .getByRole('link', { name: /Maya Okafor/ })
      .first()
      .waitFor();
    await owner.getByRole('region', { name: 'Conversation' }).getByText('Is my data safe with you?').waitFor();
    await expect.poll(() => owner.getByRole('link', { name: /Anonymous/ }).count()).toBe(0);
    expect(await owner.evaluate(() => 'stillTheSamePage' in window)).toBe(true);
    await visitor.openChat();
    await visitor.says('Is my data safe with you?').waitFor();
    await expect.poll(() => visitor.debug()).toMatchObject({ user: 'usr_1042', identity: { trust: 'verified' } });
  });

  it('hangs the conversation on their contact', async () => {
    await owner.getByRole('complementary', { name: 'Customer' }).getByRole('link', { name: 'Maya Okafor' }).click();
    await owner.getByRole('heading', { name: 'Maya Okafor', level: 1 }).waitFor();
    await owner.getByText('live conversation').waitFor();
    await owner.getByRole('link', { name: 'Northwind Clinics' }).first().waitFor();
  });

  it('answers them from their traits, company and context', async () => {
    await visitor.ask('hello');
    await visitor.says('Hi Maya!').waitFor();
    await visitor.ask('what plan am I on?');
    await visitor.says(/plan is pro/i).waitFor();
    await visitor.ask('why is my HubSpot sync failing?');
    await visitor.says('The access token expired').waitFor();
    await visitor.ask('how many seats do we use?');
    await visitor.says(/38 of 50/).waitFor();
  });

  it('greets somebody by name in the first answer, and knows which company is theirs', async () => {
    const jonas = demoPage(await watched.open(), house.url);
    await jonas.signIn('Jonas Lindqvist');
    await jonas.openChat();
    await jonas.says('Hi Jonas,').waitFor();
    await jonas.ask('what plan am I on?');
    await jonas.says(/Hi Jonas!.*plan is trial/i).waitFor();
    await jonas.ask('what is the name of my company?');
    await jonas.says('Bright Harbor Studio').waitFor();
    await jonas.page.context().close();
  });
});

describe('4. a backend tells of a signup', () => {
  it('puts the contact into Contacts before the first login, with the day of sign-up', async () => {
    await owner.goto(`${dashboard}/contacts`);
    await owner.getByRole('link', { name: 'Maya Okafor' }).first().waitFor();
    expect(await owner.getByText('Priya Raman').count()).toBe(0);
    const { page } = demoPage(await watched.open(), house.url);
    await page.goto(`${house.url}/demo/sign-up`);
    await page.getByRole('button', { name: 'Sign up' }).click();
    await page.getByRole('heading', { name: 'Welcome, Priya' }).waitFor();
    expect(await page.getByText('"result": "created"').count()).toBe(1);
    await owner.getByRole('link', { name: 'Priya Raman' }).first().click();
    await owner.getByRole('heading', { name: 'Priya Raman', level: 1 }).waitFor();
    await owner.getByText('Customer since today').waitFor();
    await page.context().close();
  });

  it('refuses created_at among traits, with every offender', async () => {
    const { apiKey } = JSON.parse((await visitor.page.locator('#page').textContent()) ?? '{}');
    const refused = await fetch(`${house.url}/api/sdk/users/identify`, {
      method: 'POST',
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ user_id: 'usr_new', traits: { created_at: '2026-01-01', last_seen: 'now', plan: 'pro' } }),
    });
    expect(refused.status).toBe(400);
    const answer = await refused.json();
    expect(answer).toMatchObject({ code: 'reserved_traits', error: expect.stringContaining('signed_up_at') });
    expect(answer.reserved_keys.toSorted()).toEqual(['created_at', 'last_seen']);
  });
});

describe('6. talking to a human', () => {
  it('makes a ticket on the right contact', async () => {
    await owner.goto(`${dashboard}/inbox/open`);
    await owner.getByText('Nobody is waiting').waitFor();
    await visitor.page.getByRole('button', { name: 'Talk to a human' }).last().click();
    await visitor.says('The team has been told').waitFor();
    const ticket = owner.getByRole('link', { name: /Maya Okafor/ });
    await ticket.click();
    await owner.getByRole('button', { name: 'Status: Open. Change' }).waitFor();
    await owner.getByRole('complementary', { name: 'Customer' }).getByText('Northwind Clinics').first().waitFor();
  });

  it('brings the teammate’s answer into the widget live', async () => {
    await owner.getByRole('textbox', { name: 'Reply to Maya Okafor' }).fill('I have reconnected HubSpot for you.');
    await owner.getByRole('button', { name: 'Send', exact: true }).click();
    await visitor.says('I have reconnected HubSpot for you.').waitFor();
    await visitor.panel().getByRole('heading', { name: OWNER.name }).waitFor();
    await visitor.ask('Thank you, Sam!');
    await owner.getByRole('region', { name: 'Conversation' }).getByText('Thank you, Sam!').waitFor();
  });

  it('keeps a note from the customer', async () => {
    await owner.getByRole('tab', { name: 'Note' }).click();
    await owner.getByRole('textbox', { name: 'Note for teammates' }).fill('Token owner left the company.');
    await owner.getByRole('button', { name: 'Add note' }).click();
    await owner.getByRole('region', { name: 'Conversation' }).getByText('Token owner left').waitFor();
    await owner.getByRole('tab', { name: 'Reply' }).click();
    await owner.getByRole('textbox', { name: 'Reply to Maya Okafor' }).fill('Anything else?');
    await owner.keyboard.press('Control+Enter');
    await visitor.says('Anything else?').waitFor();
    expect(await visitor.panel().textContent()).not.toContain('Token owner');
  });
});

describe('a second start', () => {
  it('has everything that was there, offers no link, and open pages go on', async () => {
    expect(await house.halo().stop()).toBe(0);
    await house.start();
    expect(house.halo().said()).not.toContain('#owner=');
    await owner.reload();
    await owner.getByRole('heading', { name: 'Maya Okafor' }).first().waitFor();
    await owner.getByRole('region', { name: 'Conversation' }).getByText('Anything else?').waitFor();
    await visitor.ask('One more thing after your update.');
    await owner.getByRole('region', { name: 'Conversation' }).getByText('One more thing after').waitFor();
    await owner.goto(`${dashboard}/contacts`);
    await owner.getByRole('link', { name: 'Priya Raman' }).first().waitFor();
  });
});
