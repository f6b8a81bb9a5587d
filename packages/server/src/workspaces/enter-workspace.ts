import type { Role } from '@halo/wire/dashboard/teammates.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { findWorkspace } from './caller-store.ts';
import { findRole } from './teammate-store.ts';
import type { Workspace } from './workspace.ts';

/** A workspace and the teammate's role in it. Others' workspaces are `not_found`, like those that never were. */
export async function enterWorkspace(
  deps: Pick<Deps, 'db'>,
  teammateId: string,
  workspaceId: string,
): Promise<{ workspace: Workspace; role: Role }> {
  const [workspace, role] = await Promise.all([
    findWorkspace(deps.db.sql, workspaceId),
    findRole(deps.db.sql, workspaceId, teammateId),
  ]);
  if (!workspace || !role) throw new Refusal('not_found', 'There is no such workspace, or you are not in it.');
  return { workspace, role };
}
