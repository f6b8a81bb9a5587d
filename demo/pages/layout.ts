import { html, raw } from 'hono/html';
import { COMPANIES, PEOPLE, type Person } from '../people.ts';
import { type Told, toldPanel } from './told-panel.ts';

export type Html = ReturnType<typeof html>;

/** A page of Acme Forms. */
export interface Page {
  path: string;
  title: string;
  person: Person | null;
  body: Html;
}

const PLACES = [
  ['/demo/', 'Forms'],
  ['/demo/integrations', 'Integrations'],
  ['/demo/billing', 'Plan and billing'],
] as const;

/** The whole page: the app's own frame, what it tells Halo beside it, and Halo's script tag. */
export function layout({ path, title, person, body }: Page, told: Told): Html {
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${title} · Acme Forms</title>
    <link rel="icon" href="/demo/browser/acme.svg" type="image/svg+xml">
    <link rel="stylesheet" href="/demo/browser/acme.css">
    <script id="page" type="application/json">${raw(JSON.stringify(told.page).replaceAll('<', '\\u003c'))}</script>
    <script src="/sdk/latest/haloagents.umd.js" defer></script>
    <script src="/demo/browser/acme.js" type="module"></script>
  </head>
  <body>
    <a class="skip" href="#content">Skip to content</a>
    <div class="app">
      <header>
        <a class="logo" href="/demo/"><img src="/demo/browser/acme.svg" alt="" width="28" height="28"> Acme Forms</a>
        ${person ? navigation(path) : ''}
        ${person ? account(person) : visitorLinks(path)}
      </header>
      <main id="content">${body}</main>
      <footer>Acme Forms is the demo of Halo: a made-up product with made-up customers.</footer>
    </div>
    ${toldPanel(told)}
  </body>
</html>`;
}

/** A name in one or two letters, as the round mark beside it. */
export function initials(name: string): string {
  return name
    .split(' ')
    .map((word) => word[0])
    .join('')
    .slice(0, 2);
}

function navigation(path: string): Html {
  return html`<nav aria-label="Main">
    ${PLACES.map(
      ([href, name]) => html`<a href="${href}"${href === path ? raw(' aria-current="page"') : ''}>${name}</a>`,
    )}
  </nav>`;
}

function visitorLinks(path: string): Html {
  return html`<div class="entry">
    ${path === '/demo/sign-in' ? '' : html`<a class="button" href="/demo/sign-in">Sign in</a>`}
  </div>`;
}

function account(person: Person): Html {
  return html`<details class="account">
    <summary>
      <span class="face" aria-hidden="true">${initials(person.name)}</span>
      <span class="who">${person.name}<small>${COMPANIES[person.companyId].name}</small></span>
    </summary>
    <div class="menu">
      <p>${person.email}<br>${person.title}, ${person.role}</p>
      <h2>Become somebody else</h2>
      <form method="post" action="/demo/sign-in">
        ${PEOPLE.filter(({ id }) => id !== person.id).map(
          ({ id, name, companyId }) =>
            html`<button name="person" value="${id}">${name}<small>${COMPANIES[companyId].name}</small></button>`,
        )}
      </form>
      <form method="post" action="/demo/sign-out" id="sign-out"><button>Sign out</button></form>
    </div>
  </details>`;
}
