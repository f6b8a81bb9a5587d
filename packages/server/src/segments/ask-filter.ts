import type { FilterVerdict } from '@halo/wire/dashboard/escalation.ts';
import type { Deps } from '../deps.ts';
import { explainContact } from '../filters/explain-contact.ts';
import type { ContactType } from '../filters/filter.ts';
import { shownConditions } from '../filters/shown-conditions.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import { parseWorkspaceFilter } from './parse-workspace-filter.ts';

/** Whom a rule asks about; null is a visitor. */
export interface Asked {
  workspace: Pick<Workspace, 'id' | 'identityMode' | 'timeZone'>;
  contactId: string | null;
  contactType: ContactType;
}

/**
 * Whether somebody passes a saved filter, asked as all filters are, with what was found. A visitor passes none, not even
 * one that only says what they are not. A filter that cannot be asked, since a segment it names is gone, passes nobody.
 */
export async function askFilter(
  deps: Pick<Deps, 'db' | 'now' | 'log'>,
  { workspace, contactId, contactType }: Asked,
  input: unknown,
): Promise<FilterVerdict> {
  if (contactId === null) return { matches: false, why: 'visitor', conditions: [] };
  try {
    const filter = await parseWorkspaceFilter(deps, workspace.id, input);
    const { id: workspaceId, identityMode, timeZone: zone } = workspace;
    const scope = { workspaceId, identityMode, zone, now: deps.now(), contactType, contactIds: [contactId] };
    const found = await deps.db.transaction(({ sql }) => explainContact(sql, filter, scope, contactId));
    if (!found) return { matches: false, why: 'visitor', conditions: [] };
    const conditions = shownConditions(found.conditions);
    return { matches: found.matches, why: 'asked', conditions };
  } catch (error) {
    deps.log.error({ err: error, workspace_id: workspace.id }, 'a filter could not be asked');
    return { matches: false, why: 'failed', conditions: [] };
  }
}
