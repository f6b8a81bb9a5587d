import { expect, test } from 'vitest';
import { browserSnippets } from './browser-snippets.ts';

const snippets = browserSnippets({ orgId: 'org', widgetKey: 'ha_pk_1', url: 'https://halo.example' });
const codeOf = (id: string) => snippets.find((snippet) => snippet.id === id)!.code;

test.each(['react', 'next', 'vue'])('%s ends the session of somebody who logs out, never that of a visitor', (id) => {
  const code = codeOf(id);
  expect(code.match(/reset\(\)/g)).toHaveLength(1);
  const [, condition] = /else if \((before(?:\.current)?)\) \{\s*HaloAgents\.getInstance\(\)\?\.reset\(\);/.exec(code)!;
  if (id === 'vue') expect(code).toContain('(user, before) =>');
  else {
    expect(condition).toBe('before.current');
    expect(code).toContain('const before = useRef(null);');
    expect(code).toMatch(/reset\(\);\s*\}\s*before\.current = user;/);
    expect(code).toMatch(/import \{[^}]*\buseRef\b[^}]*\} from 'react';/);
  }
});

test('HTML leaves the session alone', () => {
  expect(codeOf('html')).not.toContain('reset()');
});
