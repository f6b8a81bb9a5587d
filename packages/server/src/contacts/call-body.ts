import { LIMITS } from '@halo/wire/limits.ts';
import type { Level } from '@halo/wire/merge-traits.ts';
import type { Ignored } from '@halo/wire/sdk/values.ts';
import { readCompanyId } from '@halo/wire/subject-id.ts';
import { readMoment } from '../filters/read-value.ts';
import { traitClaims } from '../identity/identity-token.ts';
import type { Proof } from '../identity/prove-user.ts';
import { Refusal } from '../refusal.ts';
import type { TraitGroup } from './contact-write.ts';
import { isEmailDenied } from './lead-email.ts';
import { isManaged, readTraits, refuseReserved, type Scope } from './traits.ts';

type Json = Record<string, unknown>;

/** The part of a call's body that speaks about a record. */
export interface RecordBody {
  traits?: Json | null;
  set_once?: Json | null;
  context?: Json | null;
  timestamp?: string | number | null;
  sent_at?: string | number | null;
}

export interface ReadRecordBody {
  traits: TraitGroup[];
  context: { entries: Json; level: Level; time: number | null } | null;
  ignored: Ignored[];
}

/**
 * Checks what a call says of a record, before any queue: reserved keys (400), size (413), times (400); bad columns and
 * over-long keys are named in `ignored`.
 */
export function readRecordBody(
  scope: Scope,
  body: RecordBody,
  call: { level: Level; receivedAt: Date; zone: string; docsUrl: string },
): ReadRecordBody {
  refuseReserved(scope, call.docsUrl, body.traits, body.set_once);
  refuseOversize(scope, body);
  const time = readCallTime(body, call.receivedAt, call.zone);
  const ignored: Ignored[] = [];
  const group = (values: Json | null | undefined, setOnce: boolean): TraitGroup[] => {
    if (!values) return [];
    const read = readTraits(scope, withoutLongKeys(values, ignored), call.zone);
    ignored.push(...read.ignored);
    return [{ values: read.values, level: call.level, time, ...(setOnce && { setOnce }) }];
  };
  const traits = [...group(body.traits, false), ...group(body.set_once, true)];
  const context = body.context ? { entries: withoutLongKeys(body.context, ignored), level: call.level, time } : null;
  return { traits, context, ignored };
}

/** The traits that a valid token's claims bring, as verified values (an e-mail not where they deny it); reserved names are dropped and listed. */
export function readClaims(
  proof: Pick<Proof, 'claims' | 'droppedClaims'>,
  zone: string,
): { traits: TraitGroup[]; companies: string[]; ignored: Ignored[] } {
  if (!proof.claims) return { traits: [], companies: [], ignored: [] };
  const ignored = proof.droppedClaims.map(
    (key): Ignored => ({ key: key.slice(0, LIMITS.keyCharacters), reason: 'claim_not_allowed' }),
  );
  const own = Object.entries(traitClaims(proof.claims)).filter(([key]) => {
    if (isManaged('user', key)) ignored.push({ key, reason: 'reserved' });
    return !isManaged('user', key);
  });
  const read = readTraits('user', withoutLongKeys(Object.fromEntries(own), ignored), zone);
  ignored.push(...read.ignored);
  const { email, ...values } = read.values;
  // An e-mail that the token itself calls unproven is its person's own word, as anything their browser sends.
  const emailLevel = isEmailDenied(proof.claims) ? 1 : 2;
  const groups: TraitGroup[] = [
    { values: emailLevel === 2 ? read.values : values, level: 2, time: null },
    { values: emailLevel === 2 || email === undefined ? {} : { email }, level: emailLevel, time: null },
  ];
  const traits = groups.filter((group) => Object.keys(group.values).length > 0);
  return { traits, companies: claimedCompanies(proof.claims, ignored), ignored };
}

function claimedCompanies(claims: Json, ignored: Ignored[]): string[] {
  const listed = Array.isArray(claims.companies) ? claims.companies.slice(0, 100) : [];
  const ids = [claims.company_id, ...listed].filter((id) => id !== undefined && id !== null);
  const companies = new Set<string>();
  for (const id of ids) {
    const read = readCompanyId(id);
    if (read.ok) companies.add(read.id);
    else ignored.push({ key: 'company_id', reason: 'invalid_value', detail: read.why });
  }
  return [...companies];
}

/** Refuses a bad company id with `invalid_company_id`. */
export function requireCompanyId(value: unknown): string {
  const read = readCompanyId(value);
  if (!read.ok) throw new Refusal('invalid_company_id', `company_id: ${read.why}.`);
  return read.id;
}

/**
 * When the caller says it was true (identity T3), in ms: `timestamp` corrected by the device clock when `sent_at` is
 * there, never later than receipt. Null without `timestamp`. An unreadable time is a 400.
 */
export function readCallTime(body: RecordBody, receivedAt: Date, zone: string): number | null {
  const timestamp = readTime('timestamp', body.timestamp, zone);
  const sentAt = readTime('sent_at', body.sent_at, zone);
  if (timestamp === null) return null;
  const received = receivedAt.getTime();
  const corrected = sentAt === null ? timestamp : received - (sentAt - timestamp);
  return Math.min(corrected, received);
}

function readTime(name: string, value: string | number | null | undefined, zone: string): number | null {
  if (value === null || value === undefined) return null;
  const time = typeof value === 'number' ? value : (readMoment(value, zone)?.start ?? Number.NaN);
  if (!Number.isFinite(time) || Math.abs(time) > 8.64e15) {
    throw new Refusal('invalid_request', `${name}: expected an ISO 8601 time or milliseconds since 1970`, {
      path: name,
    });
  }
  return time;
}

function refuseOversize(scope: Scope, body: RecordBody): void {
  const limit = scope === 'user' ? LIMITS.userBytes : LIMITS.companyBytes;
  const bytes = [body.traits, body.set_once, body.context].reduce(
    (sum, part) => sum + (part ? Buffer.byteLength(JSON.stringify(part)) : 0),
    0,
  );
  if (bytes > limit) {
    throw new Refusal(
      'too_large',
      `Traits and context are ${bytes.toLocaleString('en')} bytes; the limit is ${limit.toLocaleString('en')}. Nothing was stored.`,
      { limit },
    );
  }
}

function withoutLongKeys(values: Json, ignored: Ignored[]): Json {
  const long = Object.keys(values).filter((key) => key.length > LIMITS.keyCharacters);
  if (long.length === 0) return values;
  ignored.push(...long.map((key): Ignored => ({ key: key.slice(0, LIMITS.keyCharacters), reason: 'key_too_long' })));
  return Object.fromEntries(Object.entries(values).filter(([key]) => key.length <= LIMITS.keyCharacters));
}
