import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BrowserStage, createBrowserStage, init, LATE } from './testing/browser-stage.ts';

let stage: BrowserStage;
/** Every address that any tab has asked for. */
const asked: string[] = [];

beforeAll(async () => {
  stage = await createBrowserStage();
});
afterAll(() => stage?.close());
beforeEach(() => stage.reset());
afterEach(() => stage.leave());

/** A page without a policy, so that nothing but the widget itself keeps hostile content from doing its work. */
async function openWithout(policy = false): Promise<void> {
  await stage.open('', {}, { policy });
  asked.length = 0;
  stage.page.on('request', (request) => void asked.push(request.url()));
  await stage.page.evaluate(init());
  await stage.launcher().click();
  await stage.field().waitFor();
}
const strangers = () => asked.filter((url) => !url.startsWith(stage.halo.url));
const shadow = <T>(read: string) =>
  stage.page.evaluate<T>(
    `(() => { const root = document.querySelector('[data-halo]').shadowRoot; return ${read}; })()`,
  );
const drawn = () =>
  shadow<{ elements: number; links: string[]; handlers: number }>(`({
    elements: root.querySelectorAll('.panel :is(img,iframe,script,object,embed,video,audio,link,style,base,meta,form:not(.composer))').length,
    links: [...root.querySelectorAll('.panel a')].map((link) => link.href),
    handlers: [...root.querySelectorAll('.panel *')].filter((element) => [...element.attributes].some(({ name }) => /^on|^srcdoc$|^formaction$/.test(name))).length,
  })`);

const HOSTILE = [
  '[click](javascript:alert(1)) [tab](java\tscript:alert(1)) [upper](JaVaScRiPt:alert(1)) [data](data:text/html,<script>alert(1)</script>)',
  '[vb](vbscript:x) [file](file:///etc/passwd) [blob](blob:https://x.example/1) <javascript:alert(1)> [ok](https://good.example/a)',
  '![pixel](https://beacon.example/p.png?secret=1) <img src="https://beacon.example/i.png" onerror="alert(1)">',
  '<script>window.broken = 1</script><iframe srcdoc="<script>parent.broken=1</script>"></iframe><svg onload="window.broken=1">',
  '<style>*{background:url(https://beacon.example/css)}</style><base href="https://evil.example/">',
  '[ref]: https://beacon.example/ref "x"\n\n[![inside](https://beacon.example/in.png)](javascript:window.broken=1)',
  '&#106;avascript:alert(1) [entity](&#106;avascript:alert(1)) [space]( javascript:alert(1))',
].join('\n\n');

describe.each(['teammate', 'system', 'user'] as const)('matrix: hostile message content from a %s', (author) => {
  it('draws no element, follows no address and fetches nothing', async () => {
    await openWithout();
    await stage.ask('hello');
    await stage.says('You said: hello').waitFor();
    await expect.poll(() => stage.halo.streams, LATE).toBe(1);
    stage.halo.say(author, `${HOSTILE}\n\nthe end`, '<img src=x onerror=alert(1)>\u202eevil');
    await stage.says('the end').waitFor();
    const { elements, links, handlers } = await drawn();
    expect({ elements, handlers }).toEqual({ elements: 0, handlers: 0 });
    for (const link of links) expect(link).toMatch(/^https:\/\//);
    for (const link of await stage.page.locator('.panel .markdown a').all()) await link.hover();
    expect(strangers()).toEqual([]);
    expect(await stage.page.evaluate('window.broken')).toBeUndefined();
  });
});

it('matrix: hostile streamed answers: markup, half an action, sources that lead nowhere good', async () => {
  const sources = [
    { title: '<b>bold</b>', url: 'javascript:alert(1)' },
    { title: 'safe.example', url: 'https://evil.example/x' },
    { title: '\u202ereversed', url: 'data:text/html,x' },
  ];
  const action = (json: string) => `\u001e__ACTION__${json}\u001e`;
  const pieces = [
    HOSTILE,
    action(JSON.stringify({ type: 'sources', sources })),
    action('{"type":"highlight","selector":"*:has(:is("}'),
    action('{"type":"highlight","selector":"h1","label":"<img src=x onerror=window.broken=1>"}'),
    action('{broken'),
    action('null'),
    action('{"type":"__proto__"}'),
    '\u001e__NEWER__{"type":"x"}\u001e',
    ' the end',
  ];
  // Left open: what the server keeps of it would take its place.
  stage.halo.otherwise('/chat/stream', (_call, response) => {
    response.writeHead(200, { 'content-type': 'text/plain', 'x-conversation-id': 'conv_1' });
    response.write(pieces.join(''));
  });
  await openWithout();
  await stage.ask('hello');
  await stage.says('the end').waitFor();
  await stage.page.locator('.panel .sources').waitFor();
  const { elements, links, handlers } = await drawn();
  expect({ elements, handlers }).toEqual({ elements: 0, handlers: 0 });
  for (const link of links) expect(link).toMatch(/^https:\/\//);
  expect(await stage.page.getByRole('link', { name: 'safe.example evil.example' }).count()).toBe(1);
  expect(strangers()).toEqual([]);
  expect(await stage.page.evaluate('window.broken')).toBeUndefined();
});

it('matrix: bidi marks: no message, name or link can turn what stands around it', async () => {
  const marks = '\u202e\u202d\u2066\u2067\u202b';
  await openWithout();
  await stage.ask('hello');
  await stage.says('You said: hello').waitFor();
  await expect.poll(() => stage.halo.streams, LATE).toBe(1);
  stage.halo.say('teammate', `pay ${marks}moc.elpmaxe [x${marks}y](https://a.example/${marks}gpj.exe)`, `Sam${marks}`);
  stage.halo.say('system', `joined${marks} now`);
  await stage.says('joined').waitFor();
  const left = await shadow<{ text: string; where: string }[]>(`[...root.querySelectorAll('.panel *')]
    .flatMap((element) => [...element.childNodes].filter((node) => node.nodeType === 3 && /[\\u202a-\\u202e\\u2066-\\u2069]/.test(node.data)).map((node) => node))
    .filter((node) => !node.parentElement.closest('bdi, [dir=auto]'))
    .map((node) => ({ text: node.data, where: node.parentElement.outerHTML.slice(0, 80) }))`);
  expect(left).toEqual([]);
  expect(await stage.page.locator('.panel .markdown').last().textContent()).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
  expect((await stage.page.locator('.panel').getAttribute('aria-label')) ?? '').not.toMatch(/[\u202a-\u202e]/);
});

it('matrix: 100 kB of anything is drawn, stays inside the panel, and the next message is answered', async () => {
  await openWithout(true);
  await stage.ask('hello');
  await stage.says('You said: hello').waitFor();
  await expect.poll(() => stage.halo.streams, LATE).toBe(1);
  const kinds = ['x'.repeat(100_000), '['.repeat(100_000), '> '.repeat(50_000)];
  for (const [index, body] of kinds.entries()) {
    stage.halo.say('teammate', `${body}\n\nend of ${index}`, 'Sam');
    await stage.page.locator('.thread').getByText(`end of ${index}`).first().waitFor();
  }
  const wide = await shadow<number>(
    "root.querySelector('.thread').scrollWidth - root.querySelector('.thread').clientWidth",
  );
  expect(wide).toBeLessThanOrEqual(1);
  stage.halo.answer = (message) => ['word '.repeat(20_000), ` answered ${message}`];
  await stage.ask('still there?');
  await stage.says('answered still there?').waitFor();
});

it('matrix: 100 kB of marks: an answer has few nodes more than marks, and what was drawn stays while it grows', async () => {
  await openWithout(true);
  const paragraphs = 1_000;
  const unit = 'some `code` and **bold** words\n\n';
  let grow = (_text: string) => {};
  stage.halo.otherwise('/chat/stream', (_call, response) => {
    response.writeHead(200, { 'content-type': 'text/plain', 'x-conversation-id': 'conv_1' });
    response.write(`${unit.repeat(paragraphs)}the middle\n\n\n\n`);
    grow = (text) => void response.write(text);
  });
  await stage.ask('hello');
  await stage.says('the middle').waitFor();
  await shadow('void (window.first = [...root.querySelectorAll(".markdown > p")].slice(0, 1000))');
  const nodes = await shadow<number>('root.querySelectorAll(".markdown *").length');
  expect(nodes).toBeLessThanOrEqual(3 * paragraphs + 10);
  await shadow(
    'void (window.touched = 0, new MutationObserver((all) => (window.touched += all.length)).observe(root.querySelector(".markdown"), { childList: true, subtree: true, characterData: true }))',
  );
  grow(`${unit.repeat(100)}the end`);
  await stage.says('the end').waitFor();
  expect(await shadow('window.first.every((element) => element.isConnected)')).toBe(true);
  expect(await shadow<number>('window.touched')).toBeLessThan(1_000);
});
