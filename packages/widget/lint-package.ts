import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Packs the package as npm would, and looks at the tarball as its users' tools do: publint, attw, a strict typecheck. */
const root = fileURLToPath(new URL('.', import.meta.url));
const bin = fileURLToPath(new URL('../../node_modules/.bin/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'halo-pack-'));

const USE = `
import { HaloAgents, type HaloOptions, type IdentifyAnswer } from 'haloagents';
const options: HaloOptions = { orgId: 'o', apiKey: 'ab_live_1', ui: { badge: false }, getUserToken: async () => 'token' };
export async function start(): Promise<IdentifyAnswer> {
  const halo = HaloAgents.init(options);
  halo.on('message', (message) => message.text.trim());
  halo.on('error', (error) => error.code.trim());
  // @ts-expect-error an event nobody sends
  halo.on('nothing', () => {});
  return halo.identify(7, { name: 'Jane' });
}
`;

function run(command: string, args: string[], cwd = root): void {
  console.log(`> ${command} ${args.join(' ')}`);
  execFileSync(join(bin, command), args, { cwd, stdio: 'inherit' });
}

try {
  execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: root, stdio: 'inherit' });
  const tarball = join(folder, readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '');
  run('publint', ['--strict', tarball]);
  run('attw', [tarball, '--profile', 'esm-only']);
  const installed = join(folder, 'node_modules', 'haloagents');
  mkdirSync(installed, { recursive: true });
  execFileSync('tar', ['-xzf', tarball, '-C', installed, '--strip-components=1']);
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(folder, 'use.ts'), USE);
  // Neither skipLibCheck nor our workspace: a type that leans on a private package fails here.
  const strict = [
    '--noEmit',
    '--strict',
    '--exactOptionalPropertyTypes',
    '--target',
    'es2022',
    '--types',
    '',
    '--lib',
    'es2023,dom,dom.iterable',
  ];
  for (const resolution of ['nodenext', 'bundler']) {
    const module = resolution === 'bundler' ? 'esnext' : 'nodenext';
    run('tsc', [...strict, '--module', module, '--moduleResolution', resolution, 'use.ts'], folder);
  }
  // Importing on a server touches nothing.
  const probe =
    "const { HaloAgents } = await import('haloagents'); if (HaloAgents.getInstance() !== null) process.exit(1)";
  execFileSync(process.execPath, ['--input-type=module', '-e', probe], { cwd: folder, stdio: 'inherit' });
  console.log('The package is clean.');
} finally {
  rmSync(folder, { recursive: true, force: true });
}
