import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { startBrowser } from '../packages/widget/src/testing/browser.ts';
import { CANDIDATES } from './widget/candidates.ts';
import { type Cost, measure } from './widget/measure.ts';

const DIST = fileURLToPath(new URL('../packages/widget/dist/', import.meta.url));
const gzip = (file: string) => gzipSync(readFileSync(DIST + file), { level: 9 }).length;

/**
 * What Halo costs a customer's page beside chats that people install from npm, in one run, on the same page, from the
 * same server, zipped the same way. `only` in the environment names the ones to measure.
 */
export async function widgetBench(): Promise<object> {
  execFileSync('npm', ['run', '-s', 'bundles'], { stdio: ['ignore', 'ignore', 'inherit'] });
  const browser = await startBrowser();
  const costs: Record<string, Cost> = {};
  for (const candidate of CANDIDATES.filter(({ name }) => !process.env.only || process.env.only.includes(name))) {
    process.stderr.write(`${candidate.name} …\n`);
    costs[candidate.name] = await measure(browser, candidate);
    process.stderr.write(`${JSON.stringify(costs[candidate.name])}\n`);
  }
  await browser.close();
  const { halo, ...rivals } = costs;
  const budgets = halo && {
    script_within_8_kb: gzip('haloagents.umd.js') <= 8_000,
    panel_within_30_kb: gzip('panel.js') <= 30_000,
    // The script, the client's file, and one call.
    one_call_at_load: halo.load_requests <= 3,
    no_third_party: halo.third_parties.length === 0,
    seen_before_any_rival: Object.values(rivals).every((rival) => halo.seen_ms_slow_3g < rival.seen_ms_slow_3g),
    nothing_left: halo.left_nodes <= 0 && halo.left_listeners <= 0,
  };
  return { costs, budgets };
}
