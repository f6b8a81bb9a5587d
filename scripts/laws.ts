/** Holds the house to the laws of ARCHITECTURE.md: `node scripts/laws.ts`. Says what it read, so that silence is no pass. */
import { resolve } from 'node:path';
import { checkCycles } from './laws/cycle-law.ts';
import { checkFiles } from './laws/file-laws.ts';
import { checkImports } from './laws/import-laws.ts';
import { placeOf } from './laws/place.ts';
import { readSources } from './laws/source.ts';
import { checkWords } from './laws/word-laws.ts';

const sources = readSources(resolve(import.meta.dirname, '..'));
const violations = [checkImports, checkCycles, checkWords, checkFiles].flatMap((check) => check(sources));
for (const { path, says } of violations) console.error(`${path}: ${says}`);

const imports = sources.reduce((sum, source) => sum + source.imports.length, 0);
for (const name of ['wire', 'widget', 'dashboard', 'server'] as const) {
  const seen = sources.filter(({ path }) => placeOf(path).package === name);
  if (seen.length === 0 || seen.every((source) => source.imports.length === 0)) {
    console.error(`no file or no import of ${name} was read: the laws were not held against it`);
    process.exitCode = 1;
  }
}
console.log(`laws: ${sources.length} files and ${imports} imports read, ${violations.length} broken`);
if (violations.length > 0) process.exitCode = 1;
