import { execFileSync } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'halo-doc-snippets-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Block {
  page: string;
  language: string;
  code: string;
}

const pages = ['README.md', 'packages/widget/README.md', ...globSync('docs/*.md', { cwd: root })];
const blocks: Block[] = pages.flatMap((page) =>
  [...readFileSync(join(root, page), 'utf8').matchAll(/^( *)```(\w+)\n([\s\S]*?)^\1```$/gm)].map(
    ([, indent = '', language = '', code = '']) => ({
      page,
      language,
      code: code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    }),
  ),
);

/** What the reader of a page has beside its code: the script tag's global, and a user of their own. */
const AROUND = `
import type { HaloAgents as Door, HaloInstance } from 'haloagents';
import type { App as VueApp } from 'vue';
import type { ReactNode } from 'react';
declare global {
  const HaloAgents: typeof Door & HaloInstance;
  const user: { id: string; name: string; email: string; plan: string; companyId: string };
  const session: { user?: { id: string } };
  const orgId: string;
  const apiKey: string;
  const app: VueApp;
  const App: () => ReactNode;
}`;

const scriptsOf = ({ language, code }: Block) =>
  language === 'html' ? [...code.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, script = '']) => script) : [code];

describe('the code on the pages', () => {
  it('that calls Halo is what a strict compiler takes', () => {
    const sources = join(root, 'packages/widget/src');
    const names = new Map<string, string>();
    mkdirSync(join(folder, 'blocks'));
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    for (const block of blocks.filter(({ language }) => /^(js|ts|tsx|html)$/.test(language))) {
      for (const script of scriptsOf(block)) {
        if (!/HaloAgents\.|haloagents/.test(script) || script.includes('w.HaloAgents')) continue;
        const name = `block-${names.size}.tsx`;
        names.set(name, block.page);
        writeFileSync(join(folder, 'blocks', name), `${script}\nexport {};\n`);
      }
    }
    expect(names.size).toBeGreaterThan(8);
    writeFileSync(join(folder, 'around.d.ts'), AROUND);
    const file = (name: string) => [join(sources, name)];
    const compilerOptions = {
      ...{ strict: true, noEmit: true, jsx: 'react-jsx', target: 'ES2024', lib: ['ES2024', 'DOM', 'DOM.Iterable'] },
      ...{ module: 'ESNext', moduleResolution: 'Bundler', allowImportingTsExtensions: true, skipLibCheck: true },
      ...{ types: ['node'] },
      paths: {
        haloagents: file('index.ts'),
        'haloagents/react': file('react.ts'),
        'haloagents/vue': file('vue.ts'),
        'haloagents/server': file('server.ts'),
      },
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['blocks', '*.d.ts'] }));
    const faults = compile().filter((line) => /(?:block-|around)/.test(line));
    expect(faults.map((line) => line.replace(/block-\d+\.tsx/, (name) => `${names.get(name)} (${name})`))).toEqual([]);
  }, 120_000);

  it('that is JSON is JSON', () => {
    const json = blocks.filter(({ language }) => language === 'json');
    expect(json.length).toBeGreaterThan(0);
    for (const { code } of json) expect(() => JSON.parse(code)).not.toThrow();
  });

  it('names settings that there are', () => {
    const settings = readFileSync(join(root, 'packages/server/src/config.ts'), 'utf8');
    // What the reader's own server and shell are set to.
    const theirs = /^HALO_(ACTION_SECRET|KEY|SERVER_KEY|IDENTITY_SECRET|IDENTITY_SECRET_ID|SHOTS)$/;
    const named = pages.flatMap((page) => [...readFileSync(join(root, page), 'utf8').matchAll(/\bHALO_[A-Z_]+\b/g)]);
    const unknown = named.map(([name]) => name).filter((name) => !theirs.test(name) && !settings.includes(name));
    expect(unknown).toEqual([]);
  });

  it('and the page of the SDK name every option, method and happening', () => {
    const sdk = readFileSync(join(root, 'docs/sdk.md'), 'utf8');
    const source = (name: string, of: string) => {
      const text = readFileSync(join(root, 'packages/widget/src', name), 'utf8');
      return text.slice(text.indexOf(`interface ${of} `)).split('\n}')[0] ?? '';
    };
    const wanted = [
      ...source('options.ts', 'UiFlags').matchAll(/^ {2}(\w+)\??:/gm),
      ...source('options.ts', 'HaloOptions').matchAll(/^ {2}(\w+)\??:/gm),
      ...source('instance.ts', 'HaloInstance').matchAll(/^ {2}(\w+)[(<]/gm),
      ...source('happenings.ts', 'Happenings').matchAll(/^ {2}(\w+):/gm),
    ].map(([, name = '']) => name);
    expect(wanted.length).toBeGreaterThan(40);
    expect(wanted.filter((name) => !new RegExp(`\\b${name}\\b`).test(sdk))).toEqual([]);
  });
});

function compile(): string[] {
  try {
    execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder], { encoding: 'utf8' });
    return [];
  } catch (error) {
    return String((error as { stdout: string }).stdout).split('\n');
  }
}
