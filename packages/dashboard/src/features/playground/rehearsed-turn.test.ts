import type { RehearsalEvent } from '@halo/wire/dashboard/playground.ts';
import { expect, test } from 'vitest';
import { newTurn, type RehearsedTurn, talkOf, withEvent } from './rehearsed-turn.ts';

const DECISION = { escalated: true, tools: ['escalate'] } as RehearsedTurn['decision'];

test('a turn gathers what comes, and leaves aside what it does not know', () => {
  const events = [
    { type: 'text', text: 'Hel' },
    { type: 'called', call: { name: 'escalate', input: '{}', said: 'Done.' } },
    { type: 'text', text: 'lo' },
    { type: 'later', x: 1 },
    { type: 'done', milliseconds: 3, usage: null, costMicros: null },
  ] as RehearsalEvent[];
  const turn = events.reduce(withEvent, newTurn(1, 'Hi'));
  expect(turn).toMatchObject({
    question: 'Hi',
    text: 'Hello',
    calls: [{ name: 'escalate' }],
    done: { milliseconds: 3 },
  });
});

test('the talk holds what was said and decided, without questions that got no answer, the newest 40 of it', () => {
  const answered = { ...newTurn(1, 'Hi'), text: 'Hello', decision: DECISION };
  expect(talkOf([answered, newTurn(2, 'And?')])).toEqual([
    { author: 'user', text: 'Hi', tools: [], escalated: false },
    { author: 'ai', text: 'Hello', tools: ['escalate'], escalated: true },
  ]);
  const long = talkOf(Array.from({ length: 50 }, (_, n) => ({ ...answered, question: `${n}` })));
  expect([long.length, long[0]?.text]).toEqual([40, '30']);
});
