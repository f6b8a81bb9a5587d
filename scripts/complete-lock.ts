/**
 * Adds to package-lock.json the optional packages of other platforms that npm left out because the registry of the
 * machine it ran on does not carry them. Without them `npm ci` calls the lock out of step, on every machine.
 * Run after changing dependencies: `node scripts/complete-lock.ts`.
 */
import { readFileSync, writeFileSync } from 'node:fs';

interface LockedPackage {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
}

const SYSTEMS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const PROCESSORS = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];

/** What a platform package's name says about where it runs, such as `@oxc-parser/binding-linux-arm-musleabihf`. */
function readPlatform(name: string): Pick<LockedPackage, 'os' | 'cpu' | 'libc'> | null {
  const words = name.slice(name.lastIndexOf('/') + 1).split('-');
  const os = words.filter((word) => SYSTEMS.includes(word));
  const cpu = words.filter((word) => PROCESSORS.includes(word));
  if (cpu.length !== 1) return null;
  const libc = words.some((word) => word.startsWith('musl'))
    ? ['musl']
    : words.some((word) => word.startsWith('gnu'))
      ? ['glibc']
      : null;
  return { cpu, ...(os.length > 0 && { os }), ...(libc && os.includes('linux') && { libc }) };
}

function isLocked(packages: Record<string, LockedPackage>, from: string, name: string): boolean {
  for (
    let folder = from;
    ;
    folder = folder.includes('/node_modules/') ? folder.slice(0, folder.lastIndexOf('/node_modules/')) : ''
  ) {
    if (packages[`${folder ? `${folder}/` : ''}node_modules/${name}`]) return true;
    if (folder === '') return false;
  }
}

/** npm writes these keys in the order of the alphabet, and would else change every entry back. */
function inOrder(entry: LockedPackage): LockedPackage {
  return Object.fromEntries(Object.entries(entry).sort(([a], [b]) => (a < b ? -1 : 1)));
}

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, LockedPackage> };
let added = 0;
for (const [path, { dev, optionalDependencies = {} }] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const platform = readPlatform(name);
    if (platform === null || !/^\d+\.\d+\.\d+/.test(version) || isLocked(lock.packages, path, name)) continue;
    lock.packages[`node_modules/${name}`] = {
      version,
      ...inOrder({ ...platform, ...(dev && { dev }), optional: true }),
    };
    added += 1;
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} packages of other platforms added to package-lock.json`);
