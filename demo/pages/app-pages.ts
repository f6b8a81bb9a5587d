import { html } from 'hono/html';
import type { Acme } from '../acme.ts';
import { dayOf } from '../backend/facts.ts';
import type { Company, Form, Integration } from '../people.ts';
import type { Html } from './layout.ts';

const NUMBERS = new Intl.NumberFormat('en-US');
const DAYS = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

const day = (acme: Acme, days: number) => DAYS.format(new Date(dayOf(acme, days)));

/** The forms of a company, with what is wrong above them. */
export function formsPage(company: Company): Html {
  const broken = company.integrations.find(({ state }) => state === 'error');
  return html`<h1>Forms</h1>
  <p class="lead">${company.name}, the last 30 days</p>
  ${
    broken?.error
      ? html`<p class="notice bad"><strong>${broken.name} is not syncing.</strong> ${broken.error.waiting} responses wait.
        <a href="/demo/integrations">See why</a></p>`
      : ''
  }
  <div class="wide" role="region" aria-label="Forms" tabindex="0"><table>
    <thead><tr><th>Form</th><th>Status</th><th class="figure">Responses</th><th class="figure">Finished</th></tr></thead>
    <tbody>${company.forms.map(formRow)}</tbody>
  </table></div>`;
}

function formRow({ name, status, responses, completion }: Form): Html {
  return html`<tr>
    <th scope="row">${name}</th>
    <td><span class="state ${status}">${status}</span></td>
    <td class="figure">${NUMBERS.format(responses)}</td>
    <td class="figure">${completion === null ? '–' : `${completion} %`}</td>
  </tr>`;
}

/** What a company's responses flow into. */
export function integrationsPage(company: Company): Html {
  return html`<h1>Integrations</h1>
  <p class="lead">Where the responses of ${company.name} go.</p>
  <div class="cards">${company.integrations.map(integrationCard)}</div>`;
}

const STATES = { connected: 'Connected', error: 'Failing', off: 'Off' };

function integrationCard({ name, does, state, detail, error }: Integration): Html {
  return html`<article class="${state}">
    <h2>${name} <span class="state ${state}">${STATES[state]}</span></h2>
    <p>${does}</p>
    ${error ? html`<p class="notice bad">${error.message}<br><code>${error.code}</code>, ${error.waiting} responses wait.</p>` : ''}
    <p class="detail">${detail}</p>
  </article>`;
}

/** What a company pays, uses and was billed. */
export function billingPage(acme: Acme, company: Company): Html {
  const isTrial = company.plan === 'trial';
  return html`<h1>Plan and billing</h1>
  <p class="lead">${company.name}</p>
  <div class="cards">
    <article>
      <h2>${isTrial ? 'Trial' : 'Pro'} <span class="tag">${isTrial ? 'no card on file' : 'annual'}</span></h2>
      <p class="price">${isTrial ? 'Free' : html`$${company.monthlyPrice} <small>a month</small>`}</p>
      <p class="detail">${isTrial ? `Ends on ${day(acme, company.renewsInDays)}` : `Renews on ${day(acme, company.renewsInDays)}`}</p>
    </article>
    <article>
      <h2>This month</h2>
      ${usage('Responses', company.submissions)} ${usage('Seats', company.seats)}
    </article>
  </div>
  <h2>Invoices</h2>
  ${
    isTrial
      ? html`<p class="detail">None yet. The first one comes when you choose a plan.</p>`
      : html`<div class="wide" role="region" aria-label="Invoices" tabindex="0"><table>
        <thead><tr><th>Date</th><th>For</th><th class="figure">Amount</th></tr></thead>
        <tbody>${[1, 2].map(
          (yearsAgo) => html`<tr>
            <th scope="row">${day(acme, company.renewsInDays - 365 * yearsAgo)}</th>
            <td>Pro, annual</td>
            <td class="figure">$${NUMBERS.format(company.monthlyPrice * 12)}</td>
          </tr>`,
        )}</tbody>
      </table></div>`
  }`;
}

function usage(name: string, { used, limit }: { used: number; limit: number }): Html {
  return html`<label class="usage">${name} <span>${NUMBERS.format(used)} of ${NUMBERS.format(limit)}</span>
    <progress value="${used}" max="${limit}"></progress></label>`;
}
