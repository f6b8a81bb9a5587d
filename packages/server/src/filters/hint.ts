import type { Field } from './field.ts';

/** Why a filter finds nobody, or slowly, in words that name the fix; `path` is the condition it speaks of, null the whole filter. */
export interface AudienceHint {
  path: string | null;
  code:
    | 'nobody_yet'
    | 'first_login_pending'
    | 'awaiting_login'
    | 'never_seen'
    | 'kept_elsewhere'
    | 'seen_on_others'
    | 'mixed_types'
    | 'other_values'
    | 'too_little_trust'
    | 'none_together'
    | 'index_when_saved';
  message: string;
}

/** What is known of the field of a condition that stops everybody. */
export interface FieldFindings {
  field: Field;
  /** Contacts of the type, how many of them lack the value, and how many of those have never logged in. */
  total: number;
  missing: number;
  missingUnseen: number;
  /** Who is left by the conditions before, and how many of them have a value. */
  left: number;
  leftWithValue: number;
  /** Who would pass if nobody asked how well a value is proven; null where that makes no difference. */
  passUnproven: number | null;
  pass: number;
  /** What writers have sent under this key, if ever. */
  known: { types: string[]; heldBy: number; lastSeen: Date | null } | null;
  /** A key that differs only in case or punctuation, or the same key of the other kind of record, as a field. */
  elsewhere: string | null;
  /** The most frequent values of those left by the conditions before, as they compare; of everybody if nobody is left. */
  values: { text: string; count: number }[];
}

/** What a workspace holds of people whom no filter can find. */
export interface PendingPeople {
  total: number;
  since: Date | null;
  /** Visitors of the last 30 days whom no call named. */
  visitors: number;
  who: string;
}

/** The hints of one condition, the most telling first. */
export function hintsOf(found: FieldFindings, path: string, day: (at: Date) => string): AudienceHint[] {
  const { field, known, total, missing, left, leftWithValue } = found;
  const { name } = field;
  const hints: AudienceHint[] = [];
  const say = (code: AudienceHint['code'], message: string) => hints.push({ path, code, message });
  const everSent = known !== null && known.lastSeen !== null;
  const last = known?.lastSeen ? ` It was last sent on ${day(known.lastSeen)}.` : '';
  if (field.type === 'consent') {
    say(
      'none_together',
      'None of those left by the conditions before is so about this list. Who was never asked counts by its kind: subscribed where people opt out, not where they opt in.',
    );
    return hints;
  }
  if (field.type === 'segment') {
    say('none_together', 'Nobody belongs to this segment, or none of those left by the conditions before.');
    return hints;
  }
  if (total > 0 && missing === total) {
    if (found.elsewhere) {
      say('kept_elsewhere', `${name} is not set on anybody, but ${found.elsewhere} is sent. Ask for that instead.`);
    } else if (field.type === 'event') {
      say('never_seen', `Nobody here has sent the event "${name.slice('event:'.length)}". Check its name.${last}`);
    } else if (!everSent) {
      say('never_seen', `${name} has never been sent. ${howToSend(field)}`);
    } else {
      say('seen_on_others', `${name} is not set on any of these ${total}.${onOthers(known.heldBy)}${last}`);
    }
  } else if (left > 0 && leftWithValue === 0) {
    const holders = total - missing;
    say(
      'seen_on_others',
      `${name} is set on ${counted(holders, 'other contact')}, but on none of the ${left} left by the conditions before.${last} ${howToSend(field)}`,
    );
  }
  if (found.missingUnseen > 0 && field.type !== 'event') {
    say(
      'awaiting_login',
      `${counted(found.missingUnseen, 'contact')} without ${name} ${found.missingUnseen === 1 ? 'has' : 'have'} never logged in: no identify came from a browser yet. What your app sends then arrives with the first login; to have it sooner, send it from your server with users/update.`,
    );
  }
  if (found.passUnproven !== null && found.passUnproven > found.pass) {
    say(
      'too_little_trust',
      `${counted(found.passUnproven, 'contact')} would pass if claimed values counted. Sign user tokens, or ask for less trust.`,
    );
  }
  if (known && known.types.length > 1) {
    say('mixed_types', `${name} arrives as ${known.types.join(' and ')}: one type compares reliably. Send it as one.`);
  }
  if (found.values.length > 0 && (found.pass === 0 || (field.of === 'contact' && leftWithValue > 0))) {
    const list = found.values.map(({ text, count }) => `"${cut(text)}" (${count})`).join(', ');
    say('other_values', `${name} is set to other values: ${list}.`);
  }
  if (hints.length === 0 && found.pass > 0) {
    say(
      'none_together',
      `${found.pass} pass this condition alone, but none of them passes the conditions before it as well.`,
    );
  }
  return hints;
}

/** Why an answer took long, where an index would help: one is made for what saved filters ask. */
export function hintOfSlowness(path: string, field: Field, ms: number): AudienceHint {
  const took = (ms / 1000).toFixed(1);
  const message = `${field.name} has no index for ranges, so that everybody was looked at: that took ${took} seconds. Save the filter as a segment, and it gets one within moments.`;
  return { path, code: 'index_when_saved', message };
}

/** What can be said whatever a filter asks: somebody looked for may not be a contact yet. */
export function hintOfPending({ total, since, visitors, who }: PendingPeople, day: (at: Date) => string): AudienceHint {
  const unnamed =
    visitors === 0
      ? ''
      : ` ${counted(visitors, 'visitor')} of the last 30 days ${visitors === 1 ? 'was' : 'were'} not identified.`;
  const fix = 'Send them now from your server with users/update, or wait for their login.';
  if (total === 0) {
    const message = `There are no ${who} yet. A person becomes a contact at the first login that calls identify.${unnamed} ${fix}`;
    return { path: null, code: 'nobody_yet', message };
  }
  const known = since ? `, the first since ${day(since)}` : '';
  const message = `Halo knows ${total} ${who}${known}. Somebody who has not logged in since then has no identify yet and is no contact.${unnamed} ${fix}`;
  return { path: null, code: 'first_login_pending', message };
}

function howToSend({ name, of }: Field): string {
  const key = name.replace(/^company\./, '').replace(/^custom:/, '');
  return of === 'company'
    ? `Send it with the company: identify(userId, { company: { id: …, ${key}: … } }).`
    : `Send it at signup and login: identify(userId, { ${key}: … }).`;
}

function onOthers(heldBy: number): string {
  return heldBy > 0 ? ` ${counted(heldBy, 'other contact')} ${heldBy === 1 ? 'has' : 'have'} it.` : '';
}

function counted(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`;
}

function cut(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
