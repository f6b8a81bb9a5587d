import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Context, Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { html } from 'hono/html';
import type { Acme } from './acme.ts';
import { claimsOf, companyTraitsOf, contextOf, traitsOf } from './backend/facts.ts';
import { signToken } from './backend/sign-token.ts';
import { tellHaloOfSignup } from './backend/tell-halo.ts';
import { billingPage, formsPage, integrationsPage } from './pages/app-pages.ts';
import { signInPage, signUpPage, welcomePage } from './pages/entrance.ts';
import { type Html, layout } from './pages/layout.ts';
import { COMPANIES, type Company, findPerson, NEWCOMER, PEOPLE } from './people.ts';

/** A careful customer's policy: nothing inline, nothing from elsewhere, no script that writes HTML. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const HEADERS = {
  'content-security-policy': POLICY,
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-store',
};

const FILES = {
  'acme.css': 'text/css; charset=utf-8',
  'acme.js': 'text/javascript; charset=utf-8',
  'told.js': 'text/javascript; charset=utf-8',
  'acme.svg': 'image/svg+xml',
};

/** Names the person and nothing more: without a password there is nothing to steal. */
const COOKIE = 'acme_person';

/** Acme Forms under `/demo/`: a customer of Halo with pages, a cookie login and a backend that holds the secret. */
export function createDemo(acme: Acme): Hono {
  const app = new Hono();
  const signing = readFileSync(join(import.meta.dirname, 'backend/sign-token.ts'), 'utf8');

  const whoIs = (c: Context) => findPerson(getCookie(c, COOKIE));
  const show = async (c: Context, title: string, body: Html, status: 200 | 404 = 200) => {
    const person = whoIs(c);
    const company = person && COMPANIES[person.companyId];
    const page = {
      orgId: acme.orgId,
      apiKey: await acme.widgetKey(),
      user: person && { id: person.id, traits: traitsOf(acme, person) },
      company: company && { id: company.id, traits: companyTraitsOf(acme, company) },
      context: company ? contextOf(company, title) : [],
    };
    const claims = person && claimsOf(acme, person);
    return c.html(layout({ path: c.req.path, title, person, body }, { page, claims, signing }), status, HEADERS);
  };
  const inside = (title: string, body: (company: Company) => Html) => async (c: Context) => {
    const person = whoIs(c);
    return person ? show(c, title, body(COMPANIES[person.companyId])) : c.redirect('/demo/sign-in', 303);
  };

  // Another site's page can neither sign anybody in nor sign anybody up.
  app.post('/demo/*', async (c, next) => {
    const site = c.req.header('sec-fetch-site');
    if (site !== undefined && site !== 'same-origin') return c.text('Only pages of Acme Forms may do this.', 403);
    return next();
  });

  app.get('/demo', (c) => c.redirect('/demo/', 308));
  app.get('/demo/', (c) => (whoIs(c) ? inside('Forms', formsPage)(c) : show(c, 'Welcome', welcomePage())));
  app.get('/demo/integrations', inside('Integrations', integrationsPage));
  app.get(
    '/demo/billing',
    inside('Plan and billing', (company) => billingPage(acme, company)),
  );
  app.get('/demo/sign-in', (c) => show(c, 'Sign in', signInPage()));
  app.get('/demo/sign-up', (c) => show(c, 'Sign up', signUpPage(null)));
  app.post('/demo/sign-up', async (c) => show(c, 'Sign up', signUpPage(await tellHaloOfSignup(acme, NEWCOMER))));

  app.post('/demo/sign-in', async (c) => {
    const { person } = await c.req.parseBody();
    const known = findPerson(String(person));
    if (!known) return c.redirect('/demo/sign-in', 303);
    setCookie(c, COOKIE, known.id, { path: '/demo', httpOnly: true, sameSite: 'Lax', secure: acme.isHttps });
    return c.redirect('/demo/', 303);
  });
  app.post('/demo/sign-out', (c) => {
    deleteCookie(c, COOKIE, { path: '/demo' });
    return c.redirect('/demo/', 303);
  });

  /** What `getUserToken` asks for: proof of whoever this backend's own cookie says is logged in. */
  app.get('/demo/api/token', async (c) => {
    const person = whoIs(c);
    if (!person) return c.text('Nobody is signed in.', 401, HEADERS);
    const key = await acme.identityKey();
    if (!key)
      return c.text('This workspace has no live identity secret. Make one in Settings > Security.', 503, HEADERS);
    return c.text(signToken(key, claimsOf(acme, person)), 200, HEADERS);
  });

  for (const [name, type] of Object.entries(FILES)) {
    const file = readFileSync(join(import.meta.dirname, 'browser', name));
    app.get(`/demo/browser/${name}`, (c) =>
      c.body(file, 200, { 'content-type': type, 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' }),
    );
  }
  app.get('/demo/*', (c) =>
    show(
      c,
      'Not found',
      html`<h1>There is no such page</h1><p class="lead"><a href="/demo/">To the start</a></p>`,
      404,
    ),
  );
  return app;
}

/** Tells Halo of everybody's signup, so that Contacts holds them before anybody has logged in. Throws if one fails. */
export async function seedDemo(acme: Acme): Promise<void> {
  for (const person of PEOPLE) {
    for (const { path, status } of await tellHaloOfSignup(acme, person)) {
      if (status !== 200) throw new Error(`${path} answered ${status}`);
    }
  }
}
