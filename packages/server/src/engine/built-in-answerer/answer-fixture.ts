import { attributeKey, type Customer } from '../prompt/customer.ts';
import { answerBuiltIn, type BuiltInAnswer, type BuiltInQuestion } from './answer.ts';

/** A customer with something of everything, for tests. */
export const customer: Customer = {
  identityMode: 'off',
  person: {
    level: 'verified',
    values: {
      name: 'Ada Lovelace',
      email: 'ada@acme.test',
      plan: 'Pro',
      role: 'admin',
      signed_up_at: '2024-01-15T00:00:00+00:00',
      seats_used: 7,
      on_contract: true,
      favourite_color: 'teal',
      secret_score: 'NEVER',
    },
  },
  company: {
    id: 'acme',
    level: 'verified',
    values: {
      name: 'Acme Forms',
      plan: 'Enterprise',
      industry: 'Software',
      renewal_date: '2026-09-01T00:00:00+00:00',
      renewal_status: 'at_risk',
      mrr: 1200,
      payment_terms: 'annual',
    },
  },
  contexts: [
    {
      key: 'integrations',
      entry: {
        label: 'Integrations',
        type: 'integration',
        value: {
          hubspot: { connected: true, status: 'error', error: 'OAuth token expired on 2 May' },
          salesforce: { connected: true, status: 'healthy' },
          slack: { connected: false },
        },
      },
    },
    {
      key: 'errors',
      entry: {
        label: 'Active errors',
        type: 'error',
        value: [{ area: 'CSV import', message: 'Row 12 has no e-mail', code: 'E42' }],
      },
    },
    {
      key: 'usage',
      entry: { label: 'Usage', type: 'metric', value: { responses_used: 4800, responses_limit: 5000, storage_gb: 3 } },
    },
    { key: 'features', entry: { label: 'Features', type: 'feature', value: { api_access: true, white_label: false } } },
    {
      key: 'forms',
      entry: {
        label: 'Forms',
        type: 'list',
        value: [
          { name: 'Contact', responses: 12, status: 'live' },
          { name: 'Survey', status: 'draft' },
        ],
      },
    },
  ],
  attributes: new Map([
    [attributeKey('user', 'secret_score'), { sensitive: true }],
    [attributeKey('user', 'favourite_color'), { label: 'Team colour' }],
  ]),
  now: new Date('2026-05-27T12:00:00Z'),
  zone: 'UTC',
};

/** A visitor of whom nothing is known. */
export const nobody: Customer = { ...customer, person: null, company: null, contexts: [] };

/** The answer to a question of that customer in the middle of a talk. */
export function ask(message: string, more: Partial<BuiltInQuestion> = {}): BuiltInAnswer {
  return answerBuiltIn({
    message,
    customer,
    workspaceName: 'Acme',
    language: 'en',
    first: false,
    baffledBefore: false,
    ...more,
  });
}
