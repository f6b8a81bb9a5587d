import type { Violation } from './import-laws.ts';
import { placeOf } from './place.ts';
import { type Source, type SyntaxNode, walk } from './source.ts';

/** Rooms of the foundation keep timers and talk to the machine; the rest asks `deps.now()`. */
const OWN_CLOCK = new Set(['db', 'jobs', 'live', 'bundles', 'log.ts', 'open-deps.ts']);
const OWN_SQL = new Set(['db', 'jobs', 'live', 'filters']);
/** Lends our connections to better-auth, whose SQL it carries. */
const CARRIES_SQL = 'packages/server/src/workspaces/sign-in-pool.ts';
const OWN_FETCH = /^packages\/server\/src\/(fetch-outside\.ts|engine\/models\/|cli\/)/;

/** Laws 3 and 5: SQL in stores, the environment in `config.ts`, the clock in `deps.now`, the outside by one door. */
export function checkWords(sources: readonly Source[]): Violation[] {
  return sources.flatMap((source) => {
    const { package: name, room, isTest, isStore } = placeOf(source.path);
    if (name !== 'server' || isTest || room === null) return [];
    const found: Violation[] = [];
    const line = (node: SyntaxNode) => source.text.slice(0, node.start).split('\n').length;
    const say = (node: SyntaxNode, words: string) => found.push({ path: `${source.path}:${line(node)}`, says: words });
    walk(source.program, (node) => {
      if (speaksSql(node) && !isStore && !OWN_SQL.has(room) && source.path !== CARRIES_SQL)
        say(node, 'speaks SQL: only stores and filters/ do');
      if (isMember(node, 'process', 'env') && room !== 'config.ts')
        say(node, 'reads the environment: only config.ts does');
      if (readsClock(node) && !OWN_CLOCK.has(room)) say(node, 'reads the clock: ask deps.now()');
      if (isCallOf(node, 'fetch') && !OWN_FETCH.test(source.path))
        say(node, 'fetches by itself: go through fetch-outside.ts');
    });
    return found;
  });
}

function speaksSql(node: SyntaxNode): boolean {
  if (node.type === 'TaggedTemplateExpression') return nameOf(node.tag) === 'sql';
  return node.type === 'CallExpression' && nameOf(node.callee) === 'unsafe';
}

function readsClock(node: SyntaxNode): boolean {
  if (node.type === 'NewExpression')
    return nameOf(node.callee) === 'Date' && (node.arguments as unknown[]).length === 0;
  return node.type === 'CallExpression' && isMember(node.callee as SyntaxNode, 'Date', 'now');
}

function isCallOf(node: SyntaxNode, name: string): boolean {
  const callee = node.callee as SyntaxNode | undefined;
  return node.type === 'CallExpression' && callee?.type === 'Identifier' && callee.name === name;
}

function isMember(node: SyntaxNode, object: string, property: string): boolean {
  return node.type === 'MemberExpression' && (node.object as SyntaxNode).name === object && nameOf(node) === property;
}

/** The last name of `a.b.c` or `c`. */
function nameOf(node: unknown): unknown {
  const { type, name, property } = node as { type: string; name?: unknown; property?: SyntaxNode };
  return type === 'MemberExpression' ? property?.name : name;
}
