import type { Fact } from './fact.ts';
import { meaningOf, meaningsOf } from './words.ts';

/** What was found, and whether it covers what was asked. */
export interface Finding {
  facts: Fact[];
  /** Share of the question's words that lead to these facts, 0 to 1. */
  cover: number;
}

const COMPANY = meaningOf('company');
const OURS = /\b(?:we|our|ours|us|team|company|organi[sz]ation|org|business|firm)\b/i;
/** Words of trouble lead to no fact; they only say that one about a problem is meant. */
const TROUBLE = new Set(
  [
    'error',
    'fail',
    'failure',
    'problem',
    'issue',
    'broken',
    'break',
    'wrong',
    'work',
    'trouble',
    'bug',
    'stopped',
    'stuck',
    'down',
    'crash',
    'happen',
    'anything',
    'something',
    'everything',
    'reason',
  ].map(meaningOf),
);
const MOST = 8;

/** The facts that fit a question best: by what they are called, then by what they say. */
export function findFacts(facts: readonly Fact[], question: string): Finding {
  const asked = [...meaningsOf(question)].filter((word) => !TROUBLE.has(word));
  if (asked.length === 0) return { facts: [], cover: 0 };
  const ours = OURS.test(question);
  const scored = facts.map((fact) => ({ fact, score: scoreOf(fact, asked, ours) }));
  const best = Math.max(0, ...scored.map(({ score }) => score));
  if (best < 1) return { facts: [], cover: 0 };
  const found = scored.filter(({ score }) => score >= best - 0.01).map(({ fact }) => fact);
  const reached = asked.filter((word) => found.some((fact) => fact.named.has(word) || fact.hinted.has(word)));
  return { facts: found.slice(0, MOST), cover: reached.length / asked.length };
}

/** The customer's problems that fit a question; all of them when it names nothing in particular. */
export function findErrors(facts: readonly Fact[], question: string): Finding {
  const errors = facts.filter((fact) => fact.isError);
  const asked = [...meaningsOf(question)].filter((word) => !TROUBLE.has(word));
  if (asked.length === 0) return { facts: errors.slice(0, MOST), cover: 1 };
  const reach = (fact: Fact) => asked.filter((word) => fact.named.has(word) || fact.hinted.has(word)).length;
  const best = Math.max(0, ...errors.map(reach));
  if (best === 0) return { facts: [], cover: 0 };
  return { facts: errors.filter((fact) => reach(fact) === best).slice(0, MOST), cover: best / asked.length };
}

function scoreOf(fact: Fact, asked: readonly string[], ours: boolean): number {
  let score = 0;
  for (const word of asked) {
    if (fact.named.has(word)) score += 1;
    else if (fact.hinted.has(word) && !(word === COMPANY && fact.scope === 'company'))
      score += fact.scope === 'context' ? 1 : 0.5;
  }
  // Between a person and their company the question's own words decide.
  if (score >= 1 && fact.scope === (ours ? 'company' : 'user')) score += 0.25;
  return score;
}
