import { z } from 'zod';
import { userRecord } from './users.ts';
import { rawId, requestId, valueTrust } from './values.ts';

export const mergeUsersBody = z.object({
  survivor_id: rawId.describe('The `user_id` that stays'),
  loser_id: rawId.describe('The `user_id` that leads to the survivor from now on'),
  same_person: z
    .boolean()
    .nullish()
    .describe('A token for either id opens everything. Else a token for the loser opens only what was held under it'),
  preview: z.boolean().nullish().describe('Tells what would happen, and does nothing'),
});
export type MergeUsersBody = z.input<typeof mergeUsersBody>;

/** Why a key reads as it does after a merge. */
export const joinReason = z.enum([
  'same',
  'survivor_has_it',
  'survivor_cleared_it',
  'only_survivor_has_it',
  'gap_filled',
  'no_room',
]);
export type JoinReason = z.infer<typeof joinReason>;

export const mergeUsersAnswer = z.object({
  success: z.literal(true),
  result: z.enum(['preview', 'merged']),
  merge_id: z.string().optional().describe('Undoes it; absent in a preview'),
  user: userRecord.describe('The survivor afterwards'),
  keys: z
    .array(
      z.object({
        key: z.string(),
        scope: z.enum(['trait', 'context']),
        wins: z.enum(['survivor', 'loser']),
        reason: joinReason,
        survivor: z.unknown().optional().describe('What the survivor held; absent for nothing'),
        loser: z.unknown().optional().describe('What the loser held; absent for nothing'),
      }),
    )
    .describe('Every key that either of them held, and whose value stays'),
  companies: z.array(
    z.object({ company_id: z.string(), trust: valueTrust, from: z.enum(['survivor', 'loser', 'both']) }),
  ),
  moves: z
    .object({ conversations: z.int(), tickets: z.int(), events: z.int(), sessions: z.int() })
    .describe('What hung on the loser'),
  readers: z
    .array(
      z.object({
        user_id: z.string().nullable(),
        conversations_of_survivor: z.int(),
        conversations_of_loser: z.int(),
      }),
    )
    .describe('Of the proven conversations from before the merge, how many a token for each id opens'),
  request_id: requestId,
});
export type MergeUsersAnswer = z.infer<typeof mergeUsersAnswer>;

export const undoMergeBody = z.object({ merge_id: z.uuid() });
export type UndoMergeBody = z.input<typeof undoMergeBody>;

export const undoMergeAnswer = z.object({
  success: z.literal(true),
  survivor: userRecord,
  loser: userRecord,
  request_id: requestId,
});
export type UndoMergeAnswer = z.infer<typeof undoMergeAnswer>;
