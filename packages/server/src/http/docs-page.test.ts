import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { docsRoutes } from './docs-page.ts';

const app = docsRoutes('1.2.3');

describe('/docs', () => {
  it('loads nothing from another host and runs under the policy of our pages', async () => {
    const answer = await app.request('/docs');
    const page = await answer.text();
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(page).not.toMatch(/(src|href)="(https?:)?\/\//);
    expect(page).not.toMatch(/<script(?![^>]*src=)|style="| on\w+="/);
    for (const [, path = ''] of page.matchAll(/(?:src|href)="(\/docs\/[^"]+)"/g)) {
      expect((await app.request(path)).status).toBe(200);
    }
  });

  it('lists every error code', async () => {
    expect(await (await app.request('/docs')).text()).toContain('<code>reserved_traits</code>');
  });

  it('names every type in words', async () => {
    const page = await (await app.request('/docs')).text();
    expect(page).toContain('<td>string or number</td>');
    expect(page).not.toMatch(/<td>(\s*| or .*|.* or )<\/td>\s*<td>(?!<)/);
    expect(page).not.toContain('null</td>');
  });

  it('shows the fields inside answers, the frames of streams and the codes of refusals', async () => {
    const page = (await (await app.request('/docs')).text()).replace(/<span class="quiet">|<\/span>/g, '');
    for (const shown of ['user.companies[].trust', 'message.author', 'Frame <code>__ACTIONS__</code>']) {
      expect(page).toContain(shown);
    }
    expect(page).toMatch(/<td>403<\/td>\s*<td>(<code>\w+<\/code>(, )?)+<\/td>/);
  });

  it('wears the colours of the dashboard', () => {
    const read = (path: string) => readFileSync(join(import.meta.dirname, path), 'utf8');
    const tokens = (css: string) =>
      Object.fromEntries([...css.matchAll(/(--[\w-]+): (light-dark.+);/g)].map(([, name, value]) => [name, value]));
    const ours = tokens(read('docs/docs.css'));
    expect(Object.keys(ours).length).toBeGreaterThan(5);
    expect(tokens(read('../../../dashboard/src/ui/tokens.css'))).toMatchObject(ours);
  });
});
