import type { LogLine } from '@halo/wire/dashboard/log.ts';
import { sourceWords } from './trust-words.ts';

/** What one identify call did, in a sentence: "The browser changed name and plan". */
export function identifySentence(line: LogLine): string {
  const source = sourceWords(line.source);
  const by = source[0]!.toUpperCase() + source.slice(1);
  const times = line.repeats > 1 ? `, ${line.repeats.toLocaleString('en-GB')} times` : '';
  switch (line.result) {
    case 'created':
      return `${by} created the record${times}`;
    case 'updated':
      return `${by} changed ${line.changed.length > 0 ? listed(line.changed) : 'the record'}${times}`;
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
  identity_required: 'no token was sent',
  identity_expired: 'the token had expired',
  identity_invalid: 'the token is not valid',
  identity_mismatch: 'the token is for another user',
  identity_scope: 'the token is for another purpose',
};
