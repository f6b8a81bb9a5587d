import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type InlineConfig } from 'vite';

/**
 * Builds dist/: `haloagents.umd.js` (the script tag), `client.js` and `panel.js` (fetched when they are needed, the
 * same for both), `index.js` with its types (npm).
 */
const root = fileURLToPath(new URL('.', import.meta.url));
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };

/** The sources that become files of their own. */
const FILES = /^.*\/(client|panel)-file\.ts$/;

interface Output {
  entry: string;
  file: string;
  format: 'es' | 'iife';
}

function configFor({ entry, file, format }: Output): InlineConfig {
  return {
    root,
    configFile: false,
    logLevel: 'warn',
    define: { __HALO_VERSION__: JSON.stringify(version), 'process.env.NODE_ENV': '"production"' },
    build: {
      emptyOutDir: false,
      target: 'es2022',
      minify: 'oxc',
      lib: { entry: join(root, entry), formats: [format], name: 'halo', fileName: () => file },
      rollupOptions: {
        // The npm entry fetches the very files that lie beside it.
        external: (id) => file === 'index.js' && FILES.test(id),
        output: { paths: (id) => id.replace(FILES, './$1.js') },
      },
    },
  };
}

rmSync(join(root, 'dist'), { recursive: true, force: true });
const outputs: Output[] = [
  { entry: 'src/script-tag.ts', file: 'haloagents.umd.js', format: 'iife' },
  { entry: 'src/client-file.ts', file: 'client.js', format: 'es' },
  { entry: 'src/panel-file.ts', file: 'panel.js', format: 'es' },
  { entry: 'src/index.ts', file: 'index.js', format: 'es' },
];
for (const output of outputs) await build(configFor(output));

const typescript = dirname(createRequire(import.meta.url).resolve('typescript/package.json'));
execFileSync(process.execPath, [join(typescript, 'bin', 'tsc'), '-p', join(root, 'tsconfig.types.json')], {
  stdio: 'inherit',
});
