import type { KnowledgeAnswer } from '@halo/wire/dashboard/knowledge.ts';
import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { browserOf, LOOKS, type Look, look } from './looks.ts';
import { ownedHouse } from './watched-house.ts';

/** AI agent > Knowledge with sources of every kind and in every state: pictured, and free of faults. */
const { watched, owner, dashboard } = await ownedHouse();
const place = `${dashboard}/agent/knowledge`;
const workspaceId = new URL(dashboard).pathname.split('/').filter(Boolean).at(-1)!;
const LONG =
  'Everything about exporting, importing, archiving and restoring responses of forms that were moved between teams';

const ARTICLES = [
  ['Billing', '# Invoices\n\nInvoices are under **Settings > Billing**.\n\n## Refunds\n\nWe refund within 14 days.'],
  ['Inviting teammates', '# Invite somebody\n\nOpen Settings, then Team, and press Invite.'],
  [LONG, '# Export\n\nPress Export above the list.'],
  ['تصدير الردود', '# التصدير\n\nاضغط على زر التصدير.'],
] as const;

async function add(page: Page, kind: 'articles' | 'files' | 'urls', body: object): Promise<void> {
  const path = `/api/dashboard/workspaces/${workspaceId}/knowledge/${kind}`;
  const status = await page.evaluate(
    async ([to, said]) => {
      const headers = { 'content-type': 'application/json' };
      return (await fetch(to!, { method: 'POST', headers, body: said! })).status;
    },
    [path, JSON.stringify(body)],
  );
  expect(status).toBe(200);
}

beforeAll(async () => {
  await owner.goto(place);
  for (const [title, text] of ARTICLES) await add(owner, 'articles', { title, text });
  const file = (name: string, text: string) => ({ name, data: Buffer.from(text).toString('base64') });
  await add(owner, 'files', file('sync-errors.md', '# When a sync fails\n\nConnect HubSpot again.'));
  await add(owner, 'files', file('price-list-2026.pdf', 'no pdf at all'));
  await add(owner, 'urls', { url: 'https://127.0.0.1/help/start' });
  await owner.goto(place);
  await owner.getByText('This PDF could not be read').waitFor();
  await owner
    .getByText(/^1 passage/)
    .nth(2)
    .waitFor();
});

it.each(LOOKS)('$name', { timeout: 240_000 }, async (how: Look) => {
  const page = await watched.open({ ...browserOf(how), storageState: await owner.context().storageState() });
  const faults: string[] = [];
  const seen = async (name: string) => faults.push(...(await look(page, how, `knowledge-${name}`)));
  await page.goto(place);
  await page.getByText('Inviting teammates').waitFor();
  await seen('sources');

  const search = page.getByLabel('Question');
  await search.fill('When do I get a refund?');
  await page.getByRole('button', { name: 'Find passages' }).click();
  await page.getByText('We refund within 14 days.').waitFor();
  await page.getByText('We refund within 14 days.').scrollIntoViewIfNeeded();
  await seen('found');
  await search.fill('What is the airspeed of a swallow?');
  await page.getByRole('button', { name: 'Find passages' }).click();
  await page.getByText('Nothing is known about that.').waitFor();
  await seen('nothing');

  await page.getByRole('button', { name: 'Change Billing' }).click();
  await page.getByRole('dialog').getByText('Refunds').waitFor();
  await seen('article');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: `Remove ${LONG}` }).click();
  await page.getByRole('dialog').getByText('It cannot be brought back').waitFor();
  await seen('remove');

  // A reading is over too soon to be pictured, so the page is told of one that lasts.
  await page.route(`**/workspaces/${workspaceId}/knowledge`, async (route) => {
    const response = await route.fetch();
    const answer = (await response.json()) as KnowledgeAnswer;
    const sources = answer.sources.map((source, n) =>
      n > 1 ? source : { ...source, state: n === 0 ? 'reading' : 'waiting', progress: 60, fault: null },
    );
    await route.fulfill({ response, json: { ...answer, sources } });
  });
  await page.goto(place);
  await page.getByText('Reading, 60%').waitFor();
  await seen('reading');

  // Nor does a provider of the test's own fail in every way, so the page is told how embedding stands.
  const on = {
    model: 'text-embedding-3-small',
    price: 0.02,
    dimensions: 1_536,
    fault: null,
    passages: 120,
    embedded: 40,
  };
  const states: [string, KnowledgeAnswer['embedding'], string][] = [
    ['none', { provider: null, on: null }, 'It needs OpenAI'],
    ['off', { provider: 'openai', on: null }, 'Switch on'],
    ['embedding', { provider: 'openai', on: { ...on, state: 'working' } }, 'Embedding, 40 of 120'],
    ['embedded', { provider: 'openai', on: { ...on, state: 'ready', embedded: 120 } }, 'On: 120 of 120'],
    [
      'embedding-failed',
      { provider: 'openai', on: { ...on, state: 'failed', fault: 'The provider does not take the key.' } },
      'Stopped, 40 of 120',
    ],
    ['too-many', { provider: 'openai', on: { ...on, state: 'too_many' } }, 'There are more than 20,000'],
    ['moved', { provider: 'openai-compatible', on: { ...on, state: 'moved' } }, 'another provider now'],
  ];
  for (const [name, embedding, words] of states) {
    await page.unroute(`**/workspaces/${workspaceId}/knowledge`);
    await page.route(`**/workspaces/${workspaceId}/knowledge`, async (route) => {
      const response = await route.fetch();
      const answer = (await response.json()) as KnowledgeAnswer;
      const sources = answer.sources.map((source, n) => ({ ...source, embedded: embedding.on && n > 2 ? 0 : null }));
      await route.fulfill({ response, json: { ...answer, sources, embedding } });
    });
    await page.goto(place);
    await page.getByText(words).first().waitFor();
    await page.getByText(words).first().scrollIntoViewIfNeeded();
    await seen(name);
  }
  expect(faults).toEqual([]);
  await page.context().close();
});
