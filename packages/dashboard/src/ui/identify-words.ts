import type { LogLine } from '@halo/wire/dashboard/log.ts';
import { sourceWords } from './trust-words.ts';

/** What one identify call did, in a sentence: "The browser changed name and plan". */
export function identifySentence(line: LogLine): string {
  const source = sourceWords(line.source);
  const by = source[0]!.toUpperCase() + source.slice(1);
  const record = line.companyRowId === null ? 'the record' : "the company's record";
  const whose = line.companyRowId === null ? '' : ' of the company';
  const times = line.repeats > 1 ? `, ${line.repeats.toLocaleString('en-GB')} times` : '';
  switch (line.result) {
    case 'created':
      return `${by} created ${record}${times}`;
    case 'updated':
      return `${by} changed ${line.changed.length > 0 ? listed(line.changed) + whose : record}${times}`;
    case 'unchanged':
      return `${by} said nothing new${times}`;
    case 'anonymous':
      return `${by} named nobody${times}`;
    case 'refused':
      return `${by} was refused${times}`;
    default:
      return `${by}: ${line.result.replaceAll('_', ' ')}${times}`;
  }
}

/** "name", "name and plan", "name, plan and 4 more". */
export function listed(keys: string[]): string {
  if (keys.length <= 1) return keys[0] ?? '';
  if (keys.length === 2) return `${keys[0]} and ${keys[1]}`;
  if (keys.length <= 4) return `${keys.slice(0, -1).join(', ')} and ${keys.at(-1)}`;
  return `${keys.slice(0, 3).join(', ')} and ${keys.length - 3} more`;
}

/** Why a call was or would be refused, for people. Unknown causes are shown as they are. */
export function reasonWords(reason: string): string {
  return REASONS[reason] ?? reason.replaceAll('_', ' ');
}

const REASONS: Record<string, string> = {
  no_token: 'no token was sent',
  too_long: 'the token is too long',
  format: 'the token is not a JWT',
  header: "the token's header cannot be read",
  algorithm: 'the algorithm of the token does not fit its key',
  unknown_key: 'the token names a key that does not exist here',
  signature: 'no live secret or key fits the signature',
  payload: "the token's payload cannot be read",
  issuer: 'the issuer is not the one its public key is registered for',
  audience: 'the token is meant for another audience',
  time_claim: 'exp, nbf or iat is not a number',
  expired: 'the token had expired',
  not_yet_valid: 'the token is not valid yet',
  too_old: 'the token is older than this workspace allows',
  age_unknown: 'the token does not say when it was signed',
  signed_out: 'the token is from before this person was signed out everywhere',
  no_user_id: 'the token names no user',
  bad_user_id: "the token's user id is not an id",
  other_user: 'the token is for another user',
  bulk_scope: 'a token for bulk calls cannot prove a person',
  no_scope: 'the token lacks the scope of this call',
  no_expiry: 'the token does not end',
  expiry_too_far: 'the token lives too long',
  server_key_in_browser: 'a server key was sent from a browser; end it',
  identity_required: 'no token was sent',
  identity_expired: 'the token had expired',
  identity_invalid: 'the token is not valid',
  identity_mismatch: 'the token is for another user',
  identity_scope: 'the token is for another purpose',
  claimed_for_proven_user: 'a person proven before was named without proof',
  company_unverified: 'the company was not proven',
};

/** What the customer's developer does about a reason, in a sentence; empty where there is nothing to do. */
export function reasonFix(reason: string): string {
  return FIXES[reason] ?? '';
}

const SIGN_ANEW = 'Sign it on your server with a live identity secret, as the snippets in Setup do.';
const FRESH = 'Give the widget `getUserToken`, so that it can ask for a fresh one.';
const FIXES: Record<string, string> = {
  no_token: 'Sign a token for the person on your server and pass it as `userToken`, or give `getUserToken`.',
  too_long: 'Put fewer claims into it; a token may have 8 kB.',
  format: 'Pass the signed token itself, three parts with dots between, not an object or an API key.',
  header: SIGN_ANEW,
  algorithm: 'Sign with HS256 and an identity secret, or register the public key you sign with.',
  unknown_key: 'Its `kid` names a secret of another workspace, or one that has ended. Use a live one.',
  signature: 'Your server signs with another secret than the live ones here. Compare the last four characters.',
  payload: SIGN_ANEW,
  time_claim: 'Write `exp`, `nbf` and `iat` as numbers of seconds, not as text or milliseconds.',
  expired: FRESH,
  not_yet_valid: "Your server's clock is ahead, or `iat` is in milliseconds.",
  too_old: FRESH,
  age_unknown: 'Add `iat` to the token: this workspace limits how old a token may be.',
  signed_out: 'Nothing is wrong: a teammate signed this person out. A new sign-in to your app brings a new token.',
  no_user_id: 'Add the claim `user_id`, equal to the id the call names.',
  bad_user_id: 'Send `user_id` as text or a whole number.',
  other_user: 'Sign the token for the person who is signed in, and forget it when they sign out.',
  bulk_scope: 'Sign a second token without `scope` for the person.',
  server_key_in_browser: 'End this server key now and use the widget key in browsers.',
};

/** The reasons a token or a key can be at fault for, for filters. */
export const REASONS_KNOWN = Object.keys(FIXES);

/** A mismatch in words: "the token is for user_12, the call names user_13". */
export function mismatchWords(tokenUserId: string, userId: string | null): string {
  return `the token is for ${tokenUserId}, the call names ${userId ?? 'nobody'}`;
}
