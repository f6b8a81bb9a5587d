import { globSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { parseSync } from 'oxc-parser';

/** One import or re-export of a source file. */
export interface Import {
  specifier: string;
  /** Path from the top of the repository when it leads to a file of ours; null for packages and Node. */
  target: string | null;
  isType: boolean;
}

/** A source file as the laws see it. */
export interface Source {
  /** From the top of the repository, with forward slashes. */
  path: string;
  text: string;
  imports: Import[];
  /** The syntax tree, for laws about what is said rather than what is imported. */
  program: unknown;
}

const SOURCES = ['packages/*/src/**/*.{ts,tsx}', '{scripts,demo,e2e,bench}/**/*.{ts,tsx}'];

/** Every TypeScript file of ours under `root`. */
export function readSources(root: string): Source[] {
  return globSync(SOURCES, { cwd: root, exclude: ['**/node_modules/**', '**/dist/**'] })
    .sort()
    .map((path) => parseSource(path, readFileSync(join(root, path), 'utf8')));
}

/** Throws on a file that is no TypeScript, so that nothing goes unread. */
export function parseSource(path: string, text: string): Source {
  const { module, program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path} cannot be read: ${errors[0]?.message}`);
  const imports: Import[] = [];
  const add = (specifier: string, isType: boolean) =>
    imports.push({ specifier, target: resolveTarget(path, specifier), isType });
  for (const { moduleRequest, entries } of module.staticImports) {
    add(moduleRequest.value, entries.length > 0 && entries.every((entry) => entry.isType));
  }
  for (const { entries } of module.staticExports) {
    for (const { moduleRequest, isType } of entries) if (moduleRequest) add(moduleRequest.value, isType);
  }
  for (const { moduleRequest } of module.dynamicImports) {
    const said = text.slice(moduleRequest.start, moduleRequest.end);
    if (/^(['"`]).*\1$/s.test(said)) add(said.slice(1, -1), false);
  }
  return { path, text, imports, program };
}

function resolveTarget(from: string, specifier: string): string | null {
  if (specifier.startsWith('.')) return posix.normalize(posix.join(posix.dirname(from), specifier));
  if (specifier.startsWith('@halo/wire/')) return `packages/wire/src/${specifier.slice('@halo/wire/'.length)}`;
  return /^@halo\/|^haloagents(\/|$)/.test(specifier) ? specifier : null;
}

export interface SyntaxNode {
  type: string;
  start: number;
  [field: string]: unknown;
}

/** Calls `visit` for every node of a syntax tree. */
export function walk(node: unknown, visit: (node: SyntaxNode) => void): void {
  if (Array.isArray(node)) {
    for (const one of node) walk(one, visit);
  } else if (typeof node === 'object' && node !== null) {
    if (typeof (node as SyntaxNode).type === 'string') visit(node as SyntaxNode);
    for (const value of Object.values(node)) walk(value, visit);
  }
}
