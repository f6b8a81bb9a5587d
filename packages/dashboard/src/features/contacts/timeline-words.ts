import type { LogLine } from '@halo/wire/dashboard/log.ts';
import { sourceWords } from '../../ui/trust-words.ts';

/** "Identified by the browser: name, plan changed". */
export function identifySentence(line: LogLine): string {
  const by = sourceWords(line.source);
  const times = line.repeats > 1 ? ` (${line.repeats} times)` : '';
  switch (line.result) {
    case 'created':
      return `Created by ${by}${times}`;
    case 'updated':
      return line.changed.length > 0 ? `${listed(line.changed)} changed by ${by}${times}` : `Updated by ${by}${times}`;
    case 'unchanged':
      return `Seen again by ${by}, nothing changed${times}`;
    case 'refused':
      return `A call of ${by} was refused${line.reason ? `: ${line.reason.replaceAll('_', ' ')}` : ''}${times}`;
    default:
      return `${line.result.replaceAll('_', ' ')} by ${by}${times}`;
  }
}

/** "name", "name and plan", "name, plan and 4 more". */
export function listed(keys: string[]): string {
  if (keys.length <= 1) return keys[0] ?? '';
  if (keys.length === 2) return `${keys[0]} and ${keys[1]}`;
  if (keys.length <= 4) return `${keys.slice(0, -1).join(', ')} and ${keys.at(-1)}`;
  return `${keys.slice(0, 3).join(', ')} and ${keys.length - 3} more`;
}
