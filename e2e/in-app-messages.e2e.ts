import { expect, it } from 'vitest';
import { demoPage } from './demo-page.ts';
import { tellInOrder } from './expectations.ts';
import { browserOf, LOOKS, look } from './looks.ts';
import { ownedHouse } from './watched-house.ts';

/** A message is written, one person sees it while another does not, and the operator's numbers move. */
const { house, watched, owner, dashboard } = await ownedHouse();
const maya = demoPage(await watched.open(), house.url);
const customer = maya.page;
const LATE = { timeout: 30_000 };

tellInOrder();

/** Pictures the owner's page as it stands, in both themes, wide and narrow. */
async function pictured(name: string): Promise<void> {
  const faults: string[] = [];
  for (const how of LOOKS) {
    const { viewport } = browserOf(how);
    if (viewport) await owner.setViewportSize(viewport);
    await owner.emulateMedia({ colorScheme: how.colorScheme, reducedMotion: 'reduce' });
    faults.push(...(await look(owner, how, `in-app-messages-${name}`)));
  }
  await owner.setViewportSize({ width: 1280, height: 800 });
  expect(faults).toEqual([]);
}

it('the page teaches before there is anything, and is reached from the rail', async () => {
  await owner.goto(`${dashboard}/inbox/open`);
  await owner.getByRole('link', { name: 'Automations' }).click();
  await owner.getByText('Tell people something where they already are').waitFor();
  await pictured('empty');
});

it('an operator writes a message for some, sees how many they are and how it looks, and sets it live', async () => {
  await owner.getByRole('button', { name: 'Write a message' }).click();
  await owner.getByRole('textbox', { name: 'From' }).first().fill('Olivia');
  await owner.getByRole('textbox', { name: 'Title' }).fill('Reports are here, {{first_name | there}}');
  await owner.getByRole('textbox', { name: 'Text' }).fill('See **all** your figures in one place.');
  await owner.getByRole('combobox', { name: 'Button' }).selectOption('chat');
  await owner.getByRole('textbox', { name: 'Words on the button' }).fill('Ask us');
  await owner.getByRole('region', { name: 'Preview' }).getByText('Reports are here, there').waitFor();
  await owner.getByText(/\d+ people match now/).waitFor();
  await pictured('editor');
  await owner.getByRole('button', { name: 'Set live' }).click();
  await owner.getByText('Nobody yet.').waitFor();
});

it('somebody who is meant sees it by their name, closes it, and the numbers move', async () => {
  await maya.go();
  await maya.signIn('Maya Okafor');
  const card = customer.getByRole('region', { name: 'Message from Olivia' });
  await card.getByText('Reports are here, Maya').waitFor();
  await card.getByRole('button', { name: 'Close message' }).click();
  await expect.poll(() => card.count(), LATE).toBe(0);
  await owner.reload();
  await owner.getByRole('region', { name: 'Who saw it' }).getByText('Maya Okafor').waitFor();
  await owner.getByRole('region', { name: 'Who saw it' }).getByText('dismissed').waitFor();
  await pictured('outcomes');
  await owner.getByRole('button', { name: 'All messages' }).click();
  await owner
    .getByRole('button', { name: /Reports are here/ })
    .getByText('1 dismissed')
    .waitFor();
  await pictured('list');
  await customer.reload();
  await maya.page.getByRole('button', { name: /open chat/i }).waitFor();
  expect(await card.count()).toBe(0);
});
