import type { RoutingActions, RoutingDecision, TicketLabel } from '@halo/wire/dashboard/routing.ts';
import { readableValue } from '../../ui/readable-value.ts';
import { type FilterField, fieldOf, opWords } from '../audience/fields.ts';
import { type Group, isGroup, type Rule } from '../audience/filter-tree.ts';

interface Names {
  labels: readonly TicketLabel[];
  teammates: readonly { id: string; name: string }[];
}

/** What a rule does: "puts it into VIP, makes it priority". */
export function actionWords(actions: RoutingActions, { labels, teammates }: Names): string {
  const label = (id: string) => labels.find((one) => one.id === id)?.name ?? 'one that is gone';
  const assignee = teammates.find(({ id }) => id === actions.assignee)?.name ?? 'somebody who has left';
  const parts = [
    actions.inbox && `team inbox ${label(actions.inbox)}`,
    actions.category && `category ${label(actions.category)}`,
    actions.priority && 'priority',
    actions.assignee && `assigned to ${assignee}`,
  ].filter(Boolean);
  return parts.join(', ');
}

const JOINS = { all: ' and ', any: ' or ', none: ' nor ' };

/** A filter as a sentence. */
export function filterWords(node: Group | Rule, fields: readonly FilterField[], inner = false): string {
  if (!isGroup(node)) return ruleWords(node, fields);
  if (node.children.length === 0) return 'Every new ticket';
  const words = node.children.map((child) => filterWords(child, fields, true)).join(JOINS[node.mode]);
  if (node.mode === 'none') return `neither ${words}`;
  return inner && node.children.length > 1 ? `(${words})` : words;
}

function ruleWords({ field: name, op, value }: Rule, fields: readonly FilterField[]): string {
  const field = fieldOf(fields, name);
  const label = field.name.endsWith(':') ? `${field.label} ${name.slice(field.name.length)}` : field.label;
  const shown = [value ?? []].flat().map((one) => {
    return field.choices?.find((choice) => choice.value === one)?.label ?? readableValue(one);
  });
  return [label, opWords(op), shown.join(', ')].filter(Boolean).join(' ');
}

const SKIPPED = {
  taken: 'it was somebody’s already',
  not_open: 'it was in progress already',
  gone: 'what it names is gone',
};
const ACTION_NAMES = { inbox: 'the inbox', category: 'the category', priority: 'priority', assignee: 'the assignee' };

/** Why a ticket lies where it lies: "Routed by “VIPs”: Plan is enterprise, found enterprise." */
export function routedSentence({ rule, conditions }: RoutingDecision, fields: readonly FilterField[]): string {
  const passed = conditions.filter(({ pass }) => pass);
  if (passed.length === 0) return `Routed by “${rule}”, which takes what is left.`;
  const why = passed.map(({ field, op, expected, found }) => {
    const asked = ruleWords({ field, op, value: expected ?? undefined }, fields);
    return found === null ? asked : `${asked}, found ${readableValue(found)}`;
  });
  return `Routed by “${rule}”: ${why.join('; ')}.`;
}

/** What a rule left undone, and why. */
export function skippedSentences({ skipped }: RoutingDecision): string[] {
  return Object.entries(skipped).map(
    ([action, why]) => `Left ${ACTION_NAMES[action as keyof typeof ACTION_NAMES]} as it was: ${SKIPPED[why]}.`,
  );
}
