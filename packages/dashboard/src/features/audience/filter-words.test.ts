import { expect, test } from 'vitest';
import { fieldsOf } from './fields.ts';
import { readTree } from './filter-tree.ts';
import { filterInShort, filterWords } from './filter-words.ts';
import { ticketFieldsOf } from './ticket-fields.ts';

const FIELDS = [...ticketFieldsOf([{ id: 'c1', kind: 'category', name: 'Billing' }], []), ...fieldsOf([], [])];
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
  expect(filterWords(readTree(filter), FIELDS, { none: 'Every new ticket' })).toBe(words);
});

test.each<[unknown, string, number]>([
  [{ all: [PLAN] }, 'Plan is enterprise', 0],
  [
    { all: [PLAN, { any: [PLAN, PLAN] }, PLAN, PLAN] },
    'Plan is enterprise · (Plan is enterprise or Plan is enterprise)',
    2,
  ],
  [{ any: [PLAN, PLAN, PLAN] }, 'Plan is enterprise or Plan is enterprise or Plan is enterprise', 0],
])('%j is short for "%s" and %i more', (filter, first, more) => {
  expect(filterInShort(readTree(filter), FIELDS)).toEqual({ first, more });
});
