import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type InlineConfig } from 'vite';
import { LAUNCHER_WORDS } from './src/words/launcher-words.ts';

/**
 * Builds dist/ (or the folder named as argument, on the same disk): `haloagents.umd.js` (the script tag), `client.js`, `panel.js`, `in-app.js` and `words-….js` (fetched when they are needed, the
 * same for both), `preview.js` (the dashboard's), `index.js`, `react.js`, `vue.js` and `server.js` with their types (npm).
 */
const root = fileURLToPath(new URL('.', import.meta.url));
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };

/** Of the emitted types keeps those that index.d.ts leads to; the others speak of the private wire package. */
function keepPublicTypes(): void {
  const kept = new Set<string>();
  const follow = (file: string): void => {
    if (kept.has(file)) return;
    kept.add(file);
    const text = readFileSync(file, 'utf8');
    for (const [, name = ''] of text.matchAll(/from '([^']+)'/g)) {
      if (FRAMEWORKS.includes(name)) continue;
      if (!name.startsWith('.')) throw new Error(`${file} imports ${name}, which users of the package do not have`);
      follow(join(dirname(file), name.replace(/\.(js|ts)$/, '.d.ts')));
    }
  };
  for (const name of PUBLISHED) follow(join(aside, `${name}.d.ts`));
  for (const name of readdirSync(aside, { recursive: true, encoding: 'utf8' })) {
    const file = join(aside, name);
    if (name.endsWith('.d.ts') && !kept.has(file)) rmSync(file);
  }
}

/** The files that users of the package import, and what they bring for it themselves. */
const PUBLISHED = ['index', 'react', 'vue', 'server'];
const FRAMEWORKS = ['react', 'vue'];

/** Of English the words are in the panel. */
const LANGUAGES = Object.keys(LAUNCHER_WORDS).filter((language) => language !== 'en');

/** What browsers fetch from a Halo. */
const FETCHED = [
  'haloagents.umd.js',
  'client.js',
  'panel.js',
  'in-app.js',
  ...LANGUAGES.map((language) => `words-${language}.js`),
];

/**
 * Writes integrity.json: for each file that browsers fetch what a page's `integrity` must say, and the name under which
 * the server keeps this very build for good: the version, and a hash of its bytes.
 */
function describeBuild(): void {
  const whole = createHash('sha256');
  const files = FETCHED.map((file) => {
    const bytes = readFileSync(join(aside, file));
    whole.update(bytes);
    return [file, { integrity: `sha384-${createHash('sha384').update(bytes).digest('base64')}`, bytes: bytes.length }];
  });
  const name = `${version}-${whole.digest('hex').slice(0, 10)}`;
  const facts = { version, build: name, files: Object.fromEntries(files) };
  writeFileSync(join(aside, 'integrity.json'), `${JSON.stringify(facts, null, 2)}\n`);
}

/** The sources that become files of their own, for whoever asks. */
const FILES = /^.*\/(client|panel|in-app|index)(-file)?\.ts$/;
const WORDS = /^.*\/words\/([a-z]{2})\.ts$/;

interface Output {
  entry: string;
  file: string;
  format: 'es' | 'iife';
  /** What it does not carry in itself: files that lie beside it, and its user's framework. */
  without?: (id: string) => boolean;
  banner?: string;
}

function configFor({ entry, file, format, without, banner }: Output): InlineConfig {
  return {
    root,
    configFile: false,
    logLevel: 'warn',
    define: { __HALO_VERSION__: JSON.stringify(version), 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir: aside,
      emptyOutDir: false,
      target: 'es2022',
      minify: 'oxc',
      modulePreload: false,
      rollupOptions: {
        input: join(root, entry),
        preserveEntrySignatures: 'exports-only',
        external: without,
        output: {
          format,
          banner,
          entryFileNames: file,
          paths: (id: string) => id.replace(FILES, './$1.js').replace(WORDS, './words-$1.js'),
          codeSplitting: false,
        },
      },
    },
  };
}

function isBeside(id: string): boolean {
  return FILES.test(id) || FRAMEWORKS.includes(id);
}

// Built aside and then put in place, so that a server that reads dist/ never meets half of it.
const target = process.argv[2] ?? join(root, 'dist');
const aside = join(root, `dist.${process.pid}`);
const outputs: Output[] = [
  { entry: 'src/script-tag.ts', file: 'haloagents.umd.js', format: 'iife' },
  { entry: 'src/client-file.ts', file: 'client.js', format: 'es' },
  { entry: 'src/panel-file.ts', file: 'panel.js', format: 'es' },
  { entry: 'src/in-app-file.ts', file: 'in-app.js', format: 'es' },
  { entry: 'src/preview-file.ts', file: 'preview.js', format: 'es' },
  {
    entry: 'src/index.ts',
    file: 'index.js',
    format: 'es',
    without: (id) => WORDS.test(id) || (FILES.test(id) && !id.endsWith('index.ts')),
  },
  // Next must know that this one runs in browsers.
  { entry: 'src/react.ts', file: 'react.js', format: 'es', without: isBeside, banner: "'use client';" },
  { entry: 'src/vue.ts', file: 'vue.js', format: 'es', without: isBeside },
  { entry: 'src/server.ts', file: 'server.js', format: 'es' },
  ...LANGUAGES.map(
    (language): Output => ({ entry: `src/words/${language}.ts`, file: `words-${language}.js`, format: 'es' }),
  ),
];
for (const output of outputs) await build(configFor(output));

const typescript = dirname(createRequire(import.meta.url).resolve('typescript/package.json'));
const types = [join(typescript, 'bin', 'tsc'), '-p', join(root, 'tsconfig.types.json'), '--outDir', aside];
try {
  execFileSync(process.execPath, types, { stdio: 'inherit' });
  keepPublicTypes();
  describeBuild();
  rmSync(target, { recursive: true, force: true });
  renameSync(aside, target);
} finally {
  rmSync(aside, { recursive: true, force: true });
}
