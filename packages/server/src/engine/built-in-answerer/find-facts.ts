import type { Language } from '../sayings/sayings.ts';
import type { Fact } from './fact.ts';
import { HEARINGS } from './hearing.ts';
import { meaningOf, meaningsOf, wordsOf } from './words.ts';

/** What was found, and whether it covers what was asked. */
export interface Finding {
  facts: Fact[];
  /** Share of the question's words that lead to these facts, 0 to 1. */
  cover: number;
}

const OURS =
  /\b(?:we|our|ours|us|team|company|organi[sz]ation|org|business|firm|firma|unternehmen|wir|unser\w*|notre|nos|empresa|nuestr[oa]|azienda|nostr[oa]|noss[oa]|bedrijf|onze|ons)\b/i;
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

/** The facts that fit a question best, by what they are called and what they belong to. */
export function findFacts(facts: readonly Fact[], question: string, language: Language): Finding {
  const companyName = nameOfCompany(facts);
  const namesCompany = companyName !== '' && question.toLowerCase().includes(companyName);
  const ours = namesCompany || OURS.test(question);
  const named = namesCompany ? meaningsOf(companyName) : new Set<string>();
  const asked = askedIn(question, language).filter((word) => !named.has(word));
  if (asked.length === 0) return { facts: [], cover: 0 };
  const scored = facts
    .filter(({ onlyFor }) => onlyFor.every((word) => asked.includes(word)))
    .map((fact) => ({ fact, score: scoreOf(fact, asked, ours) }));
  const best = Math.max(0, ...scored.map(({ score }) => score));
  if (best === 0) return { facts: [], cover: 0 };
  const found = scored.filter(({ score }) => score === best).map(({ fact }) => fact);
  const reached = asked.filter((word) => found.some((fact) => leadsTo(fact, word)));
  return { facts: found.slice(0, MOST), cover: reached.length / asked.length };
}

/** The customer's problems that fit a question; all of them when it names nothing in particular. */
export function findErrors(facts: readonly Fact[], question: string, language: Language): Finding {
  const errors = facts.filter((fact) => fact.isError);
  const asked = askedIn(question, language);
  if (asked.length === 0) return { facts: errors.slice(0, MOST), cover: 1 };
  const reach = (fact: Fact) => asked.filter((word) => leadsTo(fact, word)).length;
  const best = Math.max(0, ...errors.map(reach));
  if (best === 0) return { facts: [], cover: 0 };
  return { facts: errors.filter((fact) => reach(fact) === best).slice(0, MOST), cover: best / asked.length };
}

function askedIn(question: string, language: Language): string[] {
  return [...meaningsOf(inEnglish(question, language))].filter((word) => !TROUBLE.has(word));
}

/** A question with the words of its language that lead to facts as the English ones, and without those that say nothing. */
export function inEnglish(question: string, language: Language): string {
  const heard = HEARINGS[language];
  if (!heard) return question;
  const { stop, means } = heard;
  const words = wordsOf(question).map((word) => (Object.hasOwn(means, word) ? means[word]! : word));
  return words.filter((word) => !stop.includes(word)).join(' ');
}

function nameOfCompany(facts: readonly Fact[]): string {
  const fact = facts.find(({ scope, key }) => scope === 'company' && key === 'name');
  return fact?.line.slice(fact.line.indexOf(': ') + 2).toLowerCase() ?? '';
}

function leadsTo(fact: Fact, word: string): boolean {
  return fact.named.has(word) || fact.about.has(word) || fact.said.has(word);
}

function scoreOf(fact: Fact, asked: readonly string[], ours: boolean): number {
  const score = asked.filter((word) => fact.named.has(word) || fact.about.has(word)).length;
  // Between a person and their company the question's own words decide.
  const preferred = fact.scope === (ours ? 'company' : 'user');
  return score > 0 && preferred ? score + 0.25 : score;
}
