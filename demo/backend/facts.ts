import type { Acme } from '../acme.ts';
import { COMPANIES, type Company, type Person } from '../people.ts';

const DAY_MS = 86_400_000;
const TOKEN_SECONDS = 600;

/** A day so many days after the demo was first opened, as an ISO date and time. */
export function dayOf(acme: Pick<Acme, 'since'>, days: number): string {
  return new Date(acme.since.getTime() + days * DAY_MS).toISOString();
}

/** The same without a time of day. */
function dateOf(acme: Pick<Acme, 'since'>, days: number): string {
  return dayOf(acme, days).slice(0, 10);
}

/** What Acme Forms tells Halo about a person, from the browser as from the backend. */
export function traitsOf(acme: Pick<Acme, 'since'>, person: Person): Record<string, unknown> {
  return {
    name: person.name,
    email: person.email,
    role: person.role,
    title: person.title,
    plan: COMPANIES[person.companyId].plan,
    ...(person.joinedDaysAgo !== null && { signed_up_at: dayOf(acme, -person.joinedDaysAgo) }),
  };
}

/** What Acme Forms tells Halo about a company. */
export function companyTraitsOf(acme: Pick<Acme, 'since'>, company: Company): Record<string, unknown> {
  const isPaying = company.plan === 'pro';
  return {
    name: company.name,
    domain: company.domain,
    industry: company.industry,
    plan: company.plan,
    employee_count: company.employees,
    signed_up_at: dayOf(acme, -company.joinedDaysAgo),
    ...(isPaying
      ? { mrr: company.monthlyPrice, contract_term: 'annual', renewal_date: dateOf(acme, company.renewsInDays) }
      : { trial_ends_at: dateOf(acme, company.renewsInDays) }),
  };
}

/** What the token says of a person. `company_id` is what lets the AI use what is stored about the company. */
export function claimsOf(acme: Pick<Acme, 'now'>, person: Person): Record<string, unknown> {
  const now = Math.floor(acme.now().getTime() / 1000);
  return {
    user_id: person.id,
    name: person.name,
    email: person.email,
    role: person.role,
    company_id: person.companyId,
    iat: now,
    exp: now + TOKEN_SECONDS,
  };
}

/** What is going on in the app right now: one `setContext` each. */
export function contextOf(company: Company, pageTitle: string): [key: string, entry: Record<string, unknown>][] {
  const failing = company.integrations.filter(({ error }) => error);
  return [
    ['current_page', { label: 'Current page', type: 'status', value: { page: pageTitle } }],
    [
      'integrations',
      {
        label: 'Integrations',
        type: 'integration',
        value: Object.fromEntries(
          company.integrations.map(({ key, state, error }) => [
            key,
            state === 'off'
              ? { connected: false }
              : { connected: true, status: state === 'error' ? 'error' : 'syncing', error: error?.message },
          ]),
        ),
      },
    ],
    ...failing.map(({ key, name, error }): [string, Record<string, unknown>] => [
      `${key}_errors`,
      {
        label: `${name} errors`,
        type: 'error',
        value: [{ area: `${name} sync`, message: error?.message, code: error?.code, waiting: error?.waiting }],
      },
    ]),
    [
      'usage',
      {
        label: 'Usage this month',
        type: 'metric',
        value: {
          submissions_used: company.submissions.used,
          submissions_limit: company.submissions.limit,
          seats_used: company.seats.used,
          seats_limit: company.seats.limit,
        },
      },
    ],
    [
      'forms',
      {
        label: 'Forms',
        type: 'list',
        value: company.forms.map(({ name, status, responses }) => ({ name, status, responses })),
      },
    ],
  ];
}
