import type { RoutingActions, RoutingDecision, TicketLabel } from '@halo/wire/dashboard/routing.ts';
import { readableValue } from '../../ui/readable-value.ts';
import type { FilterField } from '../audience/fields.ts';
import { ruleWords } from '../audience/filter-words.ts';

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
