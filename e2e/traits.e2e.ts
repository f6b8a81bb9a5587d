import { describe, expect, it } from 'vitest';
import { browserOf, LOOKS, look } from './looks.ts';
import { ownedHouse } from './watched-house.ts';

/** What teammates write by hand, and what they say about keys: done once in a browser, then pictured. */
const { house, watched, owner, dashboard, call } = await ownedHouse();
let contact: string;

async function identify(traits: object) {
  const { status, body } = await call('/users/identify', { user_id: 'rosa', traits });
  expect(status).toBe(200);
  return body;
}

describe('traits by hand', () => {
  it('a contact is added, and a trait of theirs is added, pinned, held, released and cleared', async () => {
    await owner.goto(`${dashboard}/contacts`);
    await owner.getByRole('button', { name: 'Add contact' }).click();
    await owner.getByLabel('User id').fill('rosa');
    await owner.getByLabel('Name', { exact: true }).fill('Rosa Marin');
    await owner.getByRole('dialog').getByRole('button', { name: 'Add contact' }).click();
    await owner.getByRole('heading', { name: 'Rosa Marin', level: 1 }).waitFor();
    contact = new URL(owner.url()).pathname;

    await owner.getByRole('button', { name: 'Add trait' }).click();
    await owner.getByLabel('Key', { exact: true }).fill('account_manager');
    await owner.getByLabel('Value', { exact: true }).fill('Sam');
    await owner.getByLabel('Pin this value').check();
    await owner.getByRole('dialog').getByRole('button', { name: 'Add trait' }).click();
    const mark = owner.getByRole('button', { name: /^Account manager: Verified: written by Sam Rivera/ });
    await mark.waitFor();
    expect((await identify({ account_manager: 'nobody', seats: 4 })).ignored).toMatchObject([
      { key: 'account_manager', reason: 'pinned' },
    ]);

    await owner.reload();
    await mark.click();
    await owner.getByText('Pinned by Sam Rivera').waitFor();
    await owner.getByRole('button', { name: 'Release', exact: true }).click();
    await owner.getByText('Account manager released').waitFor();
    expect((await identify({ account_manager: 'synced' })).ignored).toEqual([]);

    await owner.reload();
    await owner.getByRole('button', { name: /^Seats: Claimed/ }).focus();
    await owner.keyboard.press('Enter');
    await owner.getByRole('button', { name: 'Clear', exact: true }).click();
    await owner.getByText('1 trait was cleared in the last 30 days').click();
    await owner.getByText('Seats by Sam Rivera').waitFor();
    await owner.getByRole('button', { name: 'Undo' }).last().click();
    await owner.getByRole('button', { name: /^Seats: Verified: written by Sam Rivera/ }).waitFor();

    await owner.reload();
    await owner.getByRole('button', { name: /^Account manager: / }).click();
    await owner.getByRole('button', { name: 'Pin', exact: true }).click();
    await owner.getByText('Account manager pinned').waitFor();
  });

  it('a key is kept for proven writers and from the AI', async () => {
    await owner.goto(`${dashboard}/settings/data?search=seats`);
    await owner.getByRole('button', { name: 'Edit Seats' }).click();
    await owner.getByLabel('Who may write it').selectOption('verified');
    await owner.getByText('What a browser sends under this key is ignored').waitFor();
    await owner.getByRole('button', { name: 'Save attribute' }).click();
    await owner.getByText('Proven writers only').waitFor();
    expect((await identify({ seats: 9 })).ignored).toMatchObject([{ key: 'seats', reason: 'policy' }]);
    await owner.getByLabel(/may see$/).selectOption('chosen');
    await owner.getByLabel('The AI sees Seats').click();
    await owner.getByText('Only the attributes ticked').waitFor({ state: 'attached' });
    await expect.poll(() => owner.getByLabel('The AI sees Seats').isChecked()).toBe(false);
  });
});

describe('how it looks', () => {
  it.each(LOOKS)('$name', { timeout: 180_000 }, async (how) => {
    const storageState = await owner.context().storageState();
    const page = await watched.open({ ...browserOf(how), storageState });
    const faults: string[] = [];
    const traits = new URL(`${contact}?tab=traits`, house.url).href;
    await page.goto(traits);
    await page.getByText('Account manager').filter({ visible: true }).first().waitFor();
    await page.getByRole('button', { name: /^Account manager: .* Pinned/ }).click();
    await page.getByText('Pinned by Sam Rivera').waitFor();
    faults.push(...(await look(page, how, 'traits-popover')));
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await page.getByRole('dialog', { name: 'Account manager' }).getByLabel('Value', { exact: true }).waitFor();
    faults.push(...(await look(page, how, 'traits-edit')));
    await page.goto(`${dashboard}/contacts`);
    await page.getByRole('button', { name: 'Add contact' }).click();
    await page.getByLabel('User id').waitFor();
    faults.push(...(await look(page, how, 'contact-add')));
    await page.goto(`${dashboard}/settings/data`);
    await page.getByLabel('The AI sees Seats').waitFor();
    faults.push(...(await look(page, how, 'data-chosen')));
    await page.getByRole('button', { name: 'Edit Seats' }).click();
    await page.getByLabel('Who may write it').waitFor();
    faults.push(...(await look(page, how, 'data-attribute')));
    expect(faults).toEqual([]);
    await page.context().close();
  });
});
