import { beforeAll, describe, expect, it } from 'vitest';
import { browserOf, LOOKS, look } from './looks.ts';
import { ownedHouse } from './watched-house.ts';

/** Filters and segments as a teammate makes them: done once in a browser, then pictured. */
const { watched, owner, dashboard, call } = await ownedHouse();
let nobody = '';
let segment = '';
let contact = '';
let found = '';
let company = '';

beforeAll(async () => {
  for (let n = 0; n < 12; n++) {
    const traits = {
      name: `Seat Holder ${n}`,
      team_size: n,
      tier: n < 4 ? 'gold' : 'plain',
      signed_up_at: '2026-05-20',
    };
    expect((await call('/users/identify', { user_id: `seat-${n}`, traits })).status).toBe(200);
  }
  const company = { company_id: 'seats', user_id: 'seat-1', traits: { name: 'Seats Together', tier: 'gold' } };
  expect((await call('/companies/identify', company)).status).toBe(200);
});

const matches = (words: string | RegExp) => owner.getByRole('region', { name: 'Filter' }).getByText(words);

describe('audiences', () => {
  it('a filter is built by keyboard, counts as it is typed, stands in the URL, and is saved, edited, renamed and deleted', async () => {
    await owner.goto(`${dashboard}/contacts`);
    await owner.getByRole('button', { name: 'Filter' }).press('Enter');
    await owner.getByRole('button', { name: 'Add condition' }).press('Enter');
    // The new condition has the focus: field, comparison, value.
    await expect.poll(() => owner.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Field');
    await owner.getByLabel('Field').selectOption({ label: 'Tier' });
    await owner.getByLabel('Value of Tier').fill('gold');
    await matches('4 people match').waitFor();
    await owner.waitForURL(/filter=/);
    await owner.getByRole('link', { name: /Seat Holder 3/ }).waitFor();
    await owner.getByRole('link', { name: /Seat Holder 7/ }).waitFor({ state: 'hidden' });
    await owner.reload();
    await matches('4 people match').waitFor();

    await owner.getByRole('button', { name: 'Save as segment' }).click();
    await owner.getByLabel('Name', { exact: true }).fill('Gold teams');
    await owner.getByRole('button', { name: 'Save segment' }).click();
    const bar = owner.getByRole('region', { name: 'Segment' });
    // What is built in the background is heard of without a reload.
    await bar.getByText(/^4 members$/).waitFor();
    segment = owner.url().replace(dashboard, '');

    await bar.getByRole('button', { name: 'Edit filter' }).click();
    await owner.getByRole('button', { name: 'Add condition' }).click();
    await owner.getByLabel('Field').nth(1).selectOption({ label: 'Team size' });
    await owner.getByLabel('Comparison of Team size').selectOption({ label: 'is at least' });
    await owner.getByLabel('Value of Team size').fill('2');
    await matches('2 people match').waitFor();
    await owner.getByRole('button', { name: 'Save changes' }).click();
    await bar.getByText(/^2 members$/).waitFor();

    await bar.getByRole('button', { name: 'Rename' }).click();
    await owner.getByLabel('Name', { exact: true }).fill('Golden teams');
    await owner.getByRole('dialog').getByRole('button', { name: 'Rename' }).click();
    await bar.getByRole('heading', { name: 'Golden teams' }).waitFor();
    await bar.getByText(/^2 members$/).waitFor();
  });

  it('one that finds nobody says why and what to do', async () => {
    await owner.goto(`${dashboard}/contacts`);
    await owner.getByRole('button', { name: 'Filter' }).click();
    await owner.getByRole('button', { name: 'Add condition' }).click();
    await owner.getByLabel('Field').selectOption({ label: 'Signed up at' });
    await owner.getByLabel('Value of Signed up at').fill('2026-05-01');
    await owner.getByRole('button', { name: 'Add condition' }).click();
    await owner.getByLabel('Field').nth(1).selectOption({ label: 'Payment terms' });
    await owner.getByLabel('Value of Payment terms').fill('net 30');
    await matches('0 people match').waitFor();
    await matches(/payment_terms has never been sent\. Send it at signup/).waitFor();
    nobody = owner.url().replace(dashboard, '');
  });

  it('what is wrong stands beside its condition', async () => {
    const filter = JSON.stringify({ all: [{ field: 'mrr', op: 'gt', value: 'much' }] });
    await owner.goto(`${dashboard}/contacts?filter=${encodeURIComponent(filter)}`);
    await owner.getByRole('alert').filter({ hasText: '"gt" compares with a number.' }).waitFor();
    await owner.getByText('The filter cannot be asked like this').waitFor();
    await owner.getByRole('button', { name: 'Remove MRR' }).click();
    await matches('Add a condition').waitFor();
  });

  it('a contact shows their segments, and why they belong to one or not', async () => {
    await owner.goto(`${dashboard}${segment}`);
    await owner.getByRole('link', { name: /Seat Holder 3/ }).click();
    await owner.getByRole('heading', { name: 'Seat Holder 3', level: 1 }).waitFor();
    contact = `${owner.url().replace(dashboard, '')}?tab=sessions`;
    await owner.goto(`${dashboard}${contact}`);
    await owner.getByRole('list', { name: 'In segments' }).getByText('Golden teams').waitFor();
    await owner.getByLabel('Why in a segment or not').selectOption({ label: 'Golden teams' });
    await owner.getByText('Matches "Golden teams"').waitFor();
    await owner.getByText('Found: gold').waitFor();
  });

  it('a record opened from a filtered list says why it is in it, and leads back to the list', async () => {
    const filter = JSON.stringify({ all: [{ field: 'custom:tier', op: 'is', value: 'gold' }] });
    await owner.goto(`${dashboard}/contacts?kind=user&filter=${encodeURIComponent(filter)}`);
    await owner.getByRole('link', { name: /Seat Holder 3/ }).click();
    await owner.getByRole('heading', { name: 'Why in the filter' }).waitFor();
    await owner.getByText('Matches the filter').waitFor();
    await owner.getByText('Found: gold').waitFor();
    found = owner.url().replace(dashboard, '');
    await owner.getByRole('navigation', { name: 'Back' }).getByRole('link').click();
    await matches('4 people match').waitFor();

    const ofCompanies = JSON.stringify({ all: [{ field: 'company.custom:tier', op: 'is', value: 'gold' }] });
    await owner.goto(`${dashboard}/companies?filter=${encodeURIComponent(ofCompanies)}`);
    await owner.getByRole('link', { name: /Seats Together/ }).click();
    await owner.getByRole('heading', { name: 'Why in the filter' }).waitFor();
    await owner.getByText('Matches the filter').waitFor();
    await owner.getByText('Found: gold').waitFor();
    company = owner.url().replace(dashboard, '');
    await owner.getByRole('navigation', { name: 'Back' }).getByRole('link').click();
    await matches('1 company matches').waitFor();
  });

  it.each(LOOKS)('$name', { timeout: 240_000 }, async (how) => {
    const storageState = await owner.context().storageState();
    const page = await watched.open({ ...browserOf(how), storageState });
    const faults: string[] = [];
    await page.goto(`${dashboard}${nobody}`);
    await page.getByText(/has never been sent/).waitFor();
    faults.push(...(await look(page, how, 'audience-nobody')));
    const filter = JSON.stringify({
      any: [
        { field: 'custom:team_size', op: 'between', value: [1, 5] },
        { field: 'signed_up_at', op: 'within_last', value: { amount: 3, unit: 'months' } },
        {
          all: [
            { field: 'event:exported', op: 'did', within_days: 7 },
            { not: { any: [{ field: 'proof', op: 'is', value: 'verified' }] } },
          ],
        },
      ],
    });
    await page.goto(`${dashboard}/contacts?filter=${encodeURIComponent(filter)}`);
    await page.getByText(/\d+ (?:people match|person matches)/).waitFor();
    faults.push(...(await look(page, how, 'audience-groups')));
    await page.goto(`${dashboard}${segment}`);
    await page.getByText(/^2 members$/).waitFor();
    faults.push(...(await look(page, how, 'audience-segment')));
    await page.goto(`${dashboard}${contact}`);
    await page.getByLabel('Why in a segment or not').selectOption({ label: 'Golden teams' });
    await page.getByText('Found: gold').waitFor();
    await page.getByText('Found: gold').scrollIntoViewIfNeeded();
    faults.push(...(await look(page, how, 'audience-why')));
    for (const [name, path] of Object.entries({
      'audience-why-found': `${found}&tab=traits`,
      'audience-why-company': company,
    })) {
      await page.goto(`${dashboard}${path}`);
      await page.getByText('Found: gold').waitFor();
      faults.push(...(await look(page, how, name)));
    }
    await page.context().close();
    expect(faults).toEqual([]);
  });

  it('a deleted segment is gone', async () => {
    await owner.goto(`${dashboard}${segment}`);
    await owner.getByRole('region', { name: 'Segment' }).getByRole('button', { name: 'Delete' }).click();
    await owner.getByRole('button', { name: 'Delete segment' }).click();
    await owner.getByRole('region', { name: 'Segment' }).waitFor({ state: 'hidden' });
    await owner.getByRole('button', { name: 'Segments: everybody. Change' }).click();
    await owner.getByText('No segment yet. Filter the list, then save the filter.').waitFor();
  });
});
