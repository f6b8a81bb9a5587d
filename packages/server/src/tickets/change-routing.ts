import {
  ROUTING_RULES,
  type RoutingActions,
  type RoutingAnswer,
  type RoutingRule,
} from '@halo/wire/dashboard/routing.ts';
import type { Tx } from '../db/database.ts';
import { newId } from '../db/new-id.ts';
import type { Deps } from '../deps.ts';
import { holdFilters } from '../filters/hold-filters.ts';
import { Refusal } from '../refusal.ts';
import { parseWorkspaceFilter } from '../segments/parse-workspace-filter.ts';
import type { Actor, AuditAction } from '../workspaces/audit.ts';
import { findColleague } from '../workspaces/find-colleague.ts';
import { recordAudit } from '../workspaces/record-audit.ts';
import { labelNames, lockLabels } from './label-store.ts';
import { deleteRule, insertRule, listRules, orderRules, updateRule } from './routing-store.ts';

/** One change of the list of rules. A saved rule goes to the end of the list, or stays where it is. */
export type RoutingChange =
  | { do: 'save'; rule: Omit<RoutingRule, 'id'> & { id: string | null } }
  | { do: 'remove'; id: string }
  | { do: 'order'; ids: readonly string[] };

/**
 * Changes the routing rules: new tickets go by them from then on. Answers the rules. Refuses `not_found`,
 * `invalid_filter` with the path, `invalid_request` for an action that names nothing of the workspace, and `conflict`
 * for one rule too many and an order of other rules than there are.
 */
export function changeRouting(
  deps: Pick<Deps, 'db' | 'now'>,
  workspaceId: string,
  change: RoutingChange,
  actor: Actor,
): Promise<RoutingAnswer> {
  return deps.db.transaction(async (tx) => {
    // Segments that rules name stay while they are being named.
    await holdFilters(tx, [workspaceId]);
    await lockLabels(tx.sql, workspaceId);
    const rules = await listRules(tx.sql, workspaceId);
    const entry = await apply(deps, tx, workspaceId, rules, change);
    await recordAudit(deps, tx, { workspaceId, actor, ...entry });
    return { rules: await listRules(tx.sql, workspaceId) };
  });
}

interface Entry {
  action: AuditAction;
  subject: string | null;
  detail: Record<string, unknown>;
}

async function apply(
  deps: Pick<Deps, 'now'>,
  tx: Tx,
  workspaceId: string,
  rules: readonly RoutingRule[],
  change: RoutingChange,
): Promise<Entry> {
  if (change.do === 'order') return order(tx, workspaceId, rules, change.ids);
  const id = change.do === 'save' ? change.rule.id : change.id;
  const known = id === null ? null : rules.find((rule) => rule.id === id);
  if (known === undefined) throw new Refusal('not_found', 'There is no such rule.');
  if (change.do === 'remove') {
    await deleteRule(tx.sql, workspaceId, change.id);
    return { action: 'routing.rule_removed', subject: known!.name, detail: {} };
  }
  const { rule } = change;
  if (!known && rules.length >= ROUTING_RULES) {
    throw new Refusal('conflict', `There are at most ${ROUTING_RULES} routing rules.`);
  }
  await parseWorkspaceFilter({ db: tx }, workspaceId, rule.filter, 'tickets');
  await requireTargets(tx, workspaceId, rule.actions);
  const stored = { ...rule, id: known?.id ?? newId() };
  await (known ? updateRule : insertRule)(tx.sql, workspaceId, stored, deps.now());
  const { id: _, name: subject, ...detail } = rule;
  return { action: known ? 'routing.rule_changed' : 'routing.rule_created', subject, detail };
}

async function order(
  tx: Tx,
  workspaceId: string,
  rules: readonly RoutingRule[],
  ids: readonly string[],
): Promise<Entry> {
  const known = new Set(rules.map(({ id }) => id));
  const isWhole = ids.length === known.size && new Set(ids).size === known.size && ids.every((id) => known.has(id));
  if (!isWhole) throw new Refusal('conflict', 'The rules became others meanwhile. Look at them again.');
  await orderRules(tx.sql, workspaceId, ids);
  const names = ids.map((id) => rules.find((rule) => rule.id === id)!.name);
  return { action: 'routing.reordered', subject: null, detail: { rules: names } };
}

async function requireTargets(tx: Tx, workspaceId: string, actions: RoutingActions): Promise<void> {
  const names = await labelNames(tx.sql, workspaceId, [actions.inbox, actions.category]);
  for (const kind of ['inbox', 'category'] as const) {
    if (actions[kind] && !names.has(`${kind} ${actions[kind]}`)) refuse(`actions.${kind}`, `there is no such ${kind}`);
  }
  if (actions.assignee && !(await findColleague({ db: tx }, workspaceId, actions.assignee))) {
    refuse('actions.assignee', 'nobody of this workspace');
  }
}

function refuse(path: string, message: string): never {
  throw new Refusal('invalid_request', `${path}: ${message}`, { path });
}
