import { execFileSync } from 'node:child_process';
import { createSecretKey } from 'node:crypto';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { verifyIdentityToken } from '../packages/server/src/identity/verify-identity-token.ts';

const root = resolve(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'halo-docs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const page = readFileSync(join(root, 'docs/verification.md'), 'utf8');
const secret = 'ha_secret_for-this-test-only';

function snippet(language: string): string {
  const title = new RegExp(`### ${language}\\n\`\`\`\\w+\\n([\\s\\S]*?)\`\`\``).exec(page);
  return title?.[1] ?? '';
}

function runs(program: string): boolean {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** How to run a snippet so that it prints the token of the user "né 42" with the plan "pro". */
const LANGUAGES = [
  {
    name: 'Node',
    program: process.execPath,
    file: 'token.mjs',
    call: `\nprocess.stdout.write(haloToken('né 42', { plan: 'pro' }));`,
  },
  { name: 'Python', program: 'python3', file: 'token.py', call: `\nprint(halo_token("né 42", plan="pro"), end="")` },
  { name: 'Ruby', program: 'ruby', file: 'token.rb', call: `\nprint halo_token("né 42", plan: "pro")` },
  {
    name: 'PHP',
    program: 'php',
    file: 'token.php',
    before: '<?php\n',
    call: `\necho halo_token('né 42', ['plan' => 'pro']);`,
  },
];

describe('the signing snippets', () => {
  it('stand in the page for eight languages', () => {
    for (const language of ['Node', 'Python', 'Ruby', 'PHP', 'Go', 'Java', 'Elixir', 'C#'])
      expect(snippet(language)).not.toBe('');
  });

  // A machine tests the languages it has; Node is always one of them.
  it.each(LANGUAGES.filter(({ program }) => runs(program)))(
    'sign what Halo verifies: $name',
    ({ name, program, file, before = '', call }) => {
      const path = join(folder, file);
      writeFileSync(path, before + snippet(name) + call);
      const token = execFileSync(program, [path], {
        encoding: 'utf8',
        env: { PATH: process.env.PATH, HALO_IDENTITY_SECRET: secret },
      });
      const key = { id: 'key_1', secret: createSecretKey(Buffer.from(secret)) };
      const verdict = verifyIdentityToken([key], token, new Date());
      expect(verdict).toMatchObject({ ok: true, payload: { claims: { user_id: 'né 42', plan: 'pro' } } });
    },
  );
});

describe('the pages', () => {
  const pages = globSync(['*.md', 'docs/**/*.md'], { cwd: root });

  it.each(pages)('%s leads only to files that are there', (path) => {
    const links = [...readFileSync(join(root, path), 'utf8').matchAll(/\]\((?!https?:|#|mailto:)([^)#]+)/g)].map(
      ([, target = '']) => target,
    );
    const missing = links.filter((target) => !existsSync(join(root, dirname(path), target)));
    expect(missing).toEqual([]);
  });
});
