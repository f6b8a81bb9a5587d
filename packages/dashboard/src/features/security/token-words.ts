import type { TokenTestAnswer } from '@halo/wire/dashboard/token-test.ts';
import { listed, reasonWords } from '../../ui/identify-words.ts';
import { exactTime } from '../../ui/time-words.ts';

export interface TokenVerdict {
  headline: string;
  /** What to do about it, or what follows. */
  about: string;
}

/** What the tester found, in words: the exact fault, and what to do. */
export function tokenVerdict(answer: TokenTestAnswer, named: string): TokenVerdict {
  if (!answer.fault) return goodWords(answer);
  const headline = headlineOf(answer, named);
  return { headline: `${headline[0]!.toUpperCase()}${headline.slice(1)}`, about: adviceOf(answer, named) };
}

function goodWords({ says, stores, ignored }: TokenTestAnswer): TokenVerdict {
  if (says?.scope && stores.length === 0 && says.userId === null) {
    return { headline: `This token opens ${says.scope}`, about: 'It proves no person.' };
  }
  const kept = stores.length > 0 ? `Identify would store ${listed(stores)}.` : 'It brings no traits.';
  const left = ignored.length > 0 ? ` Left out: ${listed(ignored.map(({ key }) => key))}.` : '';
  return { headline: `This token proves ${says?.userId ?? 'a person'}`, about: kept + left };
}

function headlineOf({ fault, says, at, maxTokenAgeHours }: TokenTestAnswer, named: string): string {
  const now = Date.parse(at) / 1000;
  switch (fault) {
    case 'expired':
      return says?.expiresAt == null ? reasonWords(fault) : `the token expired ${span(now - says.expiresAt)} ago`;
    case 'not_yet_valid': {
      const starts = Math.max(says?.notBefore ?? 0, says?.issuedAt ?? 0);
      return `the token becomes valid in ${span(starts - now)}`;
    }
    case 'too_old':
      return `the token was signed ${span(now - (says?.issuedAt ?? now))} ago; this workspace allows ${maxTokenAgeHours} hours`;
    case 'algorithm':
      return says?.algorithm
        ? `the token is signed with ${says.algorithm}, which its key is not for`
        : 'the token does not name its algorithm';
    case 'unknown_key':
      return says?.kid ? `no live key here goes by the kid ${says.kid}` : 'this workspace has no live key';
    case 'other_user':
      return `the token is for ${says?.userId}, the call names ${named}`;
    case 'issuer':
      return says?.issuer ? `the issuer is ${says.issuer}` : 'the token names no issuer';
    case 'audience':
      return says?.audience ? `the audience is ${says.audience}` : 'the token names no audience';
    case 'no_scope':
      return says?.scope ? `the scope is ${says.scope}` : 'the token has no scope';
    default:
      return reasonWords(fault ?? '');
  }
}

function adviceOf({ fault, says, key, endedKey, algorithms }: TokenTestAnswer, named: string): string {
  if (endedKey && (fault === 'signature' || fault === 'unknown_key')) {
    return `It was signed with the secret ${endedKey.id}, which ended on ${exactTime(endedKey.endedAt)}. Sign with a live one.`;
  }
  switch (fault) {
    case 'expired':
      return says?.expiresAt == null
        ? 'Sign a fresh one.'
        : `exp is ${momentWords(says.expiresAt)}; 60 seconds of grace are over. Sign a fresh one.`;
    case 'not_yet_valid':
      return "Compare the clock of the server that signs. nbf and iat may be at most 60 seconds ahead of Halo's.";
    case 'too_old':
    case 'age_unknown':
      return 'Put iat into the token, and sign a fresh one for each visit.';
    case 'signed_out':
      return 'Sign a fresh one, with iat.';
    case 'signature':
      if (says?.algorithm && says.algorithm !== 'HS256') {
        return 'None of the public keys here made it. Ask its issuer which key it signs with.';
      }
      return key
        ? `It names the key ${key.id}, but was signed with something else, or changed since. Look for blanks and line ends around the secret.`
        : 'Compare the secret your server signs with: no blanks, no line end, no decoding. Sign the header and payload exactly as they are sent.';
    case 'algorithm':
      return algorithms.length > 0
        ? `The live keys here are for ${algorithms.join(', ')}.`
        : 'There is no live key here.';
    case 'unknown_key':
      return 'Leave kid out, or name the id of a live key. A key of another workspace does not count.';
    case 'issuer':
      return key ? `The key ${key.id} takes tokens of ${key.issuer} only, to the letter.` : '';
    case 'audience':
      return key ? `The key ${key.id} takes tokens for ${key.audience} only.` : '';
    case 'no_user_id':
      return 'Put the id of the signed-in person into user_id, or into sub.';
    case 'bad_user_id':
      return 'user_id must be text, or a whole number that is exact in JSON.';
    case 'other_user':
      return `Sign for ${named}, or identify as ${says?.userId}. Ids are compared to the letter.`;
    case 'time_claim':
      return 'exp, nbf and iat are seconds since 1970, as numbers and not as text.';
    case 'bulk_scope':
      return 'Sign tokens for persons without that scope.';
    case 'no_scope':
      return 'scope must be exactly the name of the call.';
    case 'no_expiry':
    case 'expiry_too_far':
      return 'A token for bulk calls needs an exp at most an hour ahead.';
    case 'format':
      return 'A token is three parts in base64url with dots between: header.payload.signature. Copy it whole, without quotes or "Bearer".';
    case 'too_long':
      return 'Tokens may have 8 kB. Send large traits with identify instead.';
    case 'header':
      return 'The header must be a JSON object without crit, and kid must be text.';
    case 'payload':
      return 'The payload must be a JSON object in UTF-8.';
    default:
      return '';
  }
}

/** A stretch of seconds in its largest units: "42 seconds", "3 hours", "2 days". */
export function span(seconds: number): string {
  const units: [number, string][] = [
    [86_400, 'day'],
    [3_600, 'hour'],
    [60, 'minute'],
    [1, 'second'],
  ];
  const whole = Math.max(1, Math.round(Math.abs(seconds)));
  const [size, unit] = units.find(([least]) => whole >= least) ?? [1, 'second'];
  const count = Math.floor(whole / size);
  return `${count.toLocaleString('en-GB')} ${unit}${count === 1 ? '' : 's'}`;
}

/** Seconds since 1970 as a time; as they are where no calendar reaches. */
export function momentWords(seconds: number): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? String(seconds) : exactTime(date.toISOString());
}
