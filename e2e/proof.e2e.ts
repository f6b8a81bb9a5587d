import { createHmac } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { type DemoPage, demoPage } from './demo-page.ts';
import { tellInOrder } from './expectations.ts';
import { ownedHouse } from './watched-house.ts';

/** Only proven people are let in, and nobody sees what was another's. */
const { house, watched, owner, dashboard } = await ownedHouse();
let maya: DemoPage;
let apiKey: string;

beforeAll(async () => {
  maya = demoPage(await watched.open(), house.url);
  await maya.signIn('Maya Okafor');
  await maya.openChat();
  await maya.ask('Our clinic in Leeds is closing.');
  await maya.says('talk to a human').waitFor();
  apiKey = JSON.parse((await maya.page.locator('#page').textContent()) ?? '{}').apiKey;
});
tellInOrder();

async function call(path: string, { body, headers = {} }: { body?: object; headers?: Record<string, string> }) {
  const answer = await fetch(`${house.url}/api/sdk${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json', ...headers },
    body: body ? JSON.stringify(body) : null,
  });
  return { status: answer.status, body: await answer.json() };
}

function forge(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
  return `${signed}.${createHmac('sha256', 'ha_secret_guessed').update(signed).digest('base64url')}`;
}

describe('5. with identity enforced', () => {
  it('is switched on in the dashboard, after its figures were shown', async () => {
    await owner.goto(`${dashboard}/settings/security`);
    await owner.getByRole('radio', { name: /Enforce/ }).click();
    const dialog = owner.getByRole('dialog');
    await dialog.getByText('a call that names a user without a valid token is refused').waitFor();
    await dialog.getByRole('button', { name: 'Enforce verification' }).click();
    await owner.getByRole('heading', { name: 'Only proven people are let in' }).waitFor();
  });

  it.each([
    ['/users/identify', { traits: { plan: 'free' } }],
    ['/companies/identify', { company_id: 'northwind' }],
    ['/chat', { message: 'what do you know about me?' }],
    ['/events', { events: [{ event_type: 'click' }] }],
    ['/tickets/create', { subject: 'Let me in' }],
  ])('refuses %s that names a user without a token, and with a forged one', async (path, body) => {
    const unsigned = await call(path, { body: { ...body, user_id: 'usr_1042' } });
    expect(unsigned).toMatchObject({ status: 403, body: { code: 'identity_required' } });
    const user_token = forge({ user_id: 'usr_1042', role: 'admin' });
    const forged = await call(path, { body: { ...body, user_id: 'usr_1042', user_token } });
    expect(forged).toMatchObject({ status: 403, body: { code: 'identity_invalid' } });
    expect(JSON.stringify([unsigned, forged])).not.toMatch(/Maya|Northwind|Leeds/);
  });

  it('gives a forged id nothing to read, even with the session of the person', async () => {
    const session = (await maya.debug()).session.id ?? '';
    const bare = await call('/conversations', { headers: { 'x-halo-session': session } });
    expect(bare).toMatchObject({ status: 403 });
    const token = forge({ user_id: 'usr_1042' });
    const forged = await call('/conversations', { headers: { 'x-halo-session': session, 'x-halo-user-token': token } });
    expect(forged).toMatchObject({ status: 403 });
    expect(JSON.stringify([bare, forged])).not.toContain('Leeds');
  });

  it('keeps the demo working, whose backend signs', async () => {
    await maya.ask('why is my HubSpot sync failing?');
    await maya.says('The access token expired').waitFor();
    await maya.go('billing');
    await maya.openChat();
    await maya.says('Our clinic in Leeds is closing.').waitFor();
    await maya.ask('what plan am I on?');
    await maya.says(/plan is pro/i).waitFor();
    expect(await maya.debug()).toMatchObject({ identity: { trust: 'verified', blocked: false } });
    const page = await watched.open();
    await page.goto(`${house.url}/demo/sign-up`);
    await page.getByRole('button', { name: 'Sign up' }).click();
    await page.getByRole('heading', { name: 'Welcome, Priya' }).waitFor();
    await page.context().close();
  });

  it('lets visitors chat on, who name nobody', async () => {
    const visitor = demoPage(await watched.open(), house.url);
    await visitor.go();
    await visitor.openChat();
    await visitor.ask('Do you have an API?');
    await visitor.says('talk to a human').waitFor();
    await visitor.page.context().close();
  });

  it('has the refusals in the identify log', async () => {
    await owner.goto(`${dashboard}/settings/log`);
    await owner.getByText('usr_1042').first().waitFor();
    await owner
      .getByText(/refused/i)
      .first()
      .waitFor();
  });
});

describe('7. one browser, two people', () => {
  it('never paints the former one’s text after a switch', async () => {
    await maya.field().fill('a draft of Maya’s');
    const frames = await maya.page.evaluate(async () => {
      const body = new URLSearchParams({ person: 'usr_2301' });
      await fetch('/demo/sign-in', { method: 'POST', body, redirect: 'manual' });
      const root = document.querySelector('[data-halo]')?.shadowRoot;
      const seen = () => `${root?.textContent} ${root?.querySelector('textarea')?.value}`;
      const { HaloAgents } = window as unknown as { HaloAgents: { identify(id: string, traits: object): void } };
      HaloAgents.identify('usr_2301', { name: 'Jonas Lindqvist' });
      const painted: string[] = [];
      for (let i = 0; i < 60; i++) {
        await new Promise((next) => requestAnimationFrame(next));
        painted.push(seen());
      }
      return painted;
    });
    for (const frame of frames) expect(frame).not.toMatch(/Leeds|HubSpot sync|draft of Maya/);
    await maya.says('Hi Jonas,').waitFor();
  });

  it('goes on as the second person alone, also after a reload', async () => {
    const jonas = maya;
    await jonas.go();
    await jonas.page.getByText('Bright Harbor Studio').first().waitFor();
    await jonas.openChat();
    await jonas.ask('what plan am I on?');
    await jonas.says(/plan is trial/i).waitFor();
    expect(await jonas.panel().textContent()).not.toMatch(/Leeds|Maya|Northwind/);
    const kept = await jonas.page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
    expect(kept).not.toMatch(/Leeds|usr_1042|ha_secret|eyJ/);
  });

  it('is two conversations of two people in the inbox', async () => {
    await owner.goto(`${dashboard}/inbox/live`);
    await owner.getByRole('link', { name: /Maya Okafor/ }).waitFor();
    await owner.getByRole('link', { name: /Jonas Lindqvist/ }).click();
    const thread = owner.getByRole('region', { name: 'Conversation' });
    await thread.getByText('what plan am I on?').waitFor();
    expect(await thread.textContent()).not.toContain('Leeds');
  });

  it('brings back the conversation of the first person on another device', async () => {
    const elsewhere = demoPage(await watched.open(), house.url);
    await elsewhere.signIn('Maya Okafor');
    await elsewhere.openChat();
    await elsewhere.says('Our clinic in Leeds is closing.').waitFor();
    await elsewhere.page.context().close();
  });
});

describe('logging out', () => {
  it('ends the session on the server and leaves a visitor who knows nothing', async () => {
    const jonas = maya;
    const session = (await jonas.debug()).session.id ?? '';
    const token = await jonas.page.evaluate(() => fetch('/demo/api/token').then((answer) => answer.text()));
    const read = () => call('/conversations', { headers: { 'x-halo-session': session, 'x-halo-user-token': token } });
    expect((await read()).status).toBe(200);
    await jonas.page.getByRole('button', { name: 'Close chat' }).first().click();
    await jonas.page.locator('.account summary').click();
    await jonas.page.getByRole('button', { name: 'Sign out' }).click();
    await jonas.page.getByRole('heading', { name: 'Forms that people finish' }).waitFor();
    await jonas.openChat();
    await jonas.says('Hello,').waitFor();
    expect(await jonas.panel().textContent()).not.toMatch(/Jonas|trial/);
    const facts = await jonas.debug();
    expect(facts).toMatchObject({ user: null, identity: { trust: 'anonymous', token: false } });
    expect(facts.session.id).not.toBe(session);
    expect((await read()).body.code).toBe('session_closed');
  });
});
