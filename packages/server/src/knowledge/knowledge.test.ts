import type { KnowledgeAnswer, KnowledgeSearchAnswer, KnowledgeSourceAnswer } from '@halo/wire/dashboard/knowledge.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Browser, dashboardRoom } from '../testing/dashboard-room.ts';
import { minimalPdf } from '../testing/minimal-pdf.ts';
import { readKnowledge } from '../testing/read-knowledge.ts';
import { webPages } from '../testing/web-pages.ts';
import { rereadPages } from './reread-pages.ts';

const web = await webPages();
const room = await dashboardRoom({ HALO_OUTSIDE_ALLOW: web.host });
let owner: Browser;
let workspaceId: string;
beforeAll(async () => {
  ({ browser: owner, workspaceId } = await room.own());
});

const call = <Body = { id: string }>(method: string, path: string, body?: unknown) =>
  owner.inside<Body>(workspaceId, method, `/knowledge${path}`, body);
const read = () => readKnowledge(room.halo);
const sources = async () => (await call<KnowledgeAnswer>('GET', '')).body.sources;
const source = async (id: string) => (await sources()).find((one) => one.id === id)!;
const find = async (question: string) =>
  (await call<KnowledgeSearchAnswer>('POST', '/search', { question })).body.passages;
const base64 = (text: string | Buffer) => Buffer.from(text as string).toString('base64');

describe('articles', () => {
  test('are searched once they are read, changed, and gone at once when they are removed', async () => {
    const title = 'Inviting teammates';
    const text = '# Invite somebody\n\nOpen Settings, then Team, and press Invite.\n\n## Roles\n\nOwners see billing.';
    const { body } = await call('POST', '/articles', { title, text, url: 'https://help.example.com/invite' });
    expect(await source(body.id)).toMatchObject({ title, kind: 'article', state: 'waiting', passages: 0 });
    expect(await find('How do I invite a colleague?')).toEqual([]);
    expect(await read()).toBe(1);
    expect(await source(body.id)).toMatchObject({ state: 'ready', progress: 100, passages: 2, fault: null });
    const [best] = await find('How do I invite a colleague?');
    expect(best).toMatchObject({ title, heading: 'Invite somebody', url: 'https://help.example.com/invite' });
    expect((await find('who sees billing'))[0]).toMatchObject({ heading: 'Invite somebody › Roles' });
    expect((await call<KnowledgeSourceAnswer>('GET', `/sources/${body.id}`)).body.text).toBe(text);

    await call('PATCH', `/articles/${body.id}`, { title, text: 'Press the plus sign.' });
    expect((await find('invite'))[0]).toMatchObject({ heading: 'Invite somebody' });
    await read();
    expect((await find('invite teammates')).map((passage) => passage.text)).toEqual(['Press the plus sign.']);
    expect((await call('DELETE', `/sources/${body.id}`)).status).toBe(204);
    expect(await find('invite teammates')).toEqual([]);
    const actions = await room.halo.sql`select action from audit_log where action like 'knowledge%' order by id`;
    expect(actions.map(({ action }) => action)).toEqual(['knowledge.added', 'knowledge.changed', 'knowledge.removed']);
  });

  test('a reading that is overtaken by a change, or by removal, stores nothing', async () => {
    const first = await call('POST', '/articles', { title: 'Overtaken', text: 'quagga' });
    await call('PATCH', `/articles/${first.body.id}`, { title: 'Overtaken', text: 'okapi' });
    const gone = await call('POST', '/articles', { title: 'Gone', text: 'quagga' });
    await call('DELETE', `/sources/${gone.body.id}`);
    await read();
    expect(await find('quagga')).toEqual([]);
    expect(await find('okapi')).toHaveLength(1);
  });

  test('are found by the words of their language, and anew when it is another', async () => {
    await call('POST', '/articles', { title: 'Konto', text: 'Rechnungen findest du unter Abrechnung.' });
    await read();
    expect(await find('Wo ist die Rechnung?')).toEqual([]);
    expect((await call('PATCH', '', { language: 'german' })).status).toBe(204);
    expect(await read()).toBeGreaterThan(0);
    expect((await find('Wo ist die Rechnung?'))[0]).toMatchObject({ title: 'Konto' });
    expect((await call<KnowledgeAnswer>('GET', '')).body.language).toBe('german');
    await call('PATCH', '', { language: 'english' });
    await read();
    expect((await call('PATCH', '', { language: 'klingon' })).status).toBe(400);
  });

  test('other workspaces find nothing of them', async () => {
    const other = await room.halo.workspace();
    await room.halo.sql`
      insert into workspace_teammates (workspace_id, teammate_id, role)
      select ${other.id}, id, 'owner' from teammates where email = 'olivia@acme.test'
      on conflict do nothing`;
    await call('POST', '/articles', { title: 'Secret', text: 'xylophone' });
    await read();
    expect(await find('xylophone')).toHaveLength(1);
    const { body } = await owner.inside(other.id, 'POST', '/knowledge/search', { question: 'xylophone' });
    expect(body).toEqual({ passages: [], answers: false });
  });
});

describe('files', () => {
  const add = (name: string, content: string | Buffer) => call('POST', '/files', { name, data: base64(content) });

  test('text, markdown, HTML and PDF are read', async () => {
    const names = await Promise.all([
      add('notes.txt', 'The walrus sleeps in water.'),
      add('guide.md', '---\ntitle: x\n---\n# Feeding guide\n\nThe ibex eats herbs.'),
      add('page.html', '<title>Birds &amp; more</title><h1>Herons</h1><p>The heron fishes<script>alert(1)</script>.'),
      add('paper.pdf', minimalPdf(['The narwhal dives deep', 'The beluga sings'], 'Whales')),
    ]);
    expect(names.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    await read();
    expect(await Promise.all(names.map(async ({ body }) => (await source(body.id)).state))).toEqual(
      Array(4).fill('ready'),
    );
    expect((await find('walrus'))[0]).toMatchObject({ title: 'notes.txt' });
    expect((await find('ibex'))[0]).toMatchObject({ title: 'Feeding guide', heading: 'Feeding guide' });
    expect((await find('heron'))[0]).toMatchObject({ title: 'Birds & more', text: 'The heron fishes.' });
    expect((await find('beluga'))[0]).toMatchObject({ title: 'Whales', heading: 'Page 2', text: 'The beluga sings' });
  });

  test.each([
    ['broken.pdf', 'not a pdf at all', 'This PDF could not be read.'],
    ['empty.txt', '  \n ', 'There is no text in it.'],
    ['binary.txt', Buffer.from([1, 0, 2, 0, 3]), 'This is not a text.'],
  ])('%s fails and says why', async (name, content, fault) => {
    const { body } = await add(name, content);
    await read();
    expect(await source(body.id)).toMatchObject({ state: 'failed', fault, passages: 0 });
  });

  test.each([
    ['a.exe', 'x', 400],
    ['noending', 'x', 400],
    ['empty.md', '', 400],
    ['big.txt', Buffer.alloc(10_000_001, 'a'), 413],
  ])('%s is refused', async (name, content, status) => {
    expect((await add(name, content)).status).toBe(status);
  });
});

describe('web pages', () => {
  const add = (path: string) => call('POST', '/urls', { url: `http://${web.host}${path}` });

  test('are read where robots.txt lets them, after redirects too', async () => {
    web.pages.set('/robots.txt', { body: 'User-agent: *\nDisallow: /private\nAllow: /private/open' });
    web.pages.set('/a', { body: '<title>Page A</title><nav>menu</nav><main><p>Puffins nest here.</main>' });
    web.pages.set('/moved', { status: 302, location: '/a' });
    web.pages.set('/sly', { status: 302, location: '/private/page' });
    web.pages.set('/private/page', { body: '<p>Lemmings' });
    web.pages.set('/private/open', { body: '<p>Marmots' });
    const [a, moved, sly, closed, open] = await Promise.all(
      ['/a', '/moved', '/sly', '/private/page', '/private/open'].map(add),
    );
    await read();
    expect(await source(a!.body.id)).toMatchObject({ state: 'ready', title: 'Page A', url: `http://${web.host}/a` });
    expect(await source(moved!.body.id)).toMatchObject({ state: 'ready', title: 'Page A' });
    expect(await source(open!.body.id)).toMatchObject({ state: 'ready' });
    const fault = 'The robots.txt of this site does not let this page be read.';
    expect(await source(sly!.body.id)).toMatchObject({ state: 'failed', fault });
    expect(await source(closed!.body.id)).toMatchObject({ state: 'failed', fault });
    expect(web.asked.filter((path) => path === '/private/page')).toHaveLength(1);
    expect(await find('puffins menu')).toMatchObject([{ text: 'Puffins nest here.' }, { text: 'Puffins nest here.' }]);
  });

  test('are read again once a day, and what was read before stays when that fails', async () => {
    web.pages.set('/daily', { body: '<h1>Daily</h1><p>Kestrels hover.' });
    const { body } = await add('/daily');
    await read();
    web.pages.set('/daily', { body: '<h1>Daily</h1><p>Kestrels dive.' });
    await rereadPages(room.deps);
    await read();
    expect((await find('kestrels daily'))[0]).toMatchObject({ text: 'Kestrels dive.' });
    web.pages.set('/daily', { status: 500 });
    await rereadPages(room.deps);
    await read();
    expect(await source(body.id)).toMatchObject({ state: 'failed', passages: 1 });
    expect((await find('kestrels daily'))[0]).toMatchObject({ text: 'Kestrels dive.' });
  });

  test('safety O1: an address that leads into a private network is not read', async () => {
    const closed = ['https://127.0.0.1/', 'https://10.0.0.1/x', 'https://[::1]/', 'https://169.254.169.254/latest'];
    const added = await Promise.all(closed.map((url) => call('POST', '/urls', { url })));
    await read();
    for (const { body } of added) {
      expect(await source(body.id)).toMatchObject({
        state: 'failed',
        fault: 'This address is not on the public internet.',
      });
    }
    expect((await call('POST', '/urls', { url: 'https://user:secret@example.com/' })).status).toBe(400);
    for (const url of ['file:///etc/passwd', 'javascript:alert(1)', 'not a url']) {
      expect((await call('POST', '/urls', { url })).status).toBe(400);
    }
  });

  test('what was read before stays in use when a page is gone', async () => {
    web.pages.set('/robots.txt', { status: 404 });
    web.pages.set('/gone', { type: 'text/plain; charset=iso-8859-1', body: Buffer.from('Caf\xe9 capybara', 'latin1') });
    const { body } = await add('/gone');
    await read();
    expect((await find('capybara'))[0]).toMatchObject({ text: 'Café capybara' });
    web.pages.delete('/gone');
    expect((await call('POST', `/sources/${body.id}/read`)).status).toBe(204);
    await read();
    expect(await source(body.id)).toMatchObject({ state: 'failed', fault: 'The address answered with status 404.' });
    expect(await find('capybara')).toHaveLength(1);
  });

  test('a site whose robots.txt is out of order is left alone', async () => {
    web.pages.set('/robots.txt', { status: 503 });
    const { body } = await add('/a');
    await read();
    expect((await source(body.id)).fault).toContain('robots.txt');
  });
});

test.each(["o'reilly \\ '' \" & | ! ( ) : * <->", '🙂', '\u0000', 'a'.repeat(1_000), "\\'", '???'])(
  'any question is answered: %j',
  async (question) => {
    expect((await call('POST', '/search', { question })).status).toBe(200);
  },
);
