import { expect, it } from 'vitest';
import { browserOf, LOOKS, look } from './looks.ts';
import { ownedHouse } from './watched-house.ts';

/** A teammate makes two records of one person one, finds the way from the old address, and takes it back. */
const { watched, owner, dashboard, call } = await ownedHouse();

async function say(path: string, body: object): Promise<void> {
  expect((await call(path, body)).status).toBe(200);
}

it.each(LOOKS)('merging, $name', { timeout: 180_000 }, async (how) => {
  const id = `${how.colorScheme}-${how.width}`;
  const [name, old] = [`Greta Lund ${id}`, `G. Lund ${id}`];
  const email = `greta-${id}@northwind.example`;
  await say('/users/identify', {
    user_id: `usr_${id}`,
    traits: { name, email, plan: 'pro', seats: 12, signed_up_at: '2024-03-01' },
  });
  await say('/users/identify', {
    ...{ user_id: `old_${id}`, context: { sync: { label: 'Sync', value: { hubspot: 'failing' } } } },
    traits: { name: old, email, plan: 'free', role: 'Head of Operations', locale: 'sv-SE' },
  });
  await say('/tickets/create', { user_id: `old_${id}`, subject: 'The sync fails' });

  const storageState = await owner.context().storageState();
  const page = await watched.open({ ...browserOf(how), storageState });
  const faults: string[] = [];
  const openContact = async (who: string) => {
    await page.goto(`${dashboard}/contacts?search=${encodeURIComponent(who)}`);
    await page.getByRole('link', { name: who }).first().click();
    await page.getByRole('heading', { name: who, level: 1 }).waitFor();
    return page.url();
  };
  const oldAddress = await openContact(old);
  const address = await openContact(name);
  await page.goto(`${address}?tab=sessions`);
  await page.getByText(`Same e-mail, old_${id}`).waitFor();
  faults.push(...(await look(page, how, 'dashboard-merge-suggested')));
  await page.getByRole('button', { name: 'Merge with another contact' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: old }).waitFor();
  faults.push(...(await look(page, how, 'dashboard-merge-find')));
  await dialog.getByRole('button', { name: old }).click();
  await dialog.getByText('2 values differ').waitFor();
  faults.push(...(await look(page, how, 'dashboard-merge-review')));
  await dialog.getByLabel(/They are the same person/).check();
  await dialog.getByRole('textbox', { name: /Type the name/ }).fill(old);
  faults.push(...(await look(page, how, 'dashboard-merge-confirm')));
  await dialog.getByRole('button', { name: 'Merge contacts' }).click();
  await page.getByText(`Took in ${old}`).waitFor();
  await page.getByText(`also old_${id}`).waitFor();
  faults.push(...(await look(page, how, 'dashboard-merged')));

  await page.goto(oldAddress);
  await page.getByText(`${old} was merged into ${name}`).waitFor();
  faults.push(...(await look(page, how, 'dashboard-merge-old-address')));
  await page.getByRole('link', { name: 'Go to its own page' }).click();
  await page.getByRole('button', { name: 'Undo merge' }).click();
  await page
    .getByText(/Undone/)
    .first()
    .waitFor();
  faults.push(...(await look(page, how, 'dashboard-merge-undone')));
  await page.goto(oldAddress);
  await page.getByRole('heading', { name: old, level: 1 }).waitFor();
  expect(faults).toEqual([]);
  await page.context().close();
});
