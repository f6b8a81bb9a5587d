import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Bundle, WIDGET } from './bundle.ts';

/** A page that pinned a build goes on with it through this many newer ones. */
const MOST_KEPT = 30;
const NAME = /^\d+\.\d+\.\d+[\w.-]{0,40}-[0-9a-f]{10}$/;

interface BuildFacts {
  build: string;
  files: Record<string, unknown>;
}

function factsOf({ dist }: Bundle): BuildFacts | null {
  const file = join(dist, 'integrity.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as BuildFacts) : null;
}

/** What this build of the widget is called: its version, and a hash of its bytes. `null` while it is not built. */
export function nameOfBuild(widget: Bundle): string | null {
  return factsOf(widget)?.build ?? null;
}

/**
 * Puts what browsers fetch of this build into the data folder, once, so that a page that names it by its hash, with
 * `integrity` or without, outlives an upgrade. Keeps the newest 30.
 */
export function keepBuild(dataDir: string, widget: Bundle = WIDGET): void {
  const facts = factsOf(widget);
  if (!facts) return;
  const all = join(dataDir, 'sdk');
  const folder = join(all, facts.build);
  if (existsSync(folder)) return;
  const aside = join(all, `.${facts.build}.${process.pid}`);
  mkdirSync(aside, { recursive: true, mode: 0o700 });
  try {
    for (const file of [...Object.keys(facts.files), 'integrity.json'])
      copyFileSync(join(widget.dist, file), join(aside, file));
    renameSync(aside, folder);
  } catch (error) {
    // Another process of this server was faster.
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
  const kept = readdirSync(all).filter((name) => NAME.test(name));
  const age = (name: string) => statSync(join(all, name)).mtimeMs;
  for (const old of kept.sort((a, b) => age(b) - age(a)).slice(MOST_KEPT))
    rmSync(join(all, old), { recursive: true, force: true });
}

/** The folder of a build that was kept, or `null`. */
export function keptBuild(dataDir: string, name: string): string | null {
  const folder = join(dataDir, 'sdk', name);
  return NAME.test(name) && existsSync(folder) ? folder : null;
}
