import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { BUNDLES, type Bundle, hashSources, isCurrent, ROOT, stampFile } from './bundle.ts';
import { holdLock } from './hold-lock.ts';

/** A bundle that could not be built; the message holds the last lines the build said. */
export class BuildFailed extends Error {
  override readonly name = 'BuildFailed';
}

/**
 * Builds the bundles whose sources changed since their last build, one after the other, and says which. Safe to run
 * in several processes at once. Throws `BuildFailed`.
 */
export async function buildBundles(say: (line: string) => void, bundles: readonly Bundle[] = BUNDLES): Promise<void> {
  for (const bundle of bundles) {
    if (isCurrent(bundle)) continue;
    await holdLock(join(bundle.folder, '.building'), async () => {
      if (isCurrent(bundle)) return;
      const started = performance.now();
      const sources = hashSources(bundle);
      await build(bundle);
      writeFileSync(stampFile(bundle), sources);
      say(`built the ${bundle.name} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
    });
  }
}

async function build(bundle: Bundle): Promise<void> {
  const manifest = JSON.parse(readFileSync(join(bundle.folder, 'package.json'), 'utf8')) as {
    scripts?: { build?: string };
  };
  const command = manifest.scripts?.build;
  if (command === undefined) throw new BuildFailed(`the ${bundle.name} has no build script`);
  const bin = join(ROOT, 'node_modules/.bin');
  if (!existsSync(join(bin, 'vite'))) {
    throw new BuildFailed(`the ${bundle.name} is not built and the tools to build it are not installed; run npm ci`);
  }
  const path = [bin, dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'].join(':');
  const child = spawn('sh', ['-c', command], {
    cwd: bundle.folder,
    env: { PATH: path, NODE_ENV: 'production', NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const endWithUs = () => void child.kill();
  process.once('exit', endWithUs);
  let said = '';
  const keep = (chunk: Buffer) => {
    said = (said + stripVTControlCharacters(chunk.toString())).slice(-4_000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const code = await new Promise<number | null>((done, fail) => child.once('close', done).once('error', fail));
  process.removeListener('exit', endWithUs);
  if (code !== 0) throw new BuildFailed(`building the ${bundle.name} failed:\n${said.trim()}`);
}
