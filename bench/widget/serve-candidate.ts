import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { type FakeHalo, json, startFakeHalo } from '../../packages/widget/src/testing/fake-halo.ts';
import { type Candidate, MESSAGES, TEXT } from './candidates.ts';
import { installRival } from './install-rival.ts';

const DIST = fileURLToPath(new URL('../../packages/widget/dist/', import.meta.url));

/** Finds elements through every shadow root; `window.seenAt` is when the first thing was there to be seen. */
const watch = ({ shown }: Candidate) => `
window.deep = (selector, root = document) => {
  const direct = root.querySelector(selector);
  if (direct) return direct;
  const [first, ...rest] = selector.includes(',') ? [] : selector.split(' ');
  for (const element of root.querySelectorAll('*')) {
    if (!element.shadowRoot) continue;
    const inside = rest.length && element.matches(first) ? deep(rest.join(' '), element.shadowRoot) : null;
    const found = inside ?? deep(selector, element.shadowRoot);
    if (found) return found;
  }
  return null;
};
(function look() {
  const box = (${shown})?.getBoundingClientRect();
  if (box?.width && box.height) window.seenAt = performance.now();
  else requestAnimationFrame(look);
})();`;

/** A customer's page with one chat on it, started by itself or, at `?by-hand`, by `begin()`; everything comes zipped. */
export async function serveCandidate(candidate: Candidate): Promise<{ halo: FakeHalo; close(): Promise<void> }> {
  const halo = await startFakeHalo();
  const zipped = (path: string, type: string, body: string | Buffer) => {
    const bytes = gzipSync(body, { level: 9 });
    halo.serve(path, (_call, response) => {
      response.writeHead(200, { 'content-type': type, 'content-encoding': 'gzip', 'content-length': bytes.length });
      response.end(bytes);
    });
  };
  // A module comes after the page has been read: what starts it does so too.
  const order = candidate.tag.includes('module') ? ' type="module"' : '';
  zipped(
    '/page',
    'text/html',
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><link rel="icon" href="data:,"><title>Acme</title></head>
<body><main><h1>Acme Forms</h1><p>Your forms, in one place.</p></main>
<script>${watch(candidate)}</script>${candidate.tag}
<script${order}>window.begin = () => { ${candidate.start} }; if (!location.search.includes('by-hand')) begin()</script></body></html>`,
  );
  if (candidate.package) zipped('/rival.js', 'text/javascript', installRival(candidate.package));
  else
    for (const file of readdirSync(DIST).filter((name) => name.endsWith('.js')))
      zipped(`/sdk/latest/${file}`, 'text/javascript', readFileSync(DIST + file));

  const line = (i: number) => ({
    id: `m${i}`,
    type: 'text',
    content: { type: 'richText', richText: [{ type: 'p', children: [{ text: `Message ${i} ${TEXT}` }] }] },
  });
  halo.serve('/api/v1/typebots/bot/startChat', ({ headers }, response) => {
    const many = headers.referer?.includes('many');
    json(response, 200, {
      sessionId: 's1',
      resultId: 'r1',
      typebot: {
        id: 'bot',
        version: '6',
        theme: {},
        settings: { general: { isBrandingEnabled: false }, typingEmulation: { enabled: false } },
      },
      messages: Array.from({ length: many ? MESSAGES : 1 }, (_, i) => line(i)),
      input: { id: 'i1', type: 'text input', options: {} },
    });
  });
  halo.serve('/api/v1/public-chatbotConfig/flow', (_call, response) => json(response, 200, {}));
  halo.serve('/api/v1/chatflows-streaming/flow', (_call, response) => json(response, 200, { isStreaming: false }));
  return { halo, close: halo.close };
}
