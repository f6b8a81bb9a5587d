import { expect, test } from 'vitest';
import { fieldsOf } from '../audience/fields.ts';
import { ticketFieldsOf } from '../audience/ticket-fields.ts';
import { actionWords, routedSentence, skippedSentences } from './routing-words.ts';

const labels = [
  { id: 'i1', kind: 'inbox' as const, name: 'VIP' },
  { id: 'c1', kind: 'category' as const, name: 'Billing' },
];
const FIELDS = [...ticketFieldsOf(labels, []), ...fieldsOf([], [])];
const PLAN = { field: 'plan', op: 'is', value: 'enterprise' };

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
