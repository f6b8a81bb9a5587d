import type { RefusalJump } from '@halo/wire/dashboard/alerts.ts';
import { reasonWords } from '../../ui/identify-words.ts';
import { counted } from '../../ui/readable-value.ts';

/** What happened, in two sentences: how many of whom, and why above all. */
export function jumpWords({ people, minutes, usually, reasons }: RefusalJump): { what: string; why: string } {
  const who = people === 1 ? '1 person who was' : `${people.toLocaleString('en-GB')} people who were`;
  const usual = usually < 1 ? 'usually nobody is' : `usually ${Math.round(usually).toLocaleString('en-GB')} are`;
  const [first, ...others] = reasons;
  const rest = others.reduce((sum, each) => sum + each.people, 0);
  return {
    what: `${who} proven before ${people === 1 ? 'was' : 'were'} refused within ${minutes} minutes; ${usual}.`,
    why: first
      ? `Mostly: ${reasonWords(first.reason)}${rest > 0 ? ` (${first.people} of ${counted(people, 'person', 'people')})` : ''}.`
      : '',
  };
}
