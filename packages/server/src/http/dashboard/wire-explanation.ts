import type { AudienceAnswer } from '@halo/wire/dashboard/segments.ts';
import { storedTime } from '../../contacts/traits.ts';
import type { Explanation } from '../../filters/explain-contact.ts';

/** Why somebody matches, as the dashboard reads it. */
export function wireExplanation({ matches, conditions }: Explanation): NonNullable<AudienceAnswer['explanation']> {
  return {
    matches,
    conditions: conditions.map(({ at, ...rest }) => ({ ...rest, at: at === null ? null : storedTime(at) })),
  };
}
