import type { Acme } from '../acme.ts';
import { COMPANIES, type Person } from '../people.ts';
import { claimsOf, companyTraitsOf, traitsOf } from './facts.ts';
import { signToken } from './sign-token.ts';

/** A call of the backend to Halo and what came back; shown on the sign-up page so that a developer can copy it. */
export interface ToldHalo {
  path: string;
  body: Record<string, unknown>;
  status: number;
  answer: Record<string, unknown>;
}

/**
 * Tells Halo of a signup, as a customer's backend does: the person, then the company they belong to, with the widget
 * key and a token, so that it holds however the workspace checks identity. The first sign-up date told stands.
 */
export async function tellHaloOfSignup(acme: Acme, person: Person): Promise<ToldHalo[]> {
  const company = COMPANIES[person.companyId];
  const key = await acme.identityKey();
  const user_token = key ? signToken(key, claimsOf(acme, person)) : undefined;
  const signedUp = person.joinedDaysAgo === null ? { set_once: { signed_up_at: acme.now().toISOString() } } : {};
  return [
    await post(acme, '/api/sdk/users/identify', {
      user_id: person.id,
      traits: traitsOf(acme, person),
      ...signedUp,
      user_token,
    }),
    await post(acme, '/api/sdk/companies/identify', {
      company_id: company.id,
      user_id: person.id,
      traits: companyTraitsOf(acme, company),
      user_token,
    }),
  ];
}

async function post(acme: Acme, path: string, body: Record<string, unknown>): Promise<ToldHalo> {
  const response = await fetch(`${acme.apiUrl}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await acme.widgetKey()}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(10_000),
  });
  const answer = (await response.json()) as Record<string, unknown>;
  return { path, body, status: response.status, answer };
}
