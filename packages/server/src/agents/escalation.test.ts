import type { Because, EscalationMode, Signal } from '@halo/wire/dashboard/escalation.ts';
import { escalationBody } from '@halo/wire/dashboard/escalation.ts';
import { expect, test } from 'vitest';
import { decideEscalation, type Evidence, FIRST_RULES, storedRules } from './escalation.ts';

/** What the contract says, written a second time: every mode with every mixture of signs and circumstances. */
function contract(mode: EscalationMode, e: Evidence, threshold: number, maxAttempts: number) {
  const low = e.confidence !== null && e.confidence < threshold;
  const signal: Signal | null = e.tool ? 'tool' : e.asked ? 'asked' : e.phrase ? 'phrase' : low ? 'confidence' : null;
  const told = (because: Because, escalate = false) => ({ escalate, because, signal });
  if (mode === 'off') return told('off');
  if (!signal) return told('no_signal');
  const trusted = e.tool || e.asked;
  if (!trusted && e.already) return told('already');
  const open = trusted || mode === 'always' || e.searches.includes('knowledge') || e.attempts >= maxAttempts;
  if (!open) return told('waiting');
  if (!e.passes) return told('filter');
  if (trusted) return told('trusted', true);
  if (mode === 'always') return told('always', true);
  return told(e.searches.includes('knowledge') ? 'searched' : 'attempts', true);
}

const BOTH = [false, true];

test('decides as the contract does, in the whole table', () => {
  let seen = 0;
  for (const mode of ['off', 'always', 'conditional'] as const)
    for (const threshold of [0, 50, 100])
      for (const tool of BOTH)
        for (const asked of BOTH)
          for (const phrase of BOTH)
            for (const confidence of [null, 0, 49, 50, 100])
              for (const attempts of [1, 2, 3, 10])
                for (const searched of BOTH)
                  for (const already of BOTH)
                    for (const passes of BOTH) {
                      const evidence: Evidence = {
                        ...{ tool, asked, phrase, confidence, attempts, already, passes },
                        searches: searched ? ['knowledge'] : [],
                      };
                      const rules = { ...FIRST_RULES, mode, threshold };
                      expect(decideEscalation(rules, evidence), JSON.stringify({ rules, evidence })).toEqual(
                        contract(mode, evidence, threshold, 3),
                      );
                      seen += 1;
                    }
  expect(seen).toBe(3 * 3 * 8 * 5 * 4 * 8);
});

test('without required searches nothing is waited for', () => {
  const evidence: Evidence = {
    ...{ tool: false, asked: false, phrase: true, confidence: null, attempts: 1 },
    ...{ searches: [], already: false, passes: true },
  };
  expect(decideEscalation({ ...FIRST_RULES, requiredSearches: [] }, evidence)).toEqual({
    escalate: true,
    because: 'searched',
    signal: 'phrase',
  });
});

test('begins as documented: conditional, 50, 3 attempts, knowledge searched first, everybody, nobody with priority', () => {
  expect(storedRules({})).toEqual({
    mode: 'conditional',
    threshold: 50,
    maxAttempts: 3,
    requiredSearches: ['knowledge'],
    escalationFilter: null,
    priorityFilter: null,
  });
});

test.each([
  [-3, 1],
  [0, 1],
  [1, 1],
  [10, 10],
  [11, 10],
  [1_000, 10],
])('%d attempts are held to %d', (asked, held) => {
  expect(escalationBody.parse({ ...FIRST_RULES, maxAttempts: asked }).maxAttempts).toBe(held);
});
