import type { CallTrust, ValueTrust } from '@halo/wire/sdk/values.ts';
import { classNames } from './class-names.ts';

export type TrustLevel = CallTrust | ValueTrust;

export const TRUST_WORDS: Record<TrustLevel, string> = {
  verified: 'Verified',
  self: 'Own browser',
  claimed: 'Claimed',
  anonymous: 'Anonymous',
};

/**
 * The mark of a trust level: filled ring, ring with a small core, half ring, dashed ring. `quiet` takes the amber out of
 * "claimed": while verification is off nothing can be proven. Decorative by itself; put words beside it.
 */
export function TrustMark({ level, quiet, size = 14 }: { level: TrustLevel; quiet?: boolean; size?: number }) {
  const colour =
    level === 'verified' || level === 'self'
      ? 'text-verified'
      : level === 'claimed' && !quiet
        ? 'text-claimed'
        : 'text-ink-faint';
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 14 14"
      fill="none"
      aria-hidden="true"
      className={classNames('shrink-0', colour)}
    >
      <circle
        cx="7"
        cy="7"
        r="5.5"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeDasharray={level === 'anonymous' ? '1.9 1.556' : undefined}
        strokeLinecap="butt"
      />
      {level === 'verified' && <circle cx="7" cy="7" r="3.25" fill="currentColor" />}
      {level === 'self' && <circle cx="7" cy="7" r="1.6" fill="currentColor" />}
      {level === 'claimed' && <path d="M7 3.75a3.25 3.25 0 0 0 0 6.5Z" fill="currentColor" />}
    </svg>
  );
}
