import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Packs the package as npm would, and looks at the tarball as its users' tools do: publint, attw, a strict typecheck. */
const root = fileURLToPath(new URL('.', import.meta.url));
const modules = fileURLToPath(new URL('../../node_modules/', import.meta.url));
const bin = join(modules, '.bin');
const folder = mkdtempSync(join(tmpdir(), 'halo-pack-'));

const USE = `
import { HaloAgents, type HaloOptions, type IdentifyAnswer } from 'haloagents';
import { HaloProvider, useHalo, useHaloState } from 'haloagents/react';
import { signUserToken } from 'haloagents/server';
import { createHalo, useHalo as useHaloInVue } from 'haloagents/vue';
import { createElement } from 'react';
import { createApp } from 'vue';

const options: HaloOptions = { orgId: 'o', apiKey: 'ab_live_1', ui: { badge: false }, getUserToken: async () => 'token' };
export async function start(bag: Record<string, unknown>): Promise<IdentifyAnswer> {
  const halo = HaloAgents.init(options);
  halo.on('message', (message) => message.text.trim());
  halo.on('error', (error) => error.code.trim());
  // @ts-expect-error an event nobody sends
  halo.on('nothing', () => {});
  await halo.identify('u', bag);
  // @ts-expect-error Halo manages created_at itself
  await halo.identify('u', { name: 'Jane', created_at: '2026-01-01' });
  // @ts-expect-error and which company somebody is in is told by identifyCompany
  await halo.identify('u', { company_id: 'acme' });
  // @ts-expect-error of a company other keys
  await halo.identifyCompany('acme', { health_score: 3 });
  await halo.identifyCompany('acme', { company_id: 'a custom field', plan: null });
  return halo.identify(7, { name: 'Jane' });
}

function Help() {
  const halo = useHalo();
  const { unread } = useHaloState();
  return createElement('button', { onClick: () => halo.openChat() }, unread.toFixed());
}
// @ts-expect-error a reserved key in the options
export const wrong = createElement(HaloProvider, { ...options, userTraits: { id: 1 } });
export const app = createElement(HaloProvider, { ...options, userId: 'u', userTraits: { plan: 'pro' } }, createElement(Help));

createApp({ setup: () => useHaloInVue().track('seen') }).use(createHalo(() => ({ ...options, userId: 'u' })));

export const token: Promise<string> = signUserToken('u', { secret: 'ha_secret_1', keyId: 'k', claims: { plan: 'pro' } });
// @ts-expect-error who it is stands in the first argument
void signUserToken('u', { secret: 'ha_secret_1', claims: { user_id: 'v' } });
`;

/** What an app that uses the bindings has installed; linked, so that nothing is fetched. */
const FRAMEWORKS = ['react', '@types/react', 'vue'];

/** Importing on a server touches nothing, with Node's own `import` and its `require`. */
const PROBE = `
const { createRequire } = await import('node:module');
const { HaloAgents } = await import('haloagents');
const { HaloProvider } = await import('haloagents/react');
const { createHalo } = await import('haloagents/vue');
const { signUserToken } = createRequire(process.cwd() + '/')('haloagents/server');
const token = await signUserToken('u', { secret: 'ha_secret_1' });
if (HaloAgents.getInstance() !== null || !HaloProvider || !createHalo || token.split('.').length !== 3) process.exit(1);
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
  for (const name of FRAMEWORKS) {
    mkdirSync(dirname(join(folder, 'node_modules', name)), { recursive: true });
    symlinkSync(join(modules, name), join(folder, 'node_modules', name));
  }
  const { dependencies } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as {
    dependencies?: object;
  };
  if (dependencies) throw new Error('The package has runtime dependencies; it promises none.');
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
  execFileSync(process.execPath, ['--input-type=module', '-e', PROBE], { cwd: folder, stdio: 'inherit' });
  console.log('The package is clean.');
} finally {
  rmSync(folder, { recursive: true, force: true });
}
