import { type Language, SAYINGS, type Sayings } from '../sayings/sayings.ts';
import type { Fact } from './fact.ts';

/** How facts are told in a language: whole sentences in English, in others what is stored under its own label. */
export interface Told {
  say: Sayings;
  one(fact: Fact): string;
  told(facts: readonly Fact[]): string;
  list(facts: readonly Fact[]): string;
}

export function teller(language: Language): Told {
  const say = SAYINGS[language];
  const one = (fact: Fact) => (language === 'en' ? fact.sentence : `${ownLine(fact)}.`.replace(/([.!?…])\.$/u, '$1'));
  const list = (facts: readonly Fact[]) =>
    facts.map((fact) => `- ${language === 'en' ? englishLine(fact) : ownLine(fact)}`).join('\n');
  const told = (facts: readonly Fact[]) =>
    facts.length > 3 ? `${say.onRecord}\n${list(facts)}\n` : facts.map(one).join(' ');
  return { say, one, told, list };
}

function ownLine({ line, whose }: Fact): string {
  return whose ? `${whose}, ${line}` : line;
}

function englishLine({ line, scope, key }: Fact): string {
  if (scope !== 'company') return line;
  return key === 'name' ? line.replace(/^[^:]*/, 'Company') : `Company, ${line}`;
}
