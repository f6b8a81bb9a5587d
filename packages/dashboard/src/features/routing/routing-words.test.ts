import { expect, test } from 'vitest';
import { fieldsOf } from '../audience/fields.ts';
import { readTree } from '../audience/filter-tree.ts';
import { ticketFieldsOf } from '../audience/ticket-fields.ts';
import { actionWords, filterWords, routedSentence, skippedSentences } from './routing-words.ts';

const labels = [
  { id: 'i1', kind: 'inbox' as const, name: 'VIP' },
  { id: 'c1', kind: 'category' as const, name: 'Billing' },
];
const FIELDS = [...ticketFieldsOf(labels, []), ...fieldsOf([], [])];
const PLAN = { field: 'plan', op: 'is', value: 'enterprise' };

test.each<[unknown, string]>([
  [{}, 'Every new ticket'],
  [{ all: [PLAN, { field: 'category', op: 'is', value: 'c1' }] }, 'Plan is enterprise and Category is Billing'],
  [{ all: [PLAN, { any: [PLAN, PLAN] }] }, 'Plan is enterprise and (Plan is enterprise or Plan is enterprise)'],
  [
    { not: { any: [PLAN, { field: 'assignee', op: 'is_not_set' }] } },
    'neither Plan is enterprise nor Assignee is not set',
  ],
  [{ all: [{ field: 'ticket.custom:area', op: 'in', value: ['a', 'b'] }] }, 'Custom field area is one of a, b'],
])('%j reads "%s"', (filter, words) => {
  expect(filterWords(readTree(filter), FIELDS)).toBe(words);
});

test('what a rule does, did and left is said in words', () => {
  const named = { labels, teammates: [{ id: 't1', name: 'Olivia' }] };
  expect(actionWords({ inbox: 'i1', category: 'gone', priority: true, assignee: 't1' }, named)).toBe(
    'team inbox VIP, category one that is gone, priority, assigned to Olivia',
  );
  const decision = {
    ...{ ruleId: 'r', rule: 'VIPs', at: '2026-01-01T00:00:00.000Z', done: {} },
    skipped: { assignee: 'taken' as const },
    conditions: [
      { ...PLAN, expected: 'enterprise', found: 'Enterprise', pass: true },
      { field: 'channel', op: 'is', expected: 'chat', found: 'api', pass: false },
    ],
  };
  expect(routedSentence(decision, FIELDS)).toBe('Routed by “VIPs”: Plan is enterprise, found Enterprise.');
  expect(routedSentence({ ...decision, conditions: [] }, FIELDS)).toContain('takes what is left');
  expect(skippedSentences(decision)).toEqual(['Left the assignee as it was: it was somebody’s already.']);
});
