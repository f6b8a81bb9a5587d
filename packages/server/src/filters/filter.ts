import { LIMITS } from '@halo/wire/limits.ts';
import { LEVELS } from '@halo/wire/merge-traits.ts';
import type { ValueTrust } from '@halo/wire/sdk/values.ts';
import { Refusal } from '../refusal.ts';
import { type Field, readField, traitKey } from './field.ts';
import { isOperator, type Operator, splitOperator } from './operator.ts';
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
  /** The saved filters that a condition on `segment` names. */
  segments?: { contactType: ContactType; filter: Filter }[];
}

/** A saved filter as conditions may name it. */
export interface SavedFilter {
  contactType: ContactType;
  /** As it was saved. */
  filter: unknown;
}

export type ContactType = 'users' | 'leads' | 'all';

/** What a filter is asked about: contacts, or tickets with whoever they are from. */
export type Subject = 'contacts' | 'tickets';

/** Groups and conditions together: empty groups cost as well. */
const NODES = LIMITS.filterConditions * 10;
const GROUPS = ['all', 'any', 'not'];
const CONDITION_KEYS = ['field', 'op', 'value', 'trust', 'within_days', 'at_least'];
/** Saved filters may name others; written out, all of them together stay a filter that can be run. */
const NODES_WRITTEN_OUT = NODES * 5;

/**
 * Checks a filter as it came from outside. `{}` and `{ all: [] }` are everybody, `{ any: [] }` nobody. Refuses
 * `invalid_filter` with the path of what is wrong: an unknown field, operator or segment, a circle of segments, a value
 * of the wrong type, a bad date, a field of tickets where contacts are asked about, or more depth, conditions or list
 * items than a filter may have. `saved` holds the workspace's segments by id.
 */
export function parseFilter(
  input: unknown,
  saved: ReadonlyMap<string, SavedFilter> = new Map(),
  about: Subject = 'contacts',
): Filter {
  const tally = { conditions: 0, nodes: 0, saved, within: [], writtenOut: { nodes: 0 }, about };
  return parseNode(input, 'filter', 0, tally);
}

/** The conditions of a filter in the order in which they stand. */
export function conditionsOf(filter: Filter): Condition[] {
  if ('all' in filter) return filter.all.flatMap(conditionsOf);
  if ('any' in filter) return filter.any.flatMap(conditionsOf);
  if ('not' in filter) return conditionsOf(filter.not);
  return [filter];
}

/** The conditions of a filter and of all saved filters it names. */
export function leavesOf(filter: Filter): Condition[] {
  return conditionsOf(filter).flatMap((leaf) => [
    leaf,
    ...(leaf.segments ?? []).flatMap((one) => leavesOf(one.filter)),
  ]);
}

/** For each condition the verdict that narrows nothing where it stands: true, or false under an odd number of nots. */
export function harmlessVerdicts(filter: Filter, harmless = true, found = new Map<Condition, boolean>()) {
  if ('not' in filter) return harmlessVerdicts(filter.not, !harmless, found);
  const children = 'all' in filter ? filter.all : 'any' in filter ? filter.any : null;
  if (!children) return found.set(filter as Condition, harmless);
  for (const child of children) harmlessVerdicts(child, harmless, found);
  return found;
}

interface Tally {
  conditions: number;
  nodes: number;
  saved: ReadonlyMap<string, SavedFilter>;
  /** The segments around this filter, outermost first. */
  within: readonly string[];
  writtenOut: { nodes: number };
  about: Subject;
}

function parseNode(input: unknown, path: string, depth: number, tally: Tally): Filter {
  tally.nodes += 1;
  tally.writtenOut.nodes += 1;
  if (tally.writtenOut.nodes > NODES_WRITTEN_OUT)
    refuse(path, 'The segments named here hold too many conditions together');
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
  const field = parseField(node.field, `${path}.field`, tally.about);
  const { op } = node;
  if (!isOperator(op)) refuse(`${path}.op`, `Unknown operator${typeof op === 'string' ? ` "${shown(op)}"` : ''}`);
  if (splitOperator(op).positive === 'did' && field.type !== 'event') {
    refuse(`${path}.op`, `"${op}" asks for an event, such as "event:signed_in"`);
  }
  const trust = parseTrust(node.trust, field, `${path}.trust`);
  const value = field.type === 'event' ? eventValue(node, path) : node.value;
  if (field.type !== 'event' && (node.within_days !== undefined || node.at_least !== undefined)) {
    refuse(path, '"within_days" and "at_least" belong to events');
  }
  const required = readRequirement(field, op, value, { now: new Date(0), zone: 'UTC' });
  if ('misfit' in required) refuse(`${path}.value${required.at ?? ''}`, sentence(required.misfit));
  const segments = required.kind === 'segments' ? parseSegments(value, `${path}.value`, tally) : undefined;
  return { path, field, op, value, trust, ...(segments && { segments }) };
}

/** How often and since when an event is asked for: beside the operator, or together as the condition's value. */
function eventValue(node: Record<string, unknown>, path: string): Record<string, unknown> {
  const { value = {}, within_days, at_least } = node;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    refuse(`${path}.value`, 'An event is asked for with { within_days, at_least }');
  }
  return { ...(value as object), ...(within_days != null && { within_days }), ...(at_least != null && { at_least }) };
}

function parseSegments(value: unknown, path: string, tally: Tally): NonNullable<Condition['segments']> {
  return [value].flat().map((id, index) => {
    const at = Array.isArray(value) ? `${path}[${index}]` : path;
    const found = tally.saved.get(id as string);
    if (!found) refuse(at, 'There is no such segment');
    if (tally.within.includes(id as string)) refuse(at, 'A segment cannot ask for itself, not even by way of others');
    const within = [...tally.within, id as string];
    const inner = { ...tally, conditions: 0, nodes: 0, within, about: 'contacts' as const };
    return { contactType: found.contactType, filter: parseNode(found.filter, at, 0, inner) };
  });
}

function parseField(name: unknown, path: string, about: Subject): Field {
  if (typeof name !== 'string') refuse(path, 'A condition names a field');
  const field = readField(name);
  if (field === 'unknown') refuse(path, `Unknown field "${shown(name)}"`);
  if (field === 'needs Stripe') {
    refuse(path, `The field "${shown(name)}" comes from Stripe, and Stripe is not connected`);
  }
  if (field.of === 'ticket' && about === 'contacts') {
    refuse(path, `"${shown(name)}" is a field of tickets; it can be asked for in routing rules and in the inbox only`);
  }
  return field;
}

function parseTrust(value: unknown, field: Field, path: string): Condition['trust'] {
  if (value === undefined || value === null) return 'claimed';
  const trust = LEVELS.find((level) => level === value);
  if (!trust) refuse(path, `"trust" is one of ${LEVELS.join(', ')}`);
  if (traitKey(field) === null && field.of !== 'company') {
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
