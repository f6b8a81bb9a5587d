import { createSecretKey } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Acme } from './acme.ts';
import { createDemo } from './app.ts';
import { NEWCOMER, PEOPLE } from './people.ts';

const secret = 'ha_secret_of_the_demo';
const acme: Acme = {
  apiUrl: 'http://127.0.0.1:1',
  isHttps: false,
  orgId: '01890000-0000-7000-8000-000000000000',
  widgetKey: async () => 'ab_live_</script><script>',
  identityKey: async () => ({ id: 'key_1', secret: createSecretKey(Buffer.from(secret)) }),
  since: new Date('2026-05-27T08:00:00Z'),
  now: () => new Date('2026-05-28T08:00:00Z'),
};
const demo = createDemo(acme);

function signIn(person: string, headers: Record<string, string> = {}): Promise<Response> {
  return Promise.resolve(
    demo.request('/demo/sign-in', { method: 'POST', body: new URLSearchParams({ person }), headers }),
  );
}

async function tokenFor(cookie: string): Promise<Response> {
  return demo.request('/demo/api/token', { headers: { cookie } });
}

test('signs for each of its people, and says which company is theirs', async () => {
  for (const { id, name, companyId } of [...PEOPLE, NEWCOMER]) {
    const cookie = (await signIn(id)).headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/HttpOnly; SameSite=Lax/);
    const token = await (await tokenFor(cookie.split(';')[0] ?? '')).text();
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    expect(claims).toMatchObject({ user_id: id, name, company_id: companyId, exp: claims.iat + 600 });
  }
});

test('safety A2: signs for nobody else, whatever the cookie says', async () => {
  expect((await tokenFor('')).status).toBe(401);
  for (const id of ['usr_1', 'usr_10420', 'admin', '__proto__', 'usr_1042%00']) {
    expect((await signIn(id)).headers.get('set-cookie')).toBeNull();
    expect((await tokenFor(`acme_person=${id}`)).status).toBe(401);
  }
});

test('says so when the workspace has no secret to sign with', async () => {
  const unsigned = createDemo({ ...acme, identityKey: async () => null });
  const answer = await unsigned.request('/demo/api/token', { headers: { cookie: 'acme_person=usr_1042' } });
  expect(answer.status).toBe(503);
});

test('takes no form from another site', async () => {
  for (const path of ['sign-in', 'sign-up', 'sign-out']) {
    const answer = await demo.request(`/demo/${path}`, { method: 'POST', headers: { 'sec-fetch-site': 'cross-site' } });
    expect(answer.status).toBe(403);
  }
});

test.each(['/demo/', '/demo/sign-in', '/demo/sign-up', '/demo/billing', '/demo/integrations', '/demo/nowhere'])(
  '%s runs nothing inline and shows no secret',
  async (path) => {
    const page = await demo.request(path, { headers: { cookie: 'acme_person=usr_1042' } });
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self';/);
    expect(page.headers.get('cache-control')).toBe('no-store');
    const html = await page.text();
    const scripts = [...html.matchAll(/<script([^>]*)>([^<]*)/g)];
    expect(scripts).toHaveLength(3);
    for (const [, attributes, inline] of scripts) {
      if (inline !== '') expect(attributes).toContain('application/json');
    }
    expect(html).not.toMatch(/ style=| on[a-z]+=/);
    expect(html).not.toContain(secret);
  },
);

test('keeps what is inside the app from visitors', async () => {
  for (const path of ['/demo/billing', '/demo/integrations']) {
    const answer = await demo.request(path);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/demo/sign-in']);
  }
});
