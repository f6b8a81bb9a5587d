import { execFile } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { ROOT } from '../bundles/bundle.ts';
import { testFolder } from '../testing/test-folder.ts';
import { browserSnippets } from './browser-snippets.ts';

const snippets = browserSnippets({ orgId: 'org', widgetKey: 'ab_live_1', url: 'https://halo.example' });
const codeOf = (id: string) => snippets.find((snippet) => snippet.id === id)!.code;
const widget = (file: string) => [join(ROOT, 'packages/widget/src', file)];

/** What a strict compiler says of a snippet in an app of its own, that has the package. */
async function compile(id: string, code: string): Promise<string[]> {
  const folder = join(await testFolder(), id);
  mkdirSync(folder);
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, id === 'vue' ? 'main.ts' : 'halo.tsx'), code);
  writeFileSync(
    join(folder, 'shim.d.ts'),
    "declare module '*.vue' { const app: import('vue').Component; export default app; }",
  );
  const paths = { 'haloagents/react': widget('react.ts'), 'haloagents/vue': widget('vue.ts') };
  const compilerOptions = {
    ...{ strict: true, noEmit: true, jsx: 'react-jsx', target: 'ES2024', lib: ['ES2024', 'DOM', 'DOM.Iterable'] },
    ...{ module: 'ESNext', moduleResolution: 'Bundler', allowImportingTsExtensions: true, skipLibCheck: true },
    ...{ noUnusedLocals: true, types: ['node'], paths },
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*'] }));
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  const said = await promisify(execFile)(process.execPath, [tsc, '-p', folder]).then(
    ({ stdout }) => stdout,
    (error: { stdout: string; stderr: string }) => error.stdout + error.stderr,
  );
  // The package's own sources draw with Preact and are checked by their own compiler run.
  return said.split('\n').filter((line) => /halo\.tsx|main\.ts/.test(line));
}

test.each(['react', 'next', 'vue'])(
  '%s compiles against the package, and takes what it is given only',
  async (id) => {
    expect(await compile(id, codeOf(id))).toEqual([]);
    const wrong = await compile(id, codeOf(id).replaceAll('orgId', 'organisation'));
    expect(wrong).toHaveLength(1);
  },
  60_000,
);

test.each(['react', 'next', 'vue'])('%s loads no script by itself, so that the page has one Halo', (id) => {
  expect(codeOf(id)).not.toContain('<script');
  expect(codeOf(id)).not.toContain('createElement');
});

test('Next is told that it runs in browsers', () => {
  expect(codeOf('next').startsWith("'use client';")).toBe(true);
});

test('HTML leaves the session alone', () => {
  expect(codeOf('html')).not.toContain('reset()');
});
