import { readableValue } from '../../ui/readable-value.ts';
import { type FilterField, fieldOf, opWords } from './fields.ts';
import { type Group, isGroup, type Rule } from './filter-tree.ts';

const JOINS = { all: ' and ', any: ' or ', none: ' nor ' };

/** A filter as a sentence; `none` is what an empty one says. */
export function filterWords(
  node: Group | Rule,
  fields: readonly FilterField[],
  { none = '', inner = false } = {},
): string {
  if (!isGroup(node)) return ruleWords(node, fields);
  if (node.children.length === 0) return none;
  const words = node.children.map((child) => filterWords(child, fields, { inner: true })).join(JOINS[node.mode]);
  if (node.mode === 'none') return `neither ${words}`;
  return inner && node.children.length > 1 ? `(${words})` : words;
}

/** One condition: "Plan is pro". */
export function ruleWords({ field: name, op, value }: Rule, fields: readonly FilterField[]): string {
  const field = fieldOf(fields, name);
  const label = field.name.endsWith(':') ? `${field.label} ${name.slice(field.name.length)}` : field.label;
  const shown = [value ?? []].flat().map((one) => {
    return field.choices?.find((choice) => choice.value === one)?.label ?? readableValue(one);
  });
  return [label, opWords(op), shown.join(', ')].filter(Boolean).join(' ');
}

const SHOWN = 2;

/** A filter in one line: its first conditions, and how many more there are. */
export function filterInShort(group: Group, fields: readonly FilterField[]): { first: string; more: number } {
  if (group.mode !== 'all') return { first: filterWords(group, fields), more: 0 };
  const shown = group.children.slice(0, SHOWN).map((child) => filterWords(child, fields, { inner: true }));
  return { first: shown.join(' · '), more: Math.max(0, group.children.length - SHOWN) };
}
