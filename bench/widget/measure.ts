import type { Browser, CDPSession, Page } from 'playwright-core';
import type { Candidate } from './candidates.ts';
import { serveCandidate } from './serve-candidate.ts';

/** What one chat costs a page. Bytes as they travel, times in milliseconds. */
export interface Cost {
  load_bytes: number;
  load_requests: number;
  /** More of it when the chat is opened for the first time. */
  open_bytes: number;
  open_requests: number;
  /** Hosts that are neither the page's nor the chat's server. */
  third_parties: string[];
  script_ms_4x: number;
  open_script_ms_4x: number;
  seen_ms_slow_3g: number;
  /** Above the same page before the chat was started. */
  heap_mb: number;
  nodes: number;
  listeners: number;
  left_nodes: number;
  left_listeners: number;
}

const ROUNDS = 50;
/** One rival draws its messages one after the other, with an animation each. */
const PATIENCE = { timeout: 400_000 };
/** What browsers' own tools call slow 3G. */
const SLOW_3G = { offline: false, latency: 2_000, downloadThroughput: 50_000, uploadThroughput: 50_000 };

interface Open {
  page: Page;
  devtools: CDPSession;
  metric(name: string): Promise<number>;
  traffic: { bytes: number; requests: number; last: number; hosts: Set<string> };
  close(): Promise<void>;
}

async function openTab(browser: Browser): Promise<Open> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Performance.enable');
  const traffic = { bytes: 0, requests: -1, last: Date.now(), hosts: new Set<string>() };
  devtools.on('Network.requestWillBeSent', ({ request }) => {
    // The page itself is the one that is not counted.
    if (!request.url.startsWith('http')) return;
    traffic.requests++;
    traffic.hosts.add(new URL(request.url).hostname);
    traffic.last = Date.now();
  });
  devtools.on('Network.loadingFinished', ({ encodedDataLength }) => {
    traffic.bytes += encodedDataLength;
    traffic.last = Date.now();
  });
  return {
    page,
    devtools,
    traffic,
    async metric(name) {
      const { metrics } = await devtools.send('Performance.getMetrics');
      return metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
    },
    close: () => context.close(),
  };
}

/** Until nothing has travelled for a while; long enough for what a chat fetches once the page is idle. */
async function settle({ traffic }: Open, ms = 1_500): Promise<void> {
  traffic.last = Date.now();
  while (Date.now() - traffic.last < ms) await new Promise((go) => setTimeout(go, 100));
}

const seen = async ({ page }: Open) => {
  await page.waitForFunction('window.seenAt', undefined, PATIENCE);
  return Math.round((await page.evaluate('window.seenAt')) as number);
};
const isField = (field: string) => `(${field})?.getBoundingClientRect().height > 0`;

async function openChat(tab: Open, { open, field }: Candidate): Promise<void> {
  await tab.page.evaluate(`void (${open})`);
  await tab.page.waitForFunction(isField(field), undefined, PATIENCE);
  await settle(tab);
}

/** Loads and opens: bytes and requests as they are, time in scripts on a machine a quarter as fast. */
async function weighLoad(browser: Browser, url: string, candidate: Candidate, slowdown: number) {
  const tab = await openTab(browser);
  await tab.devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  await tab.page.goto(`${url}/page`);
  await seen(tab);
  await settle(tab, 4_500);
  const document = await tab.page.evaluate(`performance.getEntriesByType('navigation')[0].transferSize`);
  const load = { ...tab.traffic, script: await tab.metric('ScriptDuration') };
  await openChat(tab, candidate);
  const opened = { ...tab.traffic, script: await tab.metric('ScriptDuration') };
  await tab.close();
  return {
    load_bytes: load.bytes - (document as number),
    load_requests: load.requests,
    open_bytes: opened.bytes - load.bytes,
    open_requests: opened.requests - load.requests,
    third_parties: [...tab.traffic.hosts].filter((host) => host !== new URL(url).hostname),
    script_ms: Math.round(load.script * 1_000),
    open_script_ms: Math.round((opened.script - load.script) * 1_000),
  };
}

async function timeSeen(browser: Browser, url: string): Promise<number> {
  const tab = await openTab(browser);
  await tab.devtools.send('Network.emulateNetworkConditions', SLOW_3G);
  await tab.page.goto(`${url}/page`, { waitUntil: 'commit' });
  const at = await seen(tab);
  await tab.close();
  return at;
}

async function weighMemory(browser: Browser, candidate: Candidate) {
  const server = await serveCandidate(candidate);
  const tab = await openTab(browser);
  const run = (script: string) => tab.page.evaluate(`(async () => { ${script} })()`);
  const weigh = async () => {
    for (let i = 0; i < 3; i++) await tab.devtools.send('HeapProfiler.collectGarbage');
    const [heap, nodes, listeners] = await Promise.all(['JSHeapUsedSize', 'Nodes', 'JSEventListeners'].map(tab.metric));
    return { heap: heap!, nodes: nodes!, listeners: listeners! };
  };
  await tab.page.goto(`${server.halo.url}/page?by-hand&many`);
  await tab.page.waitForFunction('window.begin', undefined, PATIENCE);
  await settle(tab);
  const before = await weigh();
  await run('begin()');
  await seen(tab);
  await openChat(tab, candidate);
  if (typeof candidate.fill === 'string') await run(candidate.fill);
  else await candidate.fill(run, server.halo);
  await tab.page.waitForFunction(candidate.filled, undefined, PATIENCE);
  await run(`for (let i = 0; i < ${ROUNDS}; i++) {
    ${candidate.close}; await new Promise((go) => setTimeout(go, 50));
    ${candidate.open}; await new Promise((go) => setTimeout(go, 50));
  }`);
  // What is read aloud, faded or remembered for a moment goes by itself.
  await new Promise((go) => setTimeout(go, 6_000));
  const full = await weigh();
  await run(candidate.destroy);
  await new Promise((go) => setTimeout(go, 6_000));
  const after = await weigh();
  await tab.close();
  await server.close();
  return {
    heap_mb: Math.round(((full.heap - before.heap) / 2 ** 20) * 10) / 10,
    nodes: full.nodes - before.nodes,
    listeners: full.listeners - before.listeners,
    left_nodes: after.nodes - before.nodes,
    left_listeners: after.listeners - before.listeners,
  };
}

/** Puts one chat on a page of its own again and again, and weighs it. */
export async function measure(browser: Browser, candidate: Candidate): Promise<Cost> {
  const server = await serveCandidate(candidate);
  const { url } = server.halo;
  try {
    const plain = await weighLoad(browser, url, candidate, 1);
    const slow = [];
    for (let round = 0; round < 3; round++) slow.push(await weighLoad(browser, url, candidate, 4));
    const median = (all: number[]) => all.toSorted((a, b) => a - b)[1]!;
    const { script_ms: _, open_script_ms: __, ...traffic } = plain;
    return {
      ...traffic,
      script_ms_4x: median(slow.map((one) => one.script_ms)),
      open_script_ms_4x: median(slow.map((one) => one.open_script_ms)),
      seen_ms_slow_3g: await timeSeen(browser, url),
      ...(await weighMemory(browser, candidate)),
    };
  } finally {
    await server.close();
  }
}
