import type { Provenance, TrustMark } from '@halo/wire/dashboard/person.ts';
import { exactTime } from './time-words.ts';

const METHODS: Record<string, string> = {
  token: 'a signed token',
  server_key: 'a server key',
  teammate: 'a teammate',
  update: 'a bulk update',
  import: 'an import',
  stripe: 'Stripe',
};

const SOURCES: Record<string, string> = {
  browser: 'the browser',
  server: 'your server',
  token: 'a signed token',
  update: 'a bulk update',
  import: 'an import',
  stripe: 'Stripe',
  teammate: 'a teammate',
};

/** "a signed token", or the method itself when it is new to us. */
export function methodWords(method: string): string {
  return METHODS[method] ?? method.replaceAll('_', ' ');
}

/** "your server", or the source itself when it is new to us. */
export function sourceWords(source: string): string {
  return SOURCES[source] ?? source.replaceAll('_', ' ');
}

/** How a person is proven, in one sentence. */
export function proofSentence(trust: TrustMark, modeOff: boolean): string {
  if (trust.level === 'anonymous') return 'Anonymous: nobody has said who this is.';
  if (trust.level === 'claimed') {
    return modeOff
      ? 'Claimed: their app named them. Verification is off, so nobody is asked for proof.'
      : 'Claimed: named without proof. Anybody could have sent this id.';
  }
  const how = trust.method ? ` by ${methodWords(trust.method)}` : '';
  const key = trust.keyId ? ` (key ${trust.keyId})` : '';
  return `Verified${how}${key}${trust.at ? `, ${exactTime(trust.at)}` : ''}.`;
}

/** Where a value came from, in one sentence. */
export function provenanceSentence(provenance: Provenance | null): string {
  if (!provenance) return 'Where this came from is not known.';
  const key = provenance.keyId ? ` (key ${provenance.keyId})` : '';
  const level = { verified: 'Verified', self: 'From their own browser', claimed: 'Claimed' }[provenance.trust];
  return `${level}: sent by ${sourceWords(provenance.source)}${key}, ${exactTime(provenance.at)}.`;
}
