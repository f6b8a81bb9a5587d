import type { LogLine } from '@halo/wire/dashboard/log.ts';
import { mismatchWords, reasonWords } from './identify-words.ts';

/** Why a call was refused, or would be. While verification is off nothing would, so it is only said quietly. */
export function LogReason({ line, modeOff }: { line: LogLine; modeOff: boolean }) {
  if (!line.reason) return null;
  const words =
    line.reason === 'other_user' && line.tokenUserId !== null
      ? mismatchWords(line.tokenUserId, line.userId)
      : reasonWords(line.reason);
  if (line.result === 'refused') return <span className="text-danger-ink">{words}</span>;
  if (modeOff) return <span className="text-ink-faint">{words}</span>;
  return <span className="text-claimed">would be refused: {words}</span>;
}
