import { describe, expect, it } from 'vitest';
import { demoPage } from './demo-page.ts';
import { browserOf, LOOKS, look } from './looks.ts';
import { ownedHouse } from './watched-house.ts';

/** What customers see, page by page and state by state: pictured, and free of barriers. */
const { house, watched, owner, dashboard } = await ownedHouse();

describe('the demo', () => {
  it.each(LOOKS)('$name', async (how) => {
    const tomas = demoPage(await watched.open(browserOf(how)), house.url);
    const faults: string[] = [];
    const at = async (name: string) => void faults.push(...(await look(tomas.page, how, `demo-${name}`)));
    for (const [name, path] of [
      ['welcome', ''],
      ['sign-in', 'sign-in'],
      ['nowhere', 'nowhere'],
      ['sign-up', 'sign-up'],
    ] as const) {
      await tomas.go(path);
      await at(name);
    }
    await tomas.page.getByRole('button', { name: 'Sign up' }).click();
    await tomas.page.getByRole('heading', { name: 'Welcome, Priya' }).waitFor();
    await at('signed-up');
    await tomas.signIn('Tomás Herrera');
    await at('forms');
    await tomas.go('integrations');
    await at('integrations');
    await tomas.go('billing');
    await tomas.page.locator('.account summary').click();
    await at('billing');
    expect(faults).toEqual([]);
    await tomas.page.context().close();
  });
});

/** A person for each look, so that each begins with nothing said. */
const PEOPLE = ['Aiko Tanabe', 'Tomás Herrera', 'Jonas Lindqvist', 'Maya Okafor'];

describe('the widget', () => {
  it.each(LOOKS.map((how, at) => ({ ...how, person: PEOPLE[at] ?? '' })))('$name', async ({ person, ...how }) => {
    const customer = demoPage(await watched.open(browserOf(how)), house.url);
    const [firstName] = person.split(' ');
    const faults: string[] = [];
    const at = async (name: string) => void faults.push(...(await look(customer.page, how, `widget-${name}`)));
    const reply = async (text: string) => {
      await owner.getByRole('textbox', { name: `Reply to ${person}` }).fill(text);
      await owner.getByRole('button', { name: 'Send', exact: true }).click();
    };

    await customer.go();
    await customer.openChat();
    await customer.says('Hello,').waitFor();
    await at('visitor');
    await customer.signIn(person);
    await customer.openChat();
    await customer.says(`Hi ${firstName},`).waitFor();
    await at('greeting');
    await customer.ask('what do you know about me?');
    await customer.says('This is what I know').waitFor();
    await at('answer');
    await customer.page.getByRole('button', { name: 'Talk to a human' }).last().click();
    await customer.says('The team has been told').waitFor();
    await at('waiting');

    await owner.goto(`${dashboard}/inbox/open`);
    await owner.getByRole('link', { name: new RegExp(person) }).click();
    await reply(`Hi ${firstName}, Sam here. How can I help?`);
    await customer.says('Sam here').waitFor();
    await at('teammate');

    await customer.page.context().setOffline(true);
    await customer.says('You are offline').waitFor();
    await customer.ask('Can I invite a client?');
    await customer.says('We will send this when you are back').waitFor();
    await at('offline');
    await customer.page.context().setOffline(false);
    await owner.getByRole('region', { name: 'Conversation' }).getByText('Can I invite a client?').waitFor();
    await customer.says('You are offline').waitFor({ state: 'hidden' });

    await customer.page.getByRole('button', { name: 'Close chat' }).first().click();
    await reply('You can, under Seats.');
    await customer.page.getByRole('button', { name: /^Open chat, \d+ unread/ }).waitFor();
    await at('unread');

    // The person was signed out of the app elsewhere: nothing can be proved any more.
    const signedOut = { status: 401, body: 'Nobody is signed in.' };
    await customer.page.route('**/demo/api/token', (route) => route.fulfill(signedOut));
    await customer.page.goto(`${house.url}/demo/`);
    await customer.openChat();
    await customer.says('Please sign in again').waitFor();
    await at('paused');
    expect(faults).toEqual([]);
    await customer.page.context().close();
    await owner.getByRole('button', { name: 'Resolve' }).click();
    await owner.getByRole('button', { name: /^Status: Resolved/ }).waitFor();
  });
});
