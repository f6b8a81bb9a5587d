import type { RoutingActions } from '@halo/wire/dashboard/routing.ts';
import { countableContacts } from '../contacts/countable-contacts.ts';
import { sensitiveAttributes } from '../contacts/sensitive-attributes.ts';
import { storedTime } from '../contacts/traits.ts';
import { requireConversation } from '../conversations/require-conversation.ts';
import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import { explainTicket } from '../filters/explain-ticket.ts';
import type { Filter } from '../filters/filter.ts';
import { hideSensitive, shownConditions } from '../filters/shown-conditions.ts';
import type { TicketScope } from '../filters/ticket-filter.ts';
import { filterParser } from '../segments/parse-workspace-filter.ts';
import { findColleague } from '../workspaces/find-colleague.ts';
import { readSettings } from '../workspaces/read-settings.ts';
import { labelNames } from './label-store.ts';
import { type ActionTargets, applyActions, type StoredRule, ticketValues } from './routing-rule.ts';
import { inSavepoint, judgeTickets, listRules } from './routing-store.ts';
import type { Ticket } from './ticket.ts';
import { saveTicket } from './ticket-store.ts';

/**
 * Lets the first rule that matches take a ticket that was just stored, in the transaction that made it. What stands in
 * the ticket is asked, and what is stored of its contact as far as whoever opened it may stand for them; what that call
 * sent along for the AI never is. A rule that cannot be asked takes nothing, and no ticket fails for its routing: the
 * log says why.
 */
export async function routeTicket(
  deps: Pick<Deps, 'now' | 'log'>,
  tx: Tx,
  ticket: Ticket,
  firstWords: string | null,
): Promise<Ticket> {
  const rules = (await listRules(tx.sql, ticket.workspaceId)).filter(({ enabled }) => enabled);
  if (rules.length === 0) return ticket;
  try {
    return await inSavepoint(tx.sql, () => takeByFirst(deps, tx, ticket, { rules, firstWords }));
  } catch (error) {
    deps.log.error({ err: error, workspace_id: ticket.workspaceId, ticket_id: ticket.id }, 'a ticket was not routed');
    return ticket;
  }
}

async function takeByFirst(
  deps: Pick<Deps, 'now' | 'log'>,
  tx: Tx,
  ticket: Ticket,
  { rules, firstWords }: { rules: StoredRule[]; firstWords: string | null },
): Promise<Ticket> {
  const { workspaceId } = ticket;
  const askable = await readable(deps, tx, workspaceId, rules);
  const { identityMode, timeZone: zone } = await readSettings({ db: tx }, workspaceId);
  const scope: TicketScope = { workspaceId, identityMode, zone, now: deps.now() };
  const [contactId = null] = await countableContacts(deps, tx.sql, { id: workspaceId, identityMode }, [ticket]);
  const asked = { id: ticket.id, contactId };
  const filters = askable.map(({ filter }) => filter);
  const passes = (await judgeTickets(tx.sql, filters, scope, [asked])).get(ticket.id);
  const taken = askable[passes?.indexOf(true) ?? -1];
  if (!taken) return ticket;
  const { channel } = await requireConversation({ db: tx }, workspaceId, ticket.conversationId);
  const values = ticketValues(ticket, { firstWords, channel });
  const sensitive = await sensitiveAttributes(tx, workspaceId);
  const { conditions } = await explainTicket(tx.sql, taken.filter, scope, { ...asked, values });
  const { rule } = taken;
  const routed = applyActions(ticket, rule.actions, await targetsOf(tx, workspaceId, rule.actions));
  const { done, skipped } = routed;
  const explained = { ruleId: rule.id, rule: rule.name, at: storedTime(deps.now()) };
  const after = {
    ...routed.ticket,
    routing: { ...explained, done, skipped, conditions: hideSensitive(shownConditions(conditions), sensitive) },
  };
  await saveTicket(tx.sql, after);
  return after;
}

/** The rules that can be asked: a segment of another one may be gone. */
async function readable(deps: Pick<Deps, 'log'>, tx: Tx, workspaceId: string, rules: readonly StoredRule[]) {
  const inputs = rules.map(({ filter }) => filter);
  const parse = await filterParser({ db: tx }, workspaceId, inputs, 'tickets');
  return rules.flatMap((rule): { rule: StoredRule; filter: Filter }[] => {
    try {
      return [{ rule, filter: parse(rule.filter) }];
    } catch (error) {
      deps.log.error({ err: error, workspace_id: workspaceId, rule_id: rule.id }, 'a routing rule cannot be asked');
      return [];
    }
  });
}

async function targetsOf(tx: Tx, workspaceId: string, actions: RoutingActions): Promise<ActionTargets> {
  const names = await labelNames(tx.sql, workspaceId, [actions.inbox, actions.category]);
  const assignee = actions.assignee ? await findColleague({ db: tx }, workspaceId, actions.assignee) : null;
  return {
    inbox: names.get(`inbox ${actions.inbox}`) ?? null,
    category: names.get(`category ${actions.category}`) ?? null,
    assignee: assignee?.name ?? null,
  };
}
