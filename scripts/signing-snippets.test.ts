import { execFileSync } from 'node:child_process';
import { createSecretKey } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { verifyIdentityToken } from '../packages/server/src/identity/verify-identity-token.ts';
import { SIGNING_SNIPPETS } from '../packages/server/src/workspaces/signing-snippets.ts';

const root = resolve(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'halo-snippets-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const page = readFileSync(join(root, 'docs/verification.md'), 'utf8');
const vectors: { secret: { id: string; value: string }; signing: { user_id: string; plan: string }[] } = JSON.parse(
  readFileSync(join(root, 'docs/token-vectors.json'), 'utf8'),
);
const cases = Buffer.from(JSON.stringify(vectors.signing)).toString('base64');

/** How a language signs every case of the vectors, one token a line. They come base64 in the first argument. */
interface Runner {
  program: string;
  version: string[];
  file: string;
  whole: (snippet: string) => string;
  run?: string[];
}

const RUNNERS: Record<string, Runner> = {
  node: {
    ...{ program: process.execPath, version: ['--version'], file: 'token.mjs' },
    whole: (snippet) => `${snippet}
for (const { user_id, plan } of JSON.parse(Buffer.from(process.argv[2], 'base64'))) console.log(haloToken(user_id, { plan }));`,
  },
  python: {
    ...{ program: 'python3', version: ['--version'], file: 'token_py.py' },
    whole: (snippet) => `${snippet}
import sys
for case in json.loads(base64.b64decode(sys.argv[1])):
    print(halo_token(case["user_id"], plan=case["plan"]))`,
  },
  ruby: {
    ...{ program: 'ruby', version: ['--version'], file: 'token.rb' },
    whole: (snippet) => `${snippet}
JSON.parse(Base64.decode64(ARGV[0])).each { |c| puts halo_token(c["user_id"], plan: c["plan"]) }`,
  },
  php: {
    ...{ program: 'php', version: ['--version'], file: 'token.php' },
    whole: (snippet) => `<?php
${snippet}
foreach (json_decode(base64_decode($argv[1]), true) as $c) echo halo_token($c['user_id'], ['plan' => $c['plan']]), "\n";`,
  },
  go: {
    ...{ program: 'go', version: ['version'], file: 'token.go', run: ['run'] },
    whole: (snippet) => `${snippet.replace('package halo', 'package main').replace('import (', 'import (\n\t"fmt"')}
func main() {
	raw, _ := base64.StdEncoding.DecodeString(os.Args[1])
	var cases []map[string]string
	json.Unmarshal(raw, &cases)
	for _, c := range cases {
		token, _ := Token(c["user_id"], map[string]any{"plan": c["plan"]})
		fmt.Println(token)
	}
}`,
  },
  java: {
    ...{ program: 'java', version: ['--version'], file: 'HaloToken.java' },
    // Java has no JSON of its own: the cases stand in the source, as escapes.
    whole: (snippet) => {
      const text = (value: string) =>
        `"${value.replace(/[^ -~]|["\\]/gu, (c) =>
          [...c]
            .flatMap((x) => x.split(''))
            .map(javaEscape)
            .join(''),
        )}"`;
      const calls = vectors.signing.map(
        ({ user_id, plan }) => `System.out.println(sign(${text(user_id)}, Map.of("plan", ${text(plan)})));`,
      );
      return snippet.replace(
        'final class HaloToken {',
        `final class HaloToken {\n  public static void main(String[] args) throws Exception {\n${calls.join('\n')}\n  }\n`,
      );
    },
  },
  elixir: {
    ...{ program: 'elixir', version: ['--version'], file: 'token.exs' },
    whole: (snippet) => `${snippet}
for c <- JSON.decode!(Base.decode64!(hd(System.argv()))), do: IO.puts(Halo.Token.sign(c["user_id"], %{plan: c["plan"]}))`,
  },
  csharp: {
    ...{ program: 'dotnet', version: ['--version'], file: 'token.cs', run: ['run'] },
    whole: (snippet) => {
      const [usings, type] = snippet.split(/\n\n(?=static class)/);
      return `${usings}
foreach (var c in JsonSerializer.Deserialize<List<Dictionary<string, string>>>(Convert.FromBase64String(args[0]))!)
    Console.WriteLine(HaloToken.Sign(c["user_id"], new() { ["plan"] = c["plan"] }));

${type}`;
    },
  },
};

function javaEscape(unit: string): string {
  return unit === '"' || unit === '\\' ? `\\${unit}` : `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function runs({ program, version }: Runner): boolean {
  try {
    execFileSync(program, version, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('the signing snippets', () => {
  it('are for eight languages, and the page shows the very code that the dashboard shows', () => {
    expect(SIGNING_SNIPPETS.map(({ title }) => title)).toEqual([
      'Node',
      'Python',
      'Ruby',
      'PHP',
      'Go',
      'Java',
      'Elixir',
      'C#',
    ]);
    for (const { title, language, code } of SIGNING_SNIPPETS) {
      expect(page.includes(`### ${title}\n\`\`\`${language}\n${code}\n\`\`\``), title).toBe(true);
    }
  });

  describe.each(SIGNING_SNIPPETS.map(({ id, title, code }) => ({ id, title, code })))(
    '$title',
    ({ id, title, code }) => {
      const runner = RUNNERS[id]!;
      const here = runs(runner);
      it.skipIf(!here)(
        here ? 'signs what Halo verifies' : `is not run: ${title} is not on this machine`,
        {
          timeout: 120_000,
        },
        () => {
          const path = join(folder, runner.file);
          writeFileSync(path, runner.whole(code));
          const said = execFileSync(runner.program, [...(runner.run ?? []), path, cases], {
            encoding: 'utf8',
            cwd: folder,
            env: { PATH: process.env.PATH, HOME: folder, HALO_IDENTITY_SECRET: vectors.secret.value },
          });
          const key = { id: vectors.secret.id, secret: createSecretKey(Buffer.from(vectors.secret.value)) };
          const signed = said
            .trim()
            .split('\n')
            .map((token) => verifyIdentityToken([key], token.trim(), new Date()));
          expect(signed.map((verdict) => verdict.ok && verdict.payload.claims)).toEqual(
            vectors.signing.map((claims) => ({ ...claims, iat: expect.any(Number), exp: expect.any(Number) })),
          );
        },
      );
    },
  );
});
