import type { EscalationDecision } from '@halo/wire/dashboard/escalation.ts';
import { expect, test } from 'vitest';
import { conditionLines, decisionSentence } from './decision-words.ts';

const QUIET: EscalationDecision = {
  ...{ escalated: false, priority: false, because: 'no_signal', signal: null, value: null },
  ...{ mode: 'conditional', threshold: 50, maxAttempts: 3, confidence: 90, attempts: 1 },
  ...{ missingSearches: [], tools: [], escalationFilter: null, priorityFilter: null },
};
const ASKED = {
  ...{ matches: false, why: 'asked' as const },
  conditions: [{ field: 'plan', op: 'is_not', expected: 'pro', found: null, pass: false }],
};

test.each<[Partial<EscalationDecision>, string | null]>([
  [{}, null],
  [
    { escalated: true, signal: 'tool', value: 'Refund', because: 'trusted' },
    'Handed over: the AI asked for the team (“Refund”), which is reason enough.',
  ],
  [
    { signal: 'confidence', value: 20, because: 'waiting' },
    'Not handed over: its confidence of 20 is under 50, but it goes on: answer 1 of 3, knowledge not searched yet.',
  ],
  [
    { escalated: true, priority: true, signal: 'phrase', value: 'contact our team', because: 'attempts', attempts: 3 },
    'Handed over: the answer says “contact our team”, and it has answered 3 of 3 times; with priority, since the person passes the priority filter.',
  ],
  [
    { signal: 'asked', because: 'filter', escalationFilter: { matches: false, why: 'visitor', conditions: [] } },
    'Not handed over: the customer asked for a human, but the person is not among those who are handed over (a visitor matches no filter).',
  ],
])('%j', (decision, sentence) => {
  expect(decisionSentence({ ...QUIET, ...decision })).toBe(sentence);
});

test('each condition says what was asked and what was found', () => {
  expect(conditionLines(ASKED)).toEqual(['No: plan is not pro (found: not set)']);
  expect(conditionLines(null)).toEqual([]);
});
