import { LIMITS } from '@halo/wire/limits.ts';
import { LEVELS } from '@halo/wire/merge-traits.ts';
import type { ValueTrust } from '@halo/wire/sdk/values.ts';
import { Refusal } from '../refusal.ts';
import { type Field, readField, traitKey } from './field.ts';
import { isOperator, type Operator } from './operator.ts';
import { readRequirement } from './requirement.ts';

/** A filter that has been checked. Whom it means is decided by `filter-to-sql.ts` and nowhere else. */
export type Filter = { all: Filter[] } | { any: Filter[] } | { not: Filter } | Condition;

export interface Condition {
  /** Where it stands, such as `filter.all[0].not`. */
  path: string;
  field: Field;
  op: Operator;
  /** As it was sent; read anew whenever it is asked, for it may depend on the clock and the zone. */
  value: unknown;
  /** Values of less trust count as not set. */
  trust: ValueTrust;
}

export type ContactType = 'users' | 'leads' | 'all';

/** Groups and conditions together: empty groups cost as well. */
const NODES = LIMITS.filterConditions * 10;
const GROUPS = ['all', 'any', 'not'];
const CONDITION_KEYS = ['field', 'op', 'value', 'trust'];

/**
 * Checks a filter as it came from outside. `{}` and `{ all: [] }` are everybody, `{ any: [] }` nobody. Refuses
 * `invalid_filter` with the path of what is wrong: an unknown field or operator, a value of the wrong type, a bad
 * date, or more depth, conditions or list items than a filter may have.
 */
export function parseFilter(input: unknown): Filter {
  return parseNode(input, 'filter', 0, { conditions: 0, nodes: 0 });
}

/** The conditions of a filter in the order in which they stand. */
export function conditionsOf(filter: Filter): Condition[] {
  if ('all' in filter) return filter.all.flatMap(conditionsOf);
  if ('any' in filter) return filter.any.flatMap(conditionsOf);
  if ('not' in filter) return conditionsOf(filter.not);
  return [filter];
}

interface Tally {
  conditions: number;
  nodes: number;
}

function parseNode(input: unknown, path: string, depth: number, tally: Tally): Filter {
  tally.nodes += 1;
  if (tally.nodes > NODES) refuse(path, 'A filter has fewer groups than this');
  if (depth > LIMITS.filterDepth) refuse(path, `A filter is at most ${LIMITS.filterDepth} levels deep`);
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    refuse(path, 'Expected a group ({ all }, { any }, { not }) or a condition ({ field, op, value })');
  }
  const node = input as Record<string, unknown>;
  const keys = Object.keys(node);
  if (keys.length === 0) return { all: [] };
  const group = keys.find((key) => GROUPS.includes(key));
  if (group === undefined) return parseCondition(node, path, tally);
  if (keys.length > 1) refuse(path, `"${group}" stands alone in its group`);
  const inner = `${path}.${group}`;
  if (group === 'not') return { not: parseNode(node.not, inner, depth + 1, tally) };
  const children = node[group];
  if (!Array.isArray(children)) refuse(inner, `"${group}" holds a list`);
  const list = children as unknown[];
  if (list.length > LIMITS.filterConditions) refuse(inner, tooMany());
  const parsed = list.map((child, index) => parseNode(child, `${inner}[${index}]`, depth + 1, tally));
  return group === 'all' ? { all: parsed } : { any: parsed };
}

function parseCondition(node: Record<string, unknown>, path: string, tally: Tally): Condition {
  tally.conditions += 1;
  if (tally.conditions > LIMITS.filterConditions) refuse(path, tooMany());
  const stray = Object.keys(node).find((key) => !CONDITION_KEYS.includes(key));
  if (stray !== undefined) refuse(path, `Unknown key "${shown(stray)}" in a condition`);
  const field = parseField(node.field, `${path}.field`);
  const { op } = node;
  if (op === 'did' || op === 'did_not') refuse(`${path}.op`, `"${op}" is not available yet`);
  if (!isOperator(op)) refuse(`${path}.op`, `Unknown operator${typeof op === 'string' ? ` "${shown(op)}"` : ''}`);
  const trust = parseTrust(node.trust, field, `${path}.trust`);
  const required = readRequirement(field, op, node.value, { now: new Date(0), zone: 'UTC' });
  if ('misfit' in required) refuse(`${path}.value${required.at ?? ''}`, sentence(required.misfit));
  return { path, field, op, value: node.value, trust };
}

function parseField(name: unknown, path: string): Field {
  if (typeof name !== 'string') refuse(path, 'A condition names a field');
  const field = readField(name);
  if (field === 'unknown') refuse(path, `Unknown field "${shown(name)}"`);
  if (field === 'not available yet') refuse(path, `The field "${shown(name)}" is not available yet`);
  return field;
}

function parseTrust(value: unknown, field: Field, path: string): Condition['trust'] {
  if (value === undefined || value === null) return 'claimed';
  const trust = LEVELS.find((level) => level === value);
  if (!trust) refuse(path, `"trust" is one of ${LEVELS.join(', ')}`);
  if (traitKey(field) === null && field.of === 'contact') {
    refuse(path, `${field.name} is kept by Halo itself and has no value trust`);
  }
  return trust;
}

function refuse(path: string, message: string): never {
  throw new Refusal('invalid_filter', `${message} (at ${path}).`, { path });
}

function tooMany(): string {
  return `A filter has at most ${LIMITS.filterConditions} conditions`;
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function shown(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
