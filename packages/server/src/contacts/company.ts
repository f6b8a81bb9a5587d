import type { Traits } from '@halo/wire/merge-traits.ts';

/** A company record. Times are ISO text with microseconds. */
export interface Company extends Traits {
  workspaceId: string;
  id: string;
  /** `company_id` on the wire. */
  externalId: string;
  /** The best value trust any write to it had. */
  trust: 'claimed' | 'self' | 'verified';
  createdAt: string;
  updatedAt: string;
}
