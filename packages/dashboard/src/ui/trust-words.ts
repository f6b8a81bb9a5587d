import type { Provenance, Trait, TrustMark } from '@halo/wire/dashboard/person.ts';
import { dayOf, exactTime } from './time-words.ts';

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
  const level = { verified: 'Verified', self: 'From their own browser', claimed: 'Claimed' }[provenance.trust];
  const verb = provenance.source === 'teammate' ? 'written' : 'sent';
  return `${level}: ${verb} by ${writerWords(provenance)}, ${exactTime(provenance.at)}.`;
}

/** "Olivia Owner", "your server (key …)": who wrote a value. */
export function writerWords({ source, by, keyId }: Provenance): string {
  return by ?? `${sourceWords(source)}${keyId ? ` (key ${keyId})` : ''}`;
}

/** How a membership is proven, in a few words: "by a signed token, since 12 May 2026". */
export function membershipWords({ trust, method, since }: { trust: string; method: string; since: string }): string {
  const how = trust === 'claimed' ? `said by ${sourceWords(method)}` : `by ${methodWords(method)}`;
  return `${how}, since ${dayOf(since)}`;
}

/** That a value is pinned, by whom and since when. */
export function pinSentence({ at, by }: NonNullable<Trait['pinned']>): string {
  return `Pinned by ${by ?? 'a teammate'}, ${exactTime(at)}. No app, sync or import changes it until it is released.`;
}

/** Who alone may write a key; null where anyone may. */
export function policySentence(policy: Trait['policy']): string | null {
  if (policy === 'verified') return 'Only proven writers may change it: token claims, server keys and teammates.';
  return policy === 'teammates' ? 'Only teammates may change it.' : null;
}
