import { describe, expect, test } from 'vitest';
import { contextSection } from './context-section.ts';
import type { Customer } from './customer.ts';

const nobody: Customer = {
  identityMode: 'off',
  person: null,
  company: null,
  contexts: [],
  attributes: new Map(),
  now: new Date('2026-05-27T12:00:00Z'),
  zone: 'UTC',
};

function textOf(key: string, entry: unknown, customer: Customer = nobody): string {
  const section = contextSection(customer, { key, entry });
  return section ? [section.title, ...section.lines].join('\n') : '';
}

const shown = (type: string | undefined, value: unknown) => textOf('key', { label: 'Label', type, value });

describe('context entries', () => {
  test('list', () => {
    expect(
      shown('list', [
        { event_name: 'purchase', label: 'Purchase Event', status: 'active' },
        { title: 'Contact form', views: 10, tags: ['a', 'b'] },
        { name: 'Old', title: 'Older', status: '' },
        { id: 7, status: 'paused' },
        'plain',
        null,
      ]),
    ).toBe(`[Label] (list)
- "Purchase Event" (event_name: purchase) -- active
- "Contact form" (views: 10, tags: a, b)
- "Old" (title: Older)
- id: 7 -- paused
- plain`);
  });

  test('integration', () => {
    expect(
      shown('integration', {
        facebook_ads: { connected: true, status: 'active' },
        google_ads: { connected: true, status: 'error', error: 'Token expired' },
        hubspot: { connected: false },
        slack: true,
        zapier: { connected: true, last_sync: '2026-05-27' },
        jira: { connected: true, status: 'error' },
        mail: 'ok',
      }),
    ).toBe(`[Label] (integration)
- Facebook ads: connected, active
- Google ads: connected, ERROR -- Token expired
- Hubspot: not connected
- Slack: connected
- Zapier: connected (last_sync: 2026-05-27)
- Jira: connected, ERROR
- Mail: ok`);
    expect(shown('integration', [{ name: 'HubSpot', connected: false }])).toBe(
      '[Label] (integration)\n- HubSpot: not connected',
    );
  });

  test('error', () => {
    expect(
      shown('error', [{ area: 'HubSpot sync', message: 'Token expired', code: 401 }, { message: 'Slow' }, 'Disk full']),
    ).toBe(`[Label] (error)
- ERROR HubSpot sync: Token expired (code: 401)
- ERROR Slow
- ERROR Disk full`);
    expect(shown('error', { area: 'Billing', message: 'Card declined' })).toBe(
      '[Label] (error)\n- ERROR Billing: Card declined',
    );
    expect(shown('error', { payment_failed: true, hub_spot: 'Token expired', resolved: false })).toBe(
      '[Label] (error)\n- ERROR Payment failed\n- ERROR Hub spot: Token expired',
    );
    expect(shown('error', 'Disk full')).toBe('[Label] (error)\n- ERROR Disk full');
  });

  test.each(['status', 'config'])('%s', (type) => {
    expect(shown(type, { sync_state: 'late', auto_retry: false, limits: { day: 5 } })).toBe(
      `[Label] (${type})\n- Sync state: late\n- Auto retry: no\n- Limits: day: 5`,
    );
  });

  test('feature', () => {
    expect(shown('feature', { dark_mode: true, ai_fill: false, export: 'csv only' })).toBe(
      '[Label] (feature)\n- Dark mode: enabled\n- Ai fill: disabled\n- Export: csv only',
    );
  });

  test('metric', () => {
    expect(
      shown('metric', {
        plan: 'pro',
        seats_used: 5,
        seats_limit: 10,
        storage: { used: '2 GB', limit: '5 GB', unit: 'GB' },
        calls_used: 7,
        unused: 1,
      }),
    ).toBe(`[Label] (metric)
- Plan: pro
- Seats: 5 of 10
- Storage: 2 GB of 5 GB (unit: GB)
- Calls used: 7
- Unused: 1`);
    expect(shown('metric', { limit: 10, used: 0 })).toBe('[Label] (metric)\n- 0 of 10');
  });

  test('relationship', () => {
    expect(shown('relationship', { account_manager: 'Sam', parent: { name: 'Holding' } })).toBe(
      '[Label] (relationship)\n- Account manager -> Sam\n- Parent -> name: Holding',
    );
  });

  test('custom, unknown and no type', () => {
    expect(shown('custom', ['a', { b: 1, c: true }])).toBe('[Label] (custom)\n- a\n- b: 1; c: yes');
    expect(shown(undefined, { first_key: 1 })).toBe('[Label]\n- First key: 1');
    expect(shown('weather', 'Sunny')).toBe('[Label] (weather)\nSunny');
    expect(shown('constructor', { a: 1 })).toBe('[Label] (constructor)\n- A: 1');
  });

  test('an entry without label goes by the attribute or the key, a bare value is taken as it is', () => {
    const attributes = new Map([['context:page', { label: 'Where they are' }]]);
    expect(textOf('open_forms', { value: 3 })).toBe('[Open forms]\n3');
    expect(textOf('page', '/home', { ...nobody, attributes })).toBe('[Where they are]\n/home');
    expect(textOf('cart', { items: 2 })).toBe('[Cart]\n- Items: 2');
  });
});

test('an entry that says nothing has no section', () => {
  for (const value of [null, '', [], {}, [null], { a: null }]) {
    for (const type of ['list', 'integration', 'error', 'status', 'metric', 'feature', undefined]) {
      expect(shown(type, value)).toBe('');
    }
  }
});
