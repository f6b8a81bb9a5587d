import type { RoutingTryAnswer } from '@halo/wire/dashboard/routing.ts';
import { countableContacts } from '../contacts/countable-contacts.ts';
import type { Deps } from '../deps.ts';
import { adHocQuery } from '../filters/ad-hoc-query.ts';
import { filterParser } from '../segments/parse-workspace-filter.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import { listInbox } from './inbox-store.ts';
import type { StoredRule } from './routing-rule.ts';
import { judgeTickets } from './routing-store.ts';

const TRIED = 100;

/**
 * Which of some rules would take each of the 100 tickets that moved last, as they and their contacts stand now. Changes
 * nothing. Rules that are off take nothing. Refuses `invalid_filter` with the path.
 */
export async function tryRouting(
  deps: Pick<Deps, 'db' | 'now'>,
  workspace: Pick<Workspace, 'id' | 'identityMode' | 'timeZone'>,
  rules: readonly Pick<StoredRule, 'filter' | 'enabled'>[],
): Promise<RoutingTryAnswer> {
  const { id: workspaceId, identityMode, timeZone: zone } = workspace;
  const parse = await filterParser(
    deps,
    workspaceId,
    rules.map(({ filter }) => filter),
    'tickets',
  );
  const filters = rules.map(({ filter }) => parse(filter));
  return adHocQuery(deps.db, async (sql) => {
    const page = { search: undefined, filter: null, after: null, limit: TRIED };
    const rows = await listInbox(sql, { workspaceId, view: 'all', teammateId: '' }, page);
    const ties = rows.map(({ person }) => ({ contactId: person.contactId, trust: person.trust.level }));
    const contacts = await countableContacts(deps, sql, workspace, ties);
    const asked = rows.map(({ ticketId }, index) => ({ id: ticketId!, contactId: contacts[index]! }));
    const scope = { workspaceId, identityMode, zone, now: deps.now() };
    const verdicts = await judgeTickets(sql, filters, scope, asked);
    const first = (id: string) => verdicts.get(id)?.findIndex((passes, index) => passes && rules[index]!.enabled) ?? -1;
    return {
      tickets: rows.map(({ ticketId, conversationId, title, person, at }) => {
        const rule = first(ticketId!);
        return { id: ticketId!, conversationId, title, person, at, rule: rule < 0 ? null : rule };
      }),
    };
  });
}
