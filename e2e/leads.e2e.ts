import { describe, expect, it } from 'vitest';
import { browserOf, LOOKS, look } from './looks.ts';
import { ownedHouse } from './watched-house.ts';

/** A visitor who leaves an address, and what the team sees of it. */
const { house, watched, owner, dashboard } = await ownedHouse();

describe('leads', () => {
  it('a visitor of the demo is asked on hand-off, and the team sees their name', async () => {
    const visitor = await watched.open();
    await visitor.goto(`${house.url}/demo/`);
    await visitor.getByRole('button', { name: /open chat/i }).click();
    await visitor.getByRole('button', { name: 'Talk to a human' }).last().click();
    await visitor.getByRole('textbox', { name: 'Name' }).fill('Vera Visitor');
    await visitor.getByRole('textbox', { name: 'E-mail' }).fill('vera@example.com');
    await visitor.keyboard.press('Enter');
    await visitor.getByText('Thank you. We write to you there').first().waitFor();
    await owner.goto(`${dashboard}/contacts?kind=lead`);
    await owner.getByText('Vera Visitor').first().waitFor();
    await visitor.context().close();
  });

  it('a lead added by hand with somebody’s e-mail is refused, kindly', async () => {
    await owner.goto(`${dashboard}/contacts`);
    await owner.getByRole('button', { name: 'Add contact' }).click();
    await owner.getByRole('dialog').getByLabel('E-mail').fill('VERA@example.com');
    await owner.getByRole('dialog').getByRole('button', { name: 'Add contact' }).click();
    await owner.getByText('Somebody with this e-mail is there already.').waitFor();
  });

  it('possible duplicates and the setting are pictured, free of barriers, and can be judged', async () => {
    await owner.goto(`${house.url}/demo/`);
    const { apiKey } = JSON.parse((await owner.locator('#page').textContent()) ?? '{}');
    for (const user_id of ['vera-1', 'vera-2']) {
      const answer = await fetch(`${house.url}/api/sdk/users/identify`, {
        method: 'POST',
        headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
        body: JSON.stringify({ user_id, traits: { email: 'vera@example.com', name: 'Vera Visitor' } }),
      });
      expect(answer.status).toBe(200);
    }
    const storage = await owner.context().storageState();
    for (const how of LOOKS) {
      const page = await watched.open({ ...browserOf(how), storageState: storage });
      await page.goto(`${dashboard}/contacts/duplicates`);
      await page.getByText('3 contacts').waitFor();
      const faults = await look(page, how, 'duplicates');
      await page.goto(`${dashboard}/settings/workspace`);
      await page.getByLabel('Ask for name and e-mail').waitFor();
      faults.push(...(await look(page, how, 'lead-form-setting')));
      expect(faults).toEqual([]);
      await page.context().close();
    }
    await owner.goto(`${dashboard}/contacts/duplicates`);
    await owner.getByRole('button', { name: 'Compare the contacts with vera@example.com' }).click();
    await owner.getByRole('dialog').waitFor();
    await owner.keyboard.press('Escape');
    await owner.getByRole('button', { name: 'The contacts with vera@example.com are different people' }).click();
    await owner.getByText('No two contacts share an e-mail').waitFor();
  });
});
