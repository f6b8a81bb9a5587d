import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BuildFailed, buildBundles } from './build-bundles.ts';
import { type Bundle, hashSources, isCurrent } from './bundle.ts';

let folder: string;
let sample: Bundle;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'halo-bundle-'));
  sample = { name: 'widget', folder, dist: join(folder, 'dist') };
  mkdirSync(join(folder, 'src'));
  writeFileSync(join(folder, 'src/index.ts'), 'export const one = 1;');
  manifest('mkdir -p dist && echo built >> dist/log');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function manifest(build: string) {
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ scripts: { build } }));
}

function builds(): number {
  return readFileSync(join(sample.dist, 'log'), 'utf8').trim().split('\n').length;
}

describe('buildBundles', () => {
  it('builds again only when a source changed', async () => {
    const said: string[] = [];
    await buildBundles((line) => said.push(line), [sample]);
    await buildBundles((line) => said.push(line), [sample]);
    expect(builds()).toBe(1);
    expect(said).toHaveLength(1);
    writeFileSync(join(folder, 'src/index.ts'), 'export const one = 2;');
    expect(isCurrent(sample)).toBe(false);
    await buildBundles((line) => said.push(line), [sample]);
    expect(builds()).toBe(2);
  });

  it('takes a changed test or a changed build folder for no change of the sources', async () => {
    const before = hashSources(sample);
    writeFileSync(join(folder, 'src/index.test.ts'), 'expect(1)');
    mkdirSync(sample.dist);
    writeFileSync(join(sample.dist, 'bundle.js'), '1');
    expect(hashSources(sample)).toBe(before);
  });

  it('builds once when several processes find it stale together', async () => {
    manifest('sleep 0.3 && mkdir -p dist && echo built >> dist/log');
    await Promise.all([1, 2, 3].map(() => buildBundles(() => {}, [sample])));
    expect(builds()).toBe(1);
  });

  it('takes over the lock of a build whose process is gone', async () => {
    writeFileSync(join(folder, '.building'), '999999999');
    await buildBundles(() => {}, [sample]);
    expect(builds()).toBe(1);
  });

  it('says what a failing build said, and stays stale', async () => {
    manifest('echo the entry is missing >&2; exit 3');
    await expect(buildBundles(() => {}, [sample])).rejects.toThrow(BuildFailed);
    await expect(buildBundles(() => {}, [sample])).rejects.toThrow('the entry is missing');
    expect(isCurrent(sample)).toBe(false);
  });
});
