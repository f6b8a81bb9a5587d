import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The top of the repository, where `package-lock.json` stands. */
export const ROOT = resolve(import.meta.dirname, '../../../..');

/** What a browser loads from Halo: built from a package's sources into its `dist` folder. */
export interface Bundle {
  name: 'widget' | 'dashboard';
  folder: string;
  dist: string;
}

export const WIDGET = bundle('widget');
export const DASHBOARD = bundle('dashboard');
export const BUNDLES: readonly Bundle[] = [WIDGET, DASHBOARD];

function bundle(name: Bundle['name']): Bundle {
  const folder = join(ROOT, 'packages', name);
  return { name, folder, dist: join(folder, 'dist') };
}

/** Where a finished build notes the sources it was made from. */
export function stampFile(bundle: Bundle): string {
  return join(bundle.dist, '.sources');
}

/**
 * One hash over everything the bundle is made from: its own files but tests, the shapes of `wire`, and the versions
 * of the packages it names.
 */
export function hashSources(bundle: Bundle, root = ROOT): string {
  const hash = createHash('sha256');
  for (const folder of [bundle.folder, join(root, 'packages/wire')]) {
    const files = globSync('**/*', { cwd: folder, exclude: isNoSource, withFileTypes: true })
      .filter((entry) => entry.isFile() && !isNoSource(entry))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
    for (const file of files) {
      hash
        .update(`${file.slice(folder.length)}\0`)
        .update(readFileSync(file))
        .update('\0');
    }
  }
  return hash.update(JSON.stringify(lockedVersions(bundle, root))).digest('hex');
}

/** Whether `dist` is what the sources would make again. An installation that ships no sources counts as current. */
export function isCurrent(bundle: Bundle, root = ROOT): boolean {
  const stamp = stampFile(bundle);
  if (!existsSync(stamp)) return false;
  return !existsSync(join(bundle.folder, 'src')) || readFileSync(stamp, 'utf8') === hashSources(bundle, root);
}

function isNoSource(entry: { name: string }): boolean {
  return /^(dist|node_modules|\..*)$|\.test\.[a-z]+$|\.md$/.test(entry.name);
}

function lockedVersions(bundle: Bundle, root: string): (string | undefined)[] {
  const lock = join(root, 'package-lock.json');
  if (!existsSync(lock)) return [];
  const { packages } = JSON.parse(readFileSync(lock, 'utf8')) as { packages: Record<string, { version?: string }> };
  const manifest = JSON.parse(readFileSync(join(bundle.folder, 'package.json'), 'utf8')) as Record<string, object>;
  return Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }).map(
    (name) => (packages[`packages/${bundle.name}/node_modules/${name}`] ?? packages[`node_modules/${name}`])?.version,
  );
}
