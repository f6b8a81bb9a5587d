import { usable } from '@halo/wire/dashboard/permissions.ts';
import type { TeammatesAnswer } from '@halo/wire/dashboard/teammates.ts';
import type { Deps } from '../deps.ts';
import { listInvitations } from './entry-link-store.ts';
import { listTeam } from './teammate-store.ts';

/** Everybody of a workspace, by name, and who is invited. */
export async function listTeammates(
  deps: Pick<Deps, 'db' | 'now'>,
  workspaceId: string,
  myId: string,
): Promise<TeammatesAnswer> {
  const [team, invitations] = await Promise.all([
    listTeam(deps.db.sql, workspaceId),
    listInvitations(deps.db.sql, workspaceId, deps.now()),
  ]);
  return {
    teammates: team.map((teammate) => ({ ...teammate, modules: usable(teammate.modules), isMe: teammate.id === myId })),
    invitations,
  };
}
