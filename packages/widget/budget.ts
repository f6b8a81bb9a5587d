import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { LAUNCHER_WORDS } from './src/words/launcher-words.ts';

/** What each file of dist/ may weigh, in bytes after gzip. Fails the build that goes beyond. */
const LANGUAGES = Object.keys(LAUNCHER_WORDS).filter((language) => language !== 'en');
const BUDGETS: Record<string, number> = {
  'haloagents.umd.js': 8_000,
  'client.js': 10_000,
  'panel.js': 30_000,
  'in-app.js': 15_000,
};

for (const language of LANGUAGES) BUDGETS[`words-${language}.js`] = 2_000;

let over = false;
for (const [file, most] of Object.entries(BUDGETS)) {
  const size = gzipSync(readFileSync(new URL(`dist/${file}`, import.meta.url)), { level: 9 }).length;
  over ||= size > most;
  console.log(`${size > most ? 'OVER' : 'ok  '} ${file.padEnd(20)} ${size} of ${most} bytes`);
}
if (over) process.exitCode = 1;
