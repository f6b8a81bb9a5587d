import type { Violation } from './import-laws.ts';
import type { Source } from './source.ts';

const LONGEST = 300;
const EMPTY_NAMES = /(^|\/)(utils?|helpers?|misc|common|types|manager|index)(\.tsx?$|\/)/;
/** What the widget publishes has the name that npm expects. */
const PUBLISHED = 'packages/widget/src/index.ts';

/** What neither a formatter nor a compiler holds: sizes, names, and work left for later. */
export function checkFiles(sources: readonly Source[]): Violation[] {
  return sources.flatMap(({ path, text }) => {
    const found: Violation[] = [];
    const lines = text.trimEnd().split('\n');
    if (lines.length > LONGEST)
      found.push({ path, says: `has ${lines.length} lines: past ${LONGEST} it wants to be two` });
    if (EMPTY_NAMES.test(path) && path !== PUBLISHED) found.push({ path, says: 'has a name that says nothing' });
    if (!/^[a-z0-9-]+(\.[a-z0-9-]+)*\.tsx?$/.test(path.split('/').at(-1) ?? ''))
      found.push({ path, says: 'is not in kebab-case' });
    lines.forEach((line, at) => {
      const left = LEFT_FOR_LATER.exec(line)?.[0];
      if (left) found.push({ path: `${path}:${at + 1}`, says: `says ${left}` });
    });
    return found;
  });
}

const LEFT_FOR_LATER = new RegExp(
  [
    String.raw`\b(it|test|describe)\.(only|skip|todo)\b`,
    String.raw`\b(TO${''}DO|FIX${''}ME)\b`,
    '@ts-(ignore|expect-error)',
  ].join('|'),
);
