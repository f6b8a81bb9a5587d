import { describe, expect, test } from 'vitest';
import { buildPrompt } from './build-prompt.ts';
import type { Customer } from './customer.ts';

/** Whole prompts, kept as files beside: whoever changes one sees it in the review. */
const agent = {
  name: 'Nova',
  workspaceName: 'Acme',
  goal: 'Keep people sailing.',
  boundaries: 'Never talk about the weather.',
  instructions: 'Answer in short sentences.',
  skills: [{ name: 'Refunds', instructions: 'Ask for the invoice number first.' }],
  guidance: ['Say "crew" for team.'],
};
const nobody: Customer = {
  identityMode: 'report',
  person: null,
  company: null,
  contexts: [],
  attributes: new Map([['user:tier', { label: 'Tier', description: 'How much they pay' }]]),
  now: new Date('2026-05-27T12:00:00Z'),
  zone: 'UTC',
};
const something: Customer = { ...nobody, person: { level: 'claimed', values: { name: 'Ada', plan: 'trial' } } };
const CONTEXTS: Record<string, unknown> = {
  list: { label: 'Orders', type: 'list', value: [{ title: 'Boat', price: 12, status: 'late' }, 'Oars'] },
  integration: {
    label: 'Integrations',
    type: 'integration',
    value: { hub_spot: { connected: true, error: 'token expired' }, slack: { connected: false } },
  },
  error: { label: 'Errors', type: 'error', value: [{ area: 'sync', message: 'It failed', code: 7 }, 'Disk full'] },
  status: { label: 'Status', type: 'status', value: { last_backup: 'ok' } },
  config: { label: 'Config', type: 'config', value: { region: 'eu' } },
  feature: { label: 'Features', type: 'feature', value: { beta_search: true, exports: false, theme: 'dark' } },
  metric: { label: 'Usage', type: 'metric', value: { seats_used: 3, seats_limit: 5, disk: { used: 1, limit: 2 } } },
  relationship: { label: 'Relations', type: 'relationship', value: { manager: 'Grace' } },
  custom: { label: 'Custom', type: 'custom', value: { a_key: ['x', 'y'], flag: true } },
  plain: 'three boats',
};
const everything: Customer = {
  ...nobody,
  person: {
    level: 'verified',
    values: {
      ...{ name: 'Ada Lovelace', email: 'ada@acme.test', role: 'admin', plan: 'pro', tier: 'gold', vip: true },
      ...{ signed_up_at: '2025-05-27T12:00:00.000Z', tags: ['a', 'b'], address: { city: 'Leeds' } },
    },
  },
  company: { id: 'acme', level: 'claimed', values: { name: 'Acme Boats', plan: 'enterprise', seats: 40 } },
  contexts: Object.entries(CONTEXTS).map(([key, entry]) => ({ key, entry })),
};

describe('whole prompts', () => {
  test.each([
    ['nobody', nobody],
    ['something', something],
    ['everything', everything],
  ])('of a customer of whom %s is known', async (name, customer) => {
    const { system } = buildPrompt({ agent, customer, tools: ['escalate'] });
    await expect(`${system}\n`).toMatchFileSnapshot(`golden/${name}.txt`);
  });

  test('with actions of the workspace', async () => {
    const tools = ['escalate', 'findOrder', 'cancel_plan'];
    const actions = [{ name: 'findOrder' }, { name: 'cancel_plan' }];
    const { system } = buildPrompt({ agent, customer: nobody, tools, actions });
    await expect(`${system}\n`).toMatchFileSnapshot('golden/actions.txt');
  });

  test.each(Object.entries(CONTEXTS))('of a context entry of the kind %s', async (name, entry) => {
    const { customerBlock } = buildPrompt({ agent, customer: { ...nobody, contexts: [{ key: name, entry }] } });
    await expect(`${customerBlock}\n`).toMatchFileSnapshot(`golden/context-${name}.txt`);
  });

  test('case 79: of an anonymous visitor without traits are those of nobody', () => {
    const anonymous: Customer = { ...nobody, person: { level: 'anonymous', values: {} } };
    expect(buildPrompt({ agent, customer: anonymous })).toEqual(buildPrompt({ agent, customer: nobody }));
  });
});
