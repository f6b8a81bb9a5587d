import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkCycles } from './laws/cycle-law.ts';
import { checkFiles } from './laws/file-laws.ts';
import { checkImports } from './laws/import-laws.ts';
import { parseSource, readSources } from './laws/source.ts';
import { checkWords } from './laws/word-laws.ts';

const server = (path: string) => `packages/server/src/${path}`;

/** What the laws say of a file, beside the other files it may need. */
function judge(path: string, text: string, others: Record<string, string> = {}): string[] {
  const sources = Object.entries({ ...others, [path]: text }).map(([at, code]) => parseSource(at, code));
  return [checkImports, checkCycles, checkWords, checkFiles]
    .flatMap((check) => check(sources))
    .filter((violation) => violation.path.startsWith(path))
    .map(({ says }) => says);
}

describe('the laws of imports', () => {
  it.each([
    ['packages/wire/src/limits.ts', `import '../../server/src/refusal.ts';`, 'wire imports none of ours'],
    [
      'packages/widget/src/client/api.ts',
      `import { x } from '../../../server/src/refusal.ts';`,
      'the widget imports only wire',
    ],
    [
      'packages/dashboard/src/api.ts',
      `import { x } from '../../widget/src/index.ts';`,
      'the dashboard imports only wire',
    ],
    [server('contacts/contact.ts'), `import { x } from '../http/answer-error.ts';`, 'import http'],
    [server('http/sdk/users.ts'), `import { x } from '../../contacts/contact-store.ts';`, 'only inside its room'],
    [server('http/sdk/users.ts'), `import type { Tx } from '../../db/database.ts';`, 'http never imports db'],
    [server('tickets/open-ticket.ts'), `import { x } from '../contacts/contact-store.ts';`, 'only inside its room'],
    [
      server('tickets/open-ticket.test.ts'),
      `import { x } from '../contacts/contact-store.ts';`,
      'only inside its room',
    ],
    [
      server('contacts/identify-user.ts'),
      `import type { Ticket } from '../tickets/ticket.ts';`,
      'a floor above contacts',
    ],
    [server('db/database.ts'), `export { x } from '../workspaces/workspace.ts';`, 'a floor above db'],
    [server('identity/trust.ts'), `const late = await import('../engine/answer-turn.ts');`, 'a floor above identity'],
    [server('contacts/contact.ts'), `import { subscribe } from '../subscriptions.ts';`, 'puts the house together'],
    [server('refusal.ts'), `import { x } from './contacts/contact.ts';`, 'only by its types'],
    [
      server('contacts/contact.ts'),
      `import { testDeps } from '../testing/test-deps.ts';`,
      'only tests import testing/',
    ],
    [server('gossip/tell.ts'), `export const x = 1;`, 'a room without a floor'],
    [server('contacts/contact.ts'), `import { Hono } from 'hono';`, 'known only in http/'],
    [server('conversations/ask.ts'), `import { streamText } from 'ai';`, 'known only in engine/models/'],
    [server('contacts/contact-store.ts'), `import postgres from 'postgres';`, 'known only in db/'],
  ])('refuses in %s: %s', (path, text, says) => {
    expect(judge(path, text).join('\n')).toContain(says);
  });

  it.each([
    [
      server('contacts/identify-user.ts'),
      `import { x } from './contact-store.ts'; import type { Deps } from '../deps.ts'; import { y } from '../identity/trust.ts';`,
    ],
    [server('deps.ts'), `import type { Writer } from './contacts/writer.ts';`],
    [server('subscriptions.ts'), `import { x } from './tickets/link-tickets.ts';`],
    [server('contacts/identify-user.test.ts'), `import { testServer } from '../testing/test-server.ts';`],
    [server('db/database.ts'), `import postgres from 'postgres';`],
    ['packages/dashboard/src/api.ts', `import { ERRORS } from '@halo/wire/errors.ts';`],
  ])('lets stand in %s: %s', (path, text) => {
    expect(judge(path, text)).toEqual([]);
  });

  it('lets the widget take types from a shape and never its validator, by however long a way zod comes', () => {
    const wire = {
      'packages/wire/src/sdk/values.ts': `import { z } from 'zod'; export const id = z.string();`,
      'packages/wire/src/sdk/users.ts': `import { id } from './values.ts'; export const body = id;`,
      'packages/wire/src/limits.ts': `export const LIMITS = {};`,
    };
    const widget = 'packages/widget/src/client/api.ts';
    expect(judge(widget, `import { body } from '@halo/wire/sdk/users.ts';`, wire).join()).toContain('zod');
    expect(judge(widget, `import type { Body } from '@halo/wire/sdk/users.ts';`, wire)).toEqual([]);
    expect(judge(widget, `import { LIMITS } from '@halo/wire/limits.ts';`, wire)).toEqual([]);
  });

  it('finds a circle, but not one of types alone', () => {
    const b = server('contacts/b.ts');
    const a = `import { b } from './b.ts'; export const a = b;`;
    expect(judge(server('contacts/a.ts'), a, { [b]: `import type { A } from './a.ts'; export const b = 1;` })).toEqual(
      [],
    );
    const both = [
      parseSource(server('contacts/a.ts'), a),
      parseSource(b, `import { a } from './a.ts'; export const b = a;`),
    ];
    expect(checkCycles(both)).toHaveLength(1);
  });
});

describe('the laws of words', () => {
  it.each([
    ['await sql<Row[]>`select 1`;', 'speaks SQL'],
    ['await deps.db.sql`select 1`;', 'speaks SQL'],
    ['await tx.sql.unsafe(text);', 'speaks SQL'],
    ['const port = process.env.PORT;', 'reads the environment'],
    ['const at = new Date();', 'reads the clock'],
    ['const at = Date.now();', 'reads the clock'],
    ['await fetch(url);', 'fetch-outside.ts'],
  ])('refuse in a room: %s', (text, says) => {
    expect(judge(server('contacts/identify-user.ts'), text).join()).toContain(says);
  });

  it('let each thing stand at its address', () => {
    expect(judge(server('contacts/contact-store.ts'), 'await sql`select 1`;')).toEqual([]);
    expect(judge(server('config.ts'), 'process.env.PORT;')).toEqual([]);
    expect(judge(server('contacts/contact.ts'), 'new Date(text); deps.now();')).toEqual([]);
    expect(judge(server('engine/models/ask.ts'), 'await fetch(url);')).toEqual([]);
    expect(judge(server('contacts/contact.test.ts'), 'await sql`select 1`; Date.now(); await fetch(url);')).toEqual([]);
  });
});

describe('the laws of files', () => {
  it.each([
    [server('contacts/utils.ts'), '', 'says nothing'],
    [server('contacts/helpers/x.ts'), '', 'says nothing'],
    [server('contacts/index.ts'), '', 'says nothing'],
    [server('contacts/identifyUser.ts'), '', 'kebab-case'],
    [server('contacts/long.ts'), 'x();\n'.repeat(301), '301 lines'],
    [server('contacts/late.ts'), ['// TO', 'DO: later'].join(''), 'says TO'],
    [server('contacts/a.test.ts'), `it${'.only'}('x', () => {});`, 'only'],
  ])('refuse %s', (path, text, says) => {
    expect(judge(path, text).join()).toContain(says);
  });
});

describe('the reading', () => {
  it('sees every TypeScript file of the packages and their imports', () => {
    const sources = readSources(resolve(import.meta.dirname, '..'));
    const config = sources.find(({ path }) => path === server('config.ts'));
    expect(config?.imports).toContainEqual({ specifier: './refusal.ts', target: server('refusal.ts'), isType: false });
    expect(sources.length).toBeGreaterThan(50);
  });

  it('stops at a file it cannot read', () => {
    expect(() => parseSource('x.ts', 'import {')).toThrow('x.ts cannot be read');
  });
});
