import type { InAppState } from '@halo/wire/dashboard/in-app-messages.ts';
import { classNames } from '../../ui/class-names.ts';
import { STATE_WORDS } from './in-app-words.ts';

/** Where a message stands, in a word; live is the only one that is marked. */
export function StateMark({ state }: { state: InAppState }) {
  return (
    <span
      className={classNames(
        'inline-flex w-18 shrink-0 items-center gap-1.5 text-note',
        state === 'live' ? 'text-ink' : 'text-ink-faint',
      )}
    >
      <span
        aria-hidden="true"
        className={classNames(
          'size-2 rounded-full border',
          state === 'live' ? 'border-verified bg-verified' : 'border-ink-faint',
        )}
      />
      {STATE_WORDS[state]}
    </span>
  );
}
