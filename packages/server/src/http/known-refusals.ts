import type { ErrorCode } from '@halo/wire/errors.ts';

/** Refusals of calls that name a user and may bring a token. */
const NAMING = [
  'invalid_user_id',
  'identity_required',
  'identity_expired',
  'identity_invalid',
  'identity_mismatch',
  'identity_scope',
  'identified_only',
  'rate_limited',
] as const satisfies ErrorCode[];

/** Refusals of calls that write what a caller says: reserved and oversized values, too many at once. */
export const WRITING = [...NAMING, 'reserved_traits', 'too_large'] as const satisfies ErrorCode[];

/** Refusals of a turn in a conversation. */
export const CHAT = [
  ...NAMING,
  'invalid_company_id',
  'mode_unavailable',
  'session_closed',
  'not_found',
] as const satisfies ErrorCode[];

/** Refusals of bulk calls; those of single rows stand in the answer. */
export const BULK = [
  'identity_required',
  'identity_expired',
  'identity_invalid',
  'identity_scope',
  'rate_limited',
] as const satisfies ErrorCode[];

/** Refusals of a person's own history and stream, which prove themselves by headers. */
export const OWN_HISTORY = [
  'session_closed',
  'identity_required',
  'identity_expired',
  'identity_invalid',
  'identity_mismatch',
  'identity_scope',
  'rate_limited',
] as const satisfies ErrorCode[];
