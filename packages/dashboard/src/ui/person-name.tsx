import type { Person } from '@halo/wire/dashboard/person.ts';
import { classNames } from './class-names.ts';
import { TRUST_WORDS, TrustMark } from './trust-mark.tsx';

/** The mark and the name of a person, on one line that is cut rather than wrapped. */
export function PersonName({ person, modeOff, strong }: { person: Person; modeOff: boolean; strong?: boolean }) {
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <TrustMark level={person.trust.level} quiet={modeOff} />
      <span className="sr-only">{TRUST_WORDS[person.trust.level]}:</span>
      <span
        dir="auto"
        title={person.displayName}
        className={classNames('min-w-0 truncate text-ink', strong && 'font-strong')}
      >
        {person.displayName}
      </span>
    </span>
  );
}

/** The second line under a name: e-mail or the customer's own id, whichever says more. */
export function personDetail(person: Person): string {
  if (person.email && person.email !== person.displayName) return person.email;
  if (person.userId) return person.userId;
  if (person.claimedUserId) return `says to be ${person.claimedUserId}`;
  return person.kind === 'lead' ? 'Lead' : 'No user id yet';
}
