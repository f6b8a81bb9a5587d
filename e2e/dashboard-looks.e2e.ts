import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type DemoPage, demoPage } from './demo-page.ts';
import { browserOf, LOOKS, look } from './looks.ts';
import { becomeOwner, enterDemoWorkspace, ownerLink } from './owner.ts';
import { demoCall, watchedHouse } from './watched-house.ts';

/** What teammates see, page by page: pictured, and free of faults. */
const { house, watched } = await watchedHouse();
const call = await demoCall(house);
let owner: Page;
let dashboard: string;
/** Addresses of records, below `dashboard`. */
const places = { ticket: '', decided: '', contact: '', company: '' };

async function say(body: object, path = '/users/identify'): Promise<void> {
  expect((await call(path, body)).status).toBe(200);
}

async function someone(): Promise<DemoPage> {
  return demoPage(await watched.open(), house.url);
}

describe('before there is an owner', () => {
  it.each(LOOKS)('$name', async (how) => {
    const page = await watched.open(browserOf(how));
    await page.goto(ownerLink(house));
    await page.getByRole('heading', { name: 'Welcome to Halo' }).waitFor();
    const faults = await look(page, how, 'dashboard-welcome');
    await page.goto(`${house.url}/dashboard/sign-in`);
    await page.getByText('Halo has no owner yet').waitFor();
    faults.push(...(await look(page, how, 'dashboard-no-owner')));
    expect(faults).toEqual([]);
    await page.context().close();
  });
});

const ASKED = encodeURIComponent(JSON.stringify({ all: [{ field: 'company.name', op: 'is_set' }] }));

describe('the dashboard', () => {
  beforeAll(async () => {
    owner = await watched.open();
    await becomeOwner(owner, house);
    dashboard = await enterDemoWorkspace(owner);
    await say({
      user_id: 'long',
      traits: {
        name: 'Dr. Alexandria Wilhelmina Featherstonehaugh-Montgomery III',
        email: 'alexandria.featherstonehaugh-montgomery@a-very-long-company-name.example',
        plan: 'enterprise',
      },
    });
    await say({ user_id: 'rtl', traits: { name: 'محمد عبد الرحمن الشريف', role: 'مدير' } });
    await say({ user_id: 'nameless', traits: { favourite_colours: ['green', 'blue'], address: { city: 'Leeds' } } });

    const visitor = await someone();
    await visitor.go();
    await visitor.openChat();
    await visitor.ask('Do you offer discounts for charities?');
    await visitor.says('talk to a human').waitFor();
    const jonas = await someone();
    await jonas.signIn('Jonas Lindqvist');
    await jonas.openChat();
    await jonas.ask('what plan am I on?');
    await jonas.says(/plan is trial/i).waitFor();
    const maya = await someone();
    await maya.signIn('Maya Okafor');
    await maya.openChat();
    await maya.ask('why is my HubSpot sync failing?');
    await maya.says('The access token expired').waitFor();
    await maya.page.getByRole('button', { name: 'Talk to a human' }).last().click();
    await maya.says('The team has been told').waitFor();

    const tomas = await someone();
    await tomas.signIn('Tomás Herrera');
    await tomas.openChat();
    await tomas.ask('I want to talk to a human');
    await tomas.says('Somebody will reply here').waitFor();

    await owner.goto(`${dashboard}/inbox/open`);
    await owner.getByRole('link', { name: /Maya Okafor/ }).click();
    await owner.getByRole('textbox', { name: 'Reply to Maya Okafor' }).waitFor();
    places.ticket = owner.url().replace(dashboard, '');
    await owner.goto(`${dashboard}/inbox/open`);
    await owner.getByRole('link', { name: /Tomás Herrera/ }).click();
    await owner.getByRole('textbox', { name: 'Reply to Tomás Herrera' }).waitFor();
    places.decided = owner.url().replace(dashboard, '');
    await owner.goto(`${dashboard}/settings/lists`);
    await owner.getByRole('button', { name: 'Add list' }).click();
    await owner.getByRole('textbox', { name: 'Name' }).fill('Product news');
    await owner.getByRole('button', { name: 'Add list' }).click();
    await owner.getByText('product-news').waitFor();
    for (const [list, name, key] of [
      ['contacts', 'Maya Okafor', 'contact'],
      ['companies', 'Northwind Clinics', 'company'],
    ] as const) {
      await owner.goto(`${dashboard}/${list}`);
      await owner.getByRole('link', { name }).first().click();
      await owner.getByRole('heading', { name, level: 1 }).waitFor();
      places[key] = owner.url().replace(dashboard, '');
    }
  });

  /** Each page, its address, and what stands there once it is all there. */
  const pages = (): [name: string, path: string, sign: string | RegExp][] => [
    ['inbox-open', '/inbox/open', /HubSpot/],
    ['inbox-live', '/inbox/live', /discounts for charities|plan is trial|I have no answer/],
    ['inbox-empty', '/inbox/spam', 'No spam'],
    ['inbox-thread', places.ticket, 'The access token expired'],
    ['inbox-decision', places.decided, 'Handed over: the customer asked'],
    ['contacts', '/contacts', 'Tomás Herrera'],
    ['contacts-nothing', '/contacts?search=nobody-at-all', /nobody-at-all/],
    ['contact', places.contact, /Customer 1y/],
    ['contact-traits', `${places.contact}?tab=traits`, /usr_1042/],
    ['contact-sessions', `${places.contact}?tab=sessions`, /Chrome on Linux/],
    ['companies', '/companies', 'Bright Harbor Studio'],
    ['companies-filter', `/companies?filter=${ASKED}`, /compan(y matches|ies match)/],
    ['company', places.company, 'Members'],
    ['install', '/setup/install', 'Prove it with a signed token'],
    ['settings-workspace', '/settings/workspace', 'Time zone'],
    ['agent-character', '/agent/character', 'Limits and prices'],
    ['settings-team', '/settings/team', 'sam@northlight.example'],
    ['agent-escalation', '/agent/escalation', 'Whose ticket gets priority'],
    ['settings-security', '/settings/security', 'Identity secrets'],
    ['settings-log', '/settings/log', /usr_1042/],
    ['settings-log-nothing', '/settings/log?only=refused', 'No such calls'],
    ['settings-audit', '/settings/audit', /created the workspace/],
    ['settings-audit-nothing', '/settings/audit?kind=nothing', 'No such change'],
    ['settings-data', '/settings/data', /role/i],
    ['settings-lists', '/settings/lists', 'Product news'],
    ['agent-actions', '/agent/actions', 'No actions yet'],
    ['agent-knowledge', '/agent/knowledge', 'No knowledge yet'],
    ['not-found', '/settings/nowhere', 'There is nothing at this address'],
  ];

  it.each(LOOKS)('$name', { timeout: 240_000 }, async (how) => {
    const storageState = await owner.context().storageState();
    const page = await watched.open({ ...browserOf(how), storageState });
    const faults: string[] = [];
    for (const [name, path, sign] of pages()) {
      await page.goto(`${dashboard}${path}`);
      await page.getByText(sign).filter({ visible: true }).first().waitFor();
      faults.push(...(await look(page, how, `dashboard-${name}`)));
    }
    await page.goto(`${dashboard}/contacts`);
    await page.getByText('Tomás Herrera').filter({ visible: true }).first().waitFor();
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder('Find a person, company, ticket or page').fill('maya');
    await page.getByRole('option', { name: /^Maya Okafor/ }).waitFor();
    faults.push(...(await look(page, how, 'dashboard-palette')));
    await page.keyboard.press('Escape');
    await page.getByPlaceholder('Find a person, company, ticket or page').waitFor({ state: 'hidden' });
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    faults.push(...(await look(page, how, 'dashboard-keys')));
    await page.goto(`${dashboard}${places.ticket}${how.width === 390 ? '&panel=customer' : ''}`);
    const customer = page.getByRole('complementary', { name: 'Customer' });
    await customer.getByText('Northwind Clinics').first().waitFor();
    faults.push(...(await look(page, how, 'dashboard-customer')));
    await customer.getByRole('tab', { name: 'Context' }).click();
    await customer.getByText('HubSpot errors').waitFor();
    faults.push(...(await look(page, how, 'dashboard-context')));
    await customer.getByRole('button', { name: 'What the AI saw' }).click();
    await page.getByRole('dialog').getByText('[User Profile]').waitFor();
    faults.push(...(await look(page, how, 'dashboard-prompt')));
    await page.goto(`${dashboard}${places.contact}${how.width === 390 ? '?tab=sessions' : ''}`);
    await page.getByRole('button', { name: 'Erase' }).click();
    await page.getByRole('dialog').getByText('This cannot be undone').waitFor();
    faults.push(...(await look(page, how, 'dashboard-erase')));
    await page.goto(`${dashboard}/settings/workspace`);
    await page.getByText('Data retention').scrollIntoViewIfNeeded();
    await page.getByText('Lift the erasure').scrollIntoViewIfNeeded();
    faults.push(...(await look(page, how, 'dashboard-retention')));
    const stranger = await watched.open(browserOf(how));
    await stranger.goto(`${house.url}/dashboard/`);
    await stranger.getByRole('heading', { name: 'Sign in to Halo' }).waitFor();
    faults.push(...(await look(stranger, how, 'dashboard-sign-in')));
    expect(faults).toEqual([]);
    await stranger.context().close();
    await page.context().close();
  });
});
