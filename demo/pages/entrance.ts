import { html } from 'hono/html';
import type { ToldHalo } from '../backend/tell-halo.ts';
import { COMPANIES, NEWCOMER, PEOPLE, type Person } from '../people.ts';
import { type Html, initials } from './layout.ts';

/** What a visitor sees first. */
export function welcomePage(): Html {
  return html`<section class="hero">
    <h1>Forms that people finish</h1>
    <p>Intake, bookings, feedback: ask less, in the right order, and hand the answers straight to the tools your team
      works with.</p>
    <p class="actions"><a class="button main" href="/demo/sign-in">Sign in</a> <a class="button" href="/demo/sign-up">Accept an invitation</a></p>
  </section>
  <section class="three" aria-label="What it does">
    <article><h2>One question at a time</h2><p>Long forms turn into short talks. Completion rises by a third on average.</p></article>
    <article><h2>In your CRM within a minute</h2><p>HubSpot, Slack, Google Sheets and Zapier, each response once and in order.</p></article>
    <article><h2>Made for care teams</h2><p>Consent, audit trail and retention are settings, not projects.</p></article>
  </section>
  <section class="prices" aria-label="Plans">
    <article><h2>Trial</h2><p class="price">Free</p><p>14 days, 5 seats, 500 responses a month.</p></article>
    <article><h2>Pro</h2><p class="price">$490 <small>a month</small></p><p>50 seats, 25,000 responses a month, HubSpot.</p></article>
    <article><h2>Questions?</h2><p>Ask in the corner below. You are a visitor there until you sign in.</p></article>
  </section>`;
}

/** Whom one may be. */
export function signInPage(): Html {
  return html`<h1>Sign in as</h1>
  <p class="lead">No password: everybody may be any of these people. What Halo learns of them is real.</p>
  <form method="post" action="/demo/sign-in" class="people">
    ${Object.values(COMPANIES).map(
      (company) => html`<section aria-labelledby="company-${company.id}">
        <h2 id="company-${company.id}">${company.name} <span class="tag">${company.plan}</span></h2>
        ${PEOPLE.filter(({ companyId }) => companyId === company.id).map(personCard)}
      </section>`,
    )}
  </form>
  <p class="aside"><a href="/demo/">Stay a visitor</a>, or <a href="/demo/sign-up">sign up</a> as ${NEWCOMER.name}, whom
    Halo has never heard of.</p>`;
}

/** Signing up, which the backend tells Halo at once, however long the first login may take. */
export function signUpPage(told: ToldHalo[] | null): Html {
  const { name, email, title, companyId } = NEWCOMER;
  const done = told?.every(({ status }) => status === 200);
  return html`<h1>${done ? `Welcome, ${NEWCOMER.name.split(' ')[0]}` : 'Accept your invitation'}</h1>
  ${
    done
      ? html`<p class="lead">We sent a link to ${email}. Until ${name} opens it nobody has logged in, yet your team
        already finds the contact in Halo, with the day of sign-up: the backend has just told it.</p>
        <form method="post" action="/demo/sign-in"><button class="main" name="person" value="${NEWCOMER.id}">Open the link: log in as ${name}</button></form>`
      : html`<p class="lead">Maya Okafor invited you to ${COMPANIES[companyId].name}.</p>
        <form method="post" action="/demo/sign-up" class="sheet">
          <label>Name <input value="${name}" readonly></label>
          <label>Work e-mail <input value="${email}" type="email" readonly></label>
          <label>Title <input value="${title}" readonly></label>
          <button class="main">Sign up</button>
          <small>Signing up logs nobody in. It makes the backend tell Halo of a new person.</small>
        </form>`
  }
  ${(told ?? []).map(
    ({ path, body, status, answer }) => html`<section class="exchange">
      <h2>Backend to Halo: POST ${path} <span class="tag">${status}</span></h2>
      <pre tabindex="0" aria-label="What was sent to ${path}"><code>${JSON.stringify(withoutToken(body), null, 2)}</code></pre>
      <pre tabindex="0" aria-label="The answer of ${path}"><code>${JSON.stringify(answer, null, 2)}</code></pre>
    </section>`,
  )}`;
}

/** A token is as good as a login; a page shows that there was one. */
function withoutToken(body: Record<string, unknown>): Record<string, unknown> {
  return 'user_token' in body ? { ...body, user_token: '(signed by the backend)' } : body;
}

function personCard({ id, name, title, role, hint }: Person): Html {
  return html`<button name="person" value="${id}" class="person">
    <span class="face" aria-hidden="true">${initials(name)}</span>
    <span><strong>${name}</strong><small>${title}, ${role}</small><small>${hint}</small></span>
  </button>`;
}
