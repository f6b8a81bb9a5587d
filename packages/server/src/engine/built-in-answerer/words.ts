/** Words that say nothing about what a question is about. */
const STOP = new Set(
  `a about actually again all also am an and any are as at be been being but by can cannot could cant current currently
  did didnt do does doesnt doing dont exactly for from get give given go going got had has have hello help here hey hi
  how i id if im in into is isnt it its just keep keeps know let like look lot many month week may me might mine much must my need
  no not now of off ok okay on once one only or our ours out over please pls quick really right say see set shall she
  should show so some still such sure tell thank thanks that the their them then there these they thing this those
  through to today told too try trying up us using use very want was we well were what whats when where which while who whom
  whose why will with wont would yes yet you your yours s t d ll re ve m`.split(/\s+/),
);

/** Words of one meaning; the first names it. A question and a fact meet when either uses any of them. */
const SYNONYMS: readonly (readonly string[])[] = [
  ['plan', 'subscription', 'tier', 'package', 'edition'],
  ['role', 'permission', 'rank', 'access'],
  ['company', 'organisation', 'organization', 'org', 'employer', 'business', 'firm'],
  ['signup', 'registered', 'registration', 'joined', 'join', 'member', 'customer', 'since'],
  ['renewal', 'renew', 'expire', 'expiry', 'expiration'],
  ['payment', 'pay', 'paying', 'billing', 'billed', 'bill', 'invoice'],
  ['contract', 'agreement'],
  ['seat', 'licence', 'license'],
  ['email', 'mail', 'address'],
  ['phone', 'telephone', 'mobile'],
  ['employee', 'staff', 'headcount'],
  ['timezone', 'zone'],
  ['language', 'locale'],
  ['limit', 'quota', 'allowance', 'left', 'remaining', 'used', 'usage', 'consumed'],
  ['status', 'state'],
  ['connected', 'connection', 'integration', 'integrated', 'linked'],
  ['enabled', 'disabled', 'available', 'active', 'activated'],
  ['sync', 'syncing', 'synced', 'synchronise', 'synchronize', 'synchronisation', 'synchronization'],
  ['import', 'importing', 'imported'],
  ['export', 'exporting', 'exported'],
];

const MEANINGS = new Map(SYNONYMS.flatMap((group) => group.map((word) => [stem(word), stem(group[0]!)] as const)));

/** Every word of a text in lower case without accents; `e-mail` and `sign up` count as one word. */
export function wordsOf(text: string): string[] {
  const plain = text
    .slice(0, 4_000)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’](?=\p{L})/gu, '')
    .replace(/\be-mail/g, 'email')
    .replace(/\bsign(?:ed)?[\s-]?up\b/g, 'signup')
    .replace(/\btime[\s-]zone\b/g, 'timezone');
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** What a text is about: the meanings of its words, without those that say nothing. */
export function meaningsOf(text: string): Set<string> {
  return new Set(
    wordsOf(text)
      .filter((word) => !STOP.has(word))
      .map(meaningOf),
  );
}

/** The name under which words of one meaning meet. */
export function meaningOf(word: string): string {
  const stemmed = stem(word);
  return MEANINGS.get(stemmed) ?? stemmed;
}

/** A word without its English ending, well enough for two forms of one word to meet. */
function stem(word: string): string {
  let base = word;
  if (base.length > 4 && base.endsWith('ies')) base = `${base.slice(0, -3)}y`;
  else if (base.length > 5 && base.endsWith('ing')) base = base.slice(0, -3);
  else if (base.length > 4 && base.endsWith('ed')) base = base.slice(0, -2);
  else if (base.length > 4 && /(?:ss|sh|ch|x)es$/.test(base)) base = base.slice(0, -2);
  else if (base.length > 3 && /[^sui]s$/.test(base)) base = base.slice(0, -1);
  if (/([bdgmnprt])\1$/.test(base)) base = base.slice(0, -1);
  return base.length > 4 && base.endsWith('e') ? base.slice(0, -1) : base;
}
