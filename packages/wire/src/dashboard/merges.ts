import { z } from 'zod';
import type { JoinReason } from '../sdk/merge.ts';
import type { ValueTrust } from '../sdk/values.ts';
import type { CompanyLink, Person } from './person.ts';

/** Whether both contacts of the address are the same human being. */
export const mergePreviewQuery = z.object({
  samePerson: z.enum(['true', 'false']).default('false'),
});

export const mergeBody = z.object({ samePerson: z.boolean() });
export type MergeBody = z.input<typeof mergeBody>;

/** One key that either of two contacts holds, and whose value stays. An absent value is none. */
export interface MergeKey {
  key: string;
  wins: 'survivor' | 'loser';
  reason: JoinReason;
  survivor?: unknown;
  loser?: unknown;
}

/** What a merge would do. */
export interface MergePreviewAnswer {
  survivor: Person;
  loser: Person;
  traits: MergeKey[];
  context: MergeKey[];
  companies: (Pick<CompanyLink, 'id' | 'displayName'> & { trust: ValueTrust; from: 'survivor' | 'loser' | 'both' })[];
  /** What hangs on the loser. */
  moves: { conversations: number; tickets: number; events: number; sessions: number };
  /** Of the proven conversations there are now, how many a token for each of the two opens afterwards. */
  readers: { side: 'survivor' | 'loser'; survivors: number; losers: number }[];
}

export interface MergedAnswer {
  mergeId: string;
}

export interface UnmergedAnswer {
  survivorId: string;
  loserId: string;
}

/** Contacts that may be the same person, and why. They are never merged by themselves. */
export interface MergeSuggestionsAnswer {
  rows: { person: Person; sameEmail: string }[];
}
