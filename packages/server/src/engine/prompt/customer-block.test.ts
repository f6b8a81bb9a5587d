import { describe, expect, test } from 'vitest';
import type { Customer } from './customer.ts';
import { customerBlock } from './customer-block.ts';

const NOW = new Date('2026-05-27T12:00:00Z');

function customer(known: Partial<Customer> = {}): Customer {
  return {
    identityMode: 'off',
    person: null,
    company: null,
    contexts: [],
    attributes: new Map(),
    now: NOW,
    zone: 'UTC',
    ...known,
  };
}

function person(values: Record<string, unknown>, level: 'anonymous' | 'claimed' | 'verified' = 'verified') {
  return { level, values };
}

function context(key: string, type: string | undefined, value: unknown, label = 'Label') {
  return { key, entry: { label, type, value } };
}

describe('the person and the company', () => {
  test('shows everything known in the order of the contract', () => {
    const { text } = customerBlock(
      customer({
        person: person({
          seats: 42,
          beta: true,
          arr: 5988,
          mrr: 499,
          on_contract: true,
          payment_terms: 'monthly',
          contract_term: 'annual',
          renewal_status: 'at_risk',
          renewal_date: '2026-12-01T00:00:00.000000+00:00',
          signed_up_at: '2024-01-15T10:00:00.000000+00:00',
          plan: 'pro',
          role: 'admin',
          email: 'jane@acme.test',
          name: 'Jane Doe',
          avatar: 'https://acme.test/jane.png',
          teams: ['support', 'sales'],
          address: { city: 'Paris', geo: { lat: 1, at: { deep: [1, 2] } } },
        }),
        company: {
          id: 'acme',
          level: 'verified',
          values: { plan: 'scale', name: 'Acme Inc', employee_count: 120, industry: 'Forms', domain: 'acme.test' },
        },
        contexts: [context('page', undefined, '/settings/billing', 'Current page')],
      }),
    );
    expect(text).toBe(`[User Profile]
- Name: Jane Doe
- Email: jane@acme.test
- Role: admin
- Plan: pro
- Signed up at: 2024-01-15 (customer for 2 years, 4 months)
- Renewal date: 2026-12-01
- Renewal status: at_risk
- Contract term: annual
- Payment terms: monthly
- On contract: yes
- Mrr: 499
- Arr: 5988
- Address: city: Paris; geo: lat: 1; at: {"deep":[1,2]}
- Avatar: https://acme.test/jane.png
- Beta: yes
- Seats: 42
- Teams: support, sales

[Company: Acme Inc]
- Name: Acme Inc
- Plan: scale
- Domain: acme.test
- Industry: Forms
- Employee count: 120

[Current page]
/settings/billing`);
  });

  test('shows what little is known, without empty lines', () => {
    const block = customerBlock(
      customer({ person: person({ name: 'Jane', plan: null, note: '  ', tags: [], extra: {} }) }),
    );
    expect(block.text).toBe('[User Profile]\n- Name: Jane');
    expect(block.sections).toEqual([{ title: '[User Profile]', lines: ['- Name: Jane'] }]);
  });

  test('is empty when nothing is known', () => {
    const nothing = { text: '', sections: [], omitted: [] };
    expect(customerBlock(customer())).toEqual(nothing);
    expect(customerBlock(customer({ person: person({}, 'anonymous') }))).toEqual(nothing);
    expect(
      customerBlock(
        customer({
          identityMode: 'enforce',
          person: person({}, 'claimed'),
          company: { id: 'acme', level: 'claimed', values: {} },
          contexts: [context('forms', 'list', [])],
        }),
      ),
    ).toEqual(nothing);
  });

  test('a nameless company goes by its id', () => {
    const { text } = customerBlock(customer({ company: { id: 'c_1', level: 'verified', values: { plan: 'pro' } } }));
    expect(text).toBe('[Company: c_1]\n- Plan: pro');
  });

  test('says that a claimed person or membership is unverified, but only where trust matters', () => {
    const claimed = customer({
      person: person({ name: 'Jane' }, 'claimed'),
      company: { id: 'c_1', level: 'claimed', values: { plan: 'pro' } },
    });
    expect(customerBlock(claimed).text).not.toContain('Trust');
    for (const identityMode of ['report', 'enforce'] as const) {
      expect(customerBlock({ ...claimed, identityMode }).text).toBe(
        '[User Profile]\n- Name: Jane\n- Trust: unverified\n\n[Company: c_1]\n- Plan: pro\n- Trust: unverified',
      );
    }
    const proven = customer({ identityMode: 'enforce', person: person({ name: 'Jane' }) });
    expect(customerBlock(proven).text).not.toContain('Trust');
  });

  test('uses the label and the description a teammate gave an attribute', () => {
    const attributes = new Map([
      ['user:tier', { description: '3 is the highest' }],
      ['user:arr', { label: 'Annual revenue' }],
      ['context:forms', { description: 'Forms of this account' }],
    ]);
    const { text } = customerBlock(
      customer({
        attributes,
        person: person({ tier: 3, arr: 12 }),
        contexts: [context('forms', 'status', { open: 2 }, 'Forms')],
      }),
    );
    expect(text).toBe(
      '[User Profile]\n- Annual revenue: 12\n- Tier: 3 (3 is the highest)\n\n[Forms] (status) (Forms of this account)\n- Open: 2',
    );
  });

  test.each([
    ['2026-05-27T08:00:00+00:00', 'UTC', '2026-05-27 (customer since today)'],
    ['2026-05-20', 'UTC', '2026-05-20 (customer for 7 days)'],
    ['2026-04-27T23:00:00Z', 'UTC', '2026-04-27 (customer for 1 month)'],
    ['2025-05-27T23:30:00Z', 'Asia/Tokyo', '2025-05-28 (customer for 11 months)'],
    ['2027-01-01', 'UTC', '2027-01-01'],
    ['last spring', 'UTC', 'last spring'],
  ])('reads a sign-up at %s in %s as %s', (signed_up_at, zone, line) => {
    expect(customerBlock(customer({ zone, person: person({ signed_up_at }) })).text).toBe(
      `[User Profile]\n- Signed up at: ${line}`,
    );
  });
});

describe('what may be shown', () => {
  const everything = customer({
    person: person({ name: 'Jane', ssn: '078-05-1120' }),
    company: { id: 'c_1', level: 'verified', values: { plan: 'pro', tax_id: 'T-1' } },
    contexts: [context('health', 'status', { diagnosis: 'secret' }), context('page', undefined, 'home')],
  });

  test('sensitive attributes are nowhere, and are named', () => {
    const attributes = new Map(
      ['user:ssn', 'company:tax_id', 'context:health'].map((key) => [key, { sensitive: true, label: 'Hidden' }]),
    );
    const block = customerBlock({ ...everything, attributes });
    expect(block.text).toBe('[User Profile]\n- Name: Jane\n\n[Company: c_1]\n- Plan: pro\n\n[Label]\nhome');
    expect(block.omitted).toEqual([
      { key: 'ssn', reason: 'sensitive' },
      { key: 'company.tax_id', reason: 'sensitive' },
      { key: 'context.health', reason: 'sensitive' },
    ]);
  });

  test('an allow-list shows what it names and nothing else', () => {
    const block = customerBlock({ ...everything, allowList: ['user:name', 'context:page'] });
    expect(block.text).toBe('[User Profile]\n- Name: Jane\n\n[Label]\nhome');
    expect(block.omitted.map(({ reason }) => reason)).toEqual(Array(4).fill('not_allowed'));
    expect(customerBlock({ ...everything, allowList: [] }).text).toBe('');
  });

  test('a sensitive attribute stays hidden when the allow-list names it', () => {
    const attributes = new Map([['user:ssn', { sensitive: true }]]);
    expect(customerBlock({ ...everything, attributes, allowList: ['user:ssn'] }).text).toBe('');
  });

  test('names what the caller withheld', () => {
    const withheld = [{ key: 'company', reason: 'company_unverified' as const }];
    expect(customerBlock(customer({ withheld })).omitted).toEqual(withheld);
  });
});

describe('room', () => {
  const filler = (length: number) => Array.from({ length: Math.ceil(length / 400) }, () => 'x'.repeat(398));

  test('the oldest context entries go first, and a line says how many', () => {
    const contexts = Array.from({ length: 10 }, (_, index) =>
      context(`k${index}`, 'custom', filler(4_000), `Entry ${index}`),
    );
    const block = customerBlock(customer({ person: person({ name: 'Jane' }), contexts }));
    expect(block.text.length).toBeLessThanOrEqual(24_000);
    expect(block.sections.map(({ title }) => title)).toEqual([
      '[User Profile]',
      '(5 older context entries left out)',
      ...[5, 6, 7, 8, 9].map((index) => `[Entry ${index}] (custom)`),
    ]);
    expect(block.omitted).toEqual([0, 1, 2, 3, 4].map((index) => ({ key: `context.k${index}`, reason: 'no_room' })));
  });

  test('a single entry too long for the room is cut, not lost', () => {
    const block = customerBlock(customer({ contexts: [context('big', 'custom', filler(60_000), 'Big')] }));
    expect(block.text.length).toBeLessThanOrEqual(24_000);
    expect(block.text.length).toBeGreaterThan(22_000);
    expect(block.sections[0]?.lines.at(-1)).toMatch(/^- \(\d+ more left out\)$/);
  });

  test('profile and company come before context and keep their trust lines when they are cut', () => {
    const values = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`k${index}`, 'y'.repeat(300)]));
    const block = customerBlock(
      customer({
        identityMode: 'enforce',
        person: person({ name: 'Jane', ...values }, 'claimed'),
        company: { id: 'c_1', level: 'claimed', values },
        contexts: [context('errors', 'error', filler(1_000))],
      }),
    );
    expect(block.text.length).toBeLessThanOrEqual(24_000);
    const [profile, company, note] = block.sections;
    expect(profile?.lines[0]).toBe('- Name: Jane');
    for (const section of [profile, company]) {
      expect(section?.lines.at(-1)).toBe('- Trust: unverified');
      expect(section?.lines.at(-2)).toMatch(/^- \(\d+ more left out\)$/);
      expect(section!.lines.length).toBeGreaterThan(30);
    }
    expect(note).toEqual({ title: '(1 older context entry left out)', lines: [] });
    expect(block.omitted.map(({ key }) => key)).toEqual(['user', 'company', 'context.errors']);
  });

  test('values, keys and labels are cut at 500 characters, context values at 2,000', () => {
    const block = customerBlock(
      customer({
        person: person({ note: 'n'.repeat(9_000), ['k'.repeat(900)]: 1 }),
        contexts: [context('c', 'status', { long: 'v'.repeat(9_000) }, 'L'.repeat(900))],
      }),
    );
    const [profile, entry] = block.sections;
    expect(profile?.lines.map((line) => line.length).sort((a, b) => a - b)).toEqual([
      '- '.length + 500 + ': 1'.length,
      '- Note: '.length + 500,
    ]);
    expect(entry?.lines[0]).toHaveLength('- Long: '.length + 2_000);
    expect(entry?.title).toHaveLength('[]'.length + 500 + ' (status)'.length);
  });
});
