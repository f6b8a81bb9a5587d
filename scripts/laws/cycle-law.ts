import type { Violation } from './import-laws.ts';
import type { Source } from './source.ts';

/** No file needs itself: circles of imports, but those of types alone, which leave nothing at run time. */
export function checkCycles(sources: readonly Source[]): Violation[] {
  const next = new Map(
    sources.map(({ path, imports }) => [
      path,
      imports.flatMap(({ target, isType }) => (target !== null && !isType ? [target] : [])),
    ]),
  );
  const done = new Set<string>();
  const found: Violation[] = [];
  const visit = (path: string, trail: string[]) => {
    const at = trail.indexOf(path);
    if (at !== -1) {
      found.push({ path, says: `imports itself in a circle: ${[...trail.slice(at), path].join(' → ')}` });
      return;
    }
    if (done.has(path)) return;
    for (const target of next.get(path) ?? []) visit(target, [...trail, path]);
    done.add(path);
  };
  for (const path of next.keys()) visit(path, []);
  return found;
}
