import type { IdentityFigures, SecurityAnswer } from '@halo/wire/dashboard/security.ts';
import type { IdentityMode } from '@halo/wire/sdk/values.ts';
import { counted } from '../../ui/readable-value.ts';

export const MODES: { mode: IdentityMode; name: string; about: string }[] = [
  {
    mode: 'off',
    name: 'Off',
    about:
      'Everybody is who they say they are. Anybody who reads the widget key on your site can speak as any of your users, see what the AI tells them, and overwrite every claimed value. Nothing in this mode can prevent that.',
  },
  {
    mode: 'report',
    name: 'Report',
    about: 'Nobody is refused. Halo counts who would be, and proven values are never overwritten by unproven ones.',
  },
  {
    mode: 'enforce',
    name: 'Enforce',
    about:
      'A call that names a user needs a valid token. Without one it is refused, and nothing of that user can be read or written.',
  },
];

/** The state of identity in words: a headline, and what to make of it. */
export function securityHeadline({
  identityMode,
  figures,
}: Pick<SecurityAnswer, 'identityMode'> & { figures: IdentityFigures }): {
  headline: string;
  about: string;
  look: 'verified' | 'claimed' | 'danger';
} {
  const share = `${figures.verifiedPeople.toLocaleString('en-GB')} of ${counted(figures.people, 'person', 'people')} last week ${figures.verifiedPeople === 1 ? 'was' : 'were'} proven`;
  const affected = counted(figures.affectedPeople, 'person', 'people');
  if (identityMode === 'off') {
    return {
      headline: 'Anyone can claim to be anyone',
      about:
        figures.verifiedPeople > 0
          ? `${share}, but nothing asks for proof.`
          : 'Halo believes every user id it is told.',
      look: 'claimed',
    };
  }
  if (identityMode === 'report') {
    if (figures.people === 0) {
      return {
        headline: 'Nobody was named last week',
        about: 'Figures appear with the first identify calls.',
        look: 'claimed',
      };
    }
    return figures.affectedPeople === 0
      ? { headline: `${share}; nobody would be refused`, about: 'You can enforce verification now.', look: 'verified' }
      : {
          headline: `${share}; ${figures.affectedPeople.toLocaleString('en-GB')} would be refused`,
          about: 'Sign a token for everybody below before you enforce.',
          look: 'claimed',
        };
  }
  return figures.refusedCalls > 0
    ? {
        headline: 'Only proven people are let in',
        about: `${counted(figures.refusedCalls, 'call was', 'calls were')} refused last week, about ${affected}.`,
        look: figures.affectedPeople > 0 ? 'danger' : 'verified',
      }
    : { headline: 'Only proven people are let in', about: 'Nothing was refused last week.', look: 'verified' };
}

/** What enforcing would do, from the last seven days. */
export function enforceForecast(figures: IdentityFigures): string {
  if (figures.calls === 0) return 'No call named a user in the last 7 days, so nothing can be foretold.';
  if (figures.wouldRefuseCalls === 0) {
    return `In the last 7 days every one of ${counted(figures.calls, 'call', 'calls')} carried a valid token. Nobody would have been refused.`;
  }
  return `In the last 7 days ${figures.wouldRefuseCalls.toLocaleString('en-GB')} of ${counted(figures.calls, 'call', 'calls')} would have been refused, about ${counted(figures.affectedPeople, 'person', 'people')}.`;
}
