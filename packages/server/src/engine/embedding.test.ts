import type { KnowledgeSearchAnswer, TryEmbeddingAnswer } from '@halo/wire/dashboard/knowledge.ts';
import { beforeEach, describe, expect, test } from 'vitest';
import { embedKnowledge, embedOnce } from '../testing/embed-knowledge.ts';
import { embeddingRoom } from '../testing/embedding-room.ts';
import { readKnowledge } from '../testing/read-knowledge.ts';
import { readUsage } from './read-usage.ts';

const house = await embeddingRoom();
const { room, provider, owner, workspaceId, sql } = house;
const { inside, own, on, knowledge, standing, find, vectors, article } = house;
beforeEach(() => house.empty());

describe('switched off', () => {
  test('it is so until somebody says otherwise, and nothing is sent to the provider', async () => {
    await article('Billing', 'We give a refund within 14 days.');
    await embedKnowledge(room.halo);
    await find('refund');
    expect((await knowledge()).embedding).toEqual({ provider: 'openai-compatible', on: null });
    expect(provider.requests).toEqual([]);
  });

  test('a provider without embeddings is said to have none, and cannot be switched on', async () => {
    for (const model of [null, { provider: 'anthropic', model: 'm', baseUrl: null, key: 'k' }]) {
      await inside('PATCH', '/ai-settings', { model });
      expect((await knowledge()).embedding.provider).toBeNull();
      expect((await on()).status).toBe(400);
      expect((await inside<TryEmbeddingAnswer>('POST', '/knowledge/embedding/try', { model: 'm' })).body).toEqual({
        ok: false,
        fault: 'The provider that answers in this workspace offers no embeddings.',
      });
    }
    expect(provider.requests).toEqual([]);
  });

  test('trying says the dimensions and what all of it would cost, and stores nothing', async () => {
    await article('Billing', 'We give a refund within 14 days.');
    const { body } = await inside<TryEmbeddingAnswer>('POST', '/knowledge/embedding/try', { model: 'm', price: 1 });
    expect(body).toMatchObject({ ok: true, dimensions: 16, passages: 1, tokens: 8, costMicros: 8 });
    expect(await standing()).toBeNull();
  });
});

describe('switched on', () => {
  test('passages are embedded with the key and found by meaning, which is never quoted', async () => {
    await article('Billing', 'We give a refund within 14 days.');
    await article('Team', 'Invite a colleague in Settings.');
    expect((await on()).status).toBe(204);
    expect(await standing()).toMatchObject({ state: 'working', embedded: 0, passages: 2, dimensions: 16 });
    await embedKnowledge(room.halo);
    expect(await standing()).toMatchObject({ state: 'ready', embedded: 2, passages: 2 });
    expect(provider.requests[1]).toEqual({
      authorization: 'Bearer sk-embed',
      body: expect.objectContaining({ model: 'embed-small', encoding_format: 'float' }),
    });
    expect(provider.requests[1]?.body.input.toSorted()).toEqual([
      'Billing\n\nWe give a refund within 14 days.',
      'Team\n\nInvite a colleague in Settings.',
    ]);
    const found = await find('Can I get my money back?');
    expect(found.passages[0]).toMatchObject({ title: 'Billing', by: 'meaning' });
    expect(found.passages[0]?.certainty).toBeLessThan(0.5);
    expect(found.answers).toBe(false);
  });

  test('an equal question is embedded once', async () => {
    await article('Billing', 'We give a refund within 14 days.');
    await on();
    await embedKnowledge(room.halo);
    provider.requests.length = 0;
    await find('Can I get my money back once?');
    await find('Can I get my money back once?');
    expect(provider.requests.map(({ body }) => body.input)).toEqual([['Can I get my money back once?']]);
  });

  test('what is read again and says the same is not embedded again; what is new is', async () => {
    const id = await article('Billing', '# Refunds\n\nWe give a refund.\n\n# Invoices\n\nUnder Billing.');
    await on();
    await embedKnowledge(room.halo);
    provider.requests.length = 0;
    await inside('POST', `/knowledge/sources/${id}/read`);
    await readKnowledge(room.halo);
    await embedKnowledge(room.halo);
    expect(provider.requests).toEqual([]);
    const text = '# Refunds\n\nWe give a refund.\n\n# Invoices\n\nUnder Settings.';
    await inside('PATCH', `/knowledge/articles/${id}`, { title: 'Billing', text });
    await readKnowledge(room.halo);
    expect((await knowledge()).sources[0]).toMatchObject({ passages: 2, embedded: 1 });
    await embedKnowledge(room.halo);
    expect(provider.requests.flatMap(({ body }) => body.input)).toEqual(['Billing\nInvoices\nUnder Settings.']);
    expect((await knowledge()).sources[0]).toMatchObject({ passages: 2, embedded: 2 });
    expect(await vectors()).toBe(2);
  });

  test('batches are bounded, and each that is kept is not sent again after a crash', async () => {
    await article('Long', Array.from({ length: 150 }, (_, n) => `# Part ${n}\n\nText ${n}.`).join('\n\n'));
    await on();
    provider.requests.length = 0;
    await embedOnce(room.halo);
    expect(await standing()).toMatchObject({ state: 'working', embedded: 64, passages: 150 });
    // A crash loses the job under way, and pg-boss brings it again.
    const [job] = await sql`select data from jobs.job where name = 'embed-knowledge'`;
    await embedKnowledge(room.halo);
    await sql`insert into jobs.job (name, data, policy) values ('embed-knowledge', ${sql.json(job!.data)}, 'short')`;
    await embedKnowledge(room.halo);
    const sent = provider.requests.map(({ body }) => body.input.length);
    expect(sent).toEqual([64, 64, 22]);
    expect(new Set(provider.requests.flatMap(({ body }) => body.input)).size).toBe(150);
  });

  test('vectors go with their source, with the switch, and with another model', async () => {
    const id = await article('Billing', 'We give a refund.');
    await article('Team', 'Invite a colleague.');
    await on();
    await embedKnowledge(room.halo);
    await inside('DELETE', `/knowledge/sources/${id}`);
    expect(await vectors()).toBe(1);
    expect((await find('money back please')).passages).toEqual([]);
    await on('embed-large');
    expect(await vectors()).toBe(0);
    await embedKnowledge(room.halo);
    expect([await vectors(), provider.requests.at(-1)?.body.model]).toEqual([1, 'embed-large']);
    expect((await inside('DELETE', '/knowledge/embedding')).status).toBe(204);
    expect([await vectors(), await standing()]).toEqual([0, null]);
    const actions = await sql`
      select action, subject from audit_log where action like 'knowledge.embedding%' order by id desc limit 3`;
    expect(actions.map(({ action, subject }) => [action, subject])).toEqual([
      ['knowledge.embedding_stopped', 'embed-large'],
      ['knowledge.embedding_changed', 'embed-large'],
      ['knowledge.embedding_changed', 'embed-small'],
    ]);
  });

  test.each([
    ['the model is changed', () => on('embed-large')],
    ['it is switched off', () => inside('DELETE', '/knowledge/embedding')],
  ])('a batch under way when %s is not kept', async (_name, change) => {
    await article('Billing', 'We give a refund.');
    await on();
    provider.before(change);
    await embedOnce(room.halo);
    expect(await vectors()).toBe(0);
  });

  test('a passage that is removed while it is embedded leaves no vector', async () => {
    const id = await article('Billing', 'We give a refund.');
    await on();
    provider.before(() => inside('DELETE', `/knowledge/sources/${id}`));
    await embedKnowledge(room.halo);
    expect(await vectors()).toBe(0);
  });

  test('another provider is sent nothing until somebody says so, and no question either', async () => {
    await article('Billing', 'We give a refund.');
    await on();
    await embedKnowledge(room.halo);
    const model = { ...own().model, baseUrl: `${provider.baseUrl}/other` };
    await inside('PATCH', '/ai-settings', { model });
    provider.requests.length = 0;
    await article('Team', 'Invite a colleague.');
    await embedKnowledge(room.halo);
    await find('money back after a move');
    expect(provider.requests).toEqual([]);
    expect(await standing()).toMatchObject({ state: 'moved' });
  });

  test('other workspaces find nothing of it', async () => {
    await article('Billing', 'We give a refund.');
    await on();
    await embedKnowledge(room.halo);
    const other = await room.halo.workspace();
    await sql`
      insert into workspace_teammates (workspace_id, teammate_id, role)
      select ${other.id}, teammate_id, 'owner' from workspace_teammates where workspace_id = ${workspaceId}
      on conflict do nothing`;
    await owner.inside(other.id, 'PATCH', '/ai-settings', own());
    await owner.inside(other.id, 'POST', '/knowledge/articles', { title: 'Team', text: 'Nothing.' });
    await readKnowledge(room.halo);
    await owner.inside(other.id, 'PATCH', '/knowledge/embedding', { model: 'embed-small' });
    await embedKnowledge(room.halo);
    const { body } = await owner.inside<KnowledgeSearchAnswer>(other.id, 'POST', '/knowledge/search', {
      question: 'Where is my refund of money?',
    });
    expect(body.passages.filter(({ title }) => title === 'Billing')).toEqual([]);
  });
});

describe('what it costs', () => {
  test('tokens and their price are counted to the day, and are no answer', async () => {
    await article('Billing', 'We give a refund.');
    await on('embed-small', 2);
    await embedKnowledge(room.halo);
    const today = (await readUsage(room.deps, workspaceId)).days.at(-1);
    expect(today).toMatchObject({ calls: 1, answers: 0, inputTokens: 6, costMicros: 12, unpriced: 0 });
  });

  test('where the day is spent, passages wait for the next one and words go on', async () => {
    await article('Billing', 'We give a refund.');
    await inside('PATCH', '/ai-settings', { dailyCalls: 0 });
    await on();
    await embedOnce(room.halo);
    expect(await standing()).toMatchObject({
      state: 'waiting',
      fault: expect.stringContaining('midnight'),
      embedded: 0,
    });
    expect((await find('refund')).passages).toHaveLength(1);
  });
});

describe('a fault of the provider', () => {
  test.each([
    [{ status: 401 } as const, 'failed', 'The provider does not take the key.'],
    [{ status: 404 } as const, 'failed', 'The provider answered with status 404.'],
    [{ status: 500 } as const, 'waiting', 'The provider answered with status 500.'],
    ['cut', 'waiting', 'The provider could not be reached, or answered something else.'],
    ['garbage', 'waiting', 'The provider could not be reached, or answered something else.'],
    ['endless', 'waiting', 'The provider could not be reached, or answered something else.'],
    ['too_few', 'waiting', 'The provider could not be reached, or answered something else.'],
    ['uneven', 'failed', 'The provider answered with vectors that do not fit.'],
    ['zeros', 'failed', 'The provider answered with vectors that do not fit.'],
  ] as const)('%j is said, keeps nothing, and leaves search by words', async (fault, state, said) => {
    await article('Billing', 'We give a refund.');
    await article('Team', 'Invite a colleague.');
    await on();
    provider.fail(fault);
    await embedOnce(room.halo);
    expect(await standing()).toMatchObject({ state, fault: said, embedded: 0 });
    expect(await vectors()).toBe(0);
    expect((await find(`refund ${JSON.stringify(fault)}`)).passages[0]).toMatchObject({
      title: 'Billing',
      by: 'words',
    });
    const jobs = await sql`select from jobs.job where name = 'embed-knowledge'`;
    expect(jobs).toHaveLength(state === 'waiting' ? 1 : 0);
    provider.fail(null);
    await on();
    await embedKnowledge(room.halo);
    expect(await standing()).toMatchObject({ state: 'ready', fault: null, embedded: 2 });
  });

  test('a provider that asks to be left alone is, for as long as it says', async () => {
    await article('Billing', 'We give a refund.');
    await on();
    provider.fail({ status: 429, headers: { 'retry-after': '600' } });
    const began = room.deps.now().getTime();
    await embedOnce(room.halo);
    const [job] = await sql`select start_after, data from jobs.job where name = 'embed-knowledge'`;
    expect(job?.data).toMatchObject({ failed: 1 });
    expect(new Date(job?.start_after).getTime()).toBeGreaterThanOrEqual(began + 599_000);
    expect(await standing()).toMatchObject({ state: 'waiting', fault: 'The provider says there were too many calls.' });
  });

  test('a provider that is silent does not hold a question up', async () => {
    await article('Billing', 'We give a refund.');
    await on();
    await embedKnowledge(room.halo);
    provider.fail('silent');
    expect((await find('refund in silence')).passages).toMatchObject([{ title: 'Billing', by: 'words' }]);
  });

  test('a key that does not open is said, and words go on', async () => {
    await article('Billing', 'We give a refund.');
    await on();
    await sql`update ai_settings set key_sealed = 'broken' where workspace_id = ${workspaceId}`;
    await embedOnce(room.halo);
    expect(await standing()).toMatchObject({ state: 'failed', fault: "The provider's key cannot be opened." });
    expect((await find('refund without a key')).passages).toHaveLength(1);
  });

  test('a model that answers wrongly cannot be switched on', async () => {
    provider.fail('garbage');
    expect((await on()).status).toBe(400);
    expect(await standing()).toBeNull();
  });
});
