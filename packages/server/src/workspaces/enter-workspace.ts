import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { findWorkspace } from './caller-store.ts';
import type { Access } from './teammate.ts';
import { findAccess } from './teammate-store.ts';
import type { Workspace } from './workspace.ts';

/** A workspace and what the teammate may do in it. Others' workspaces are `not_found`, like those that never were. */
export async function enterWorkspace(
  deps: Pick<Deps, 'db'>,
  teammateId: string,
  workspaceId: string,
): Promise<{ workspace: Workspace; access: Access }> {
  const [workspace, access] = await Promise.all([
    findWorkspace(deps.db.sql, workspaceId),
    findAccess(deps.db.sql, workspaceId, teammateId),
  ]);
  if (!workspace || !access) throw new Refusal('not_found', 'There is no such workspace, or you are not in it.');
  return { workspace, access };
}
