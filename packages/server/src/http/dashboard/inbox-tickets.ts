import { ticketPatch } from '@halo/wire/dashboard/inbox.ts';
import type { Deps } from '../../deps.ts';
import { addOutcomes } from '../../engine/add-outcomes.ts';
import { Refusal } from '../../refusal.ts';
import { changeTicket } from '../../tickets/change-ticket.ts';
import { readThread } from '../../tickets/read-thread.ts';
import { readThreadHead } from '../../tickets/read-thread-head.ts';
import { requireTicket } from '../../tickets/require-ticket.ts';
import { listTeammates } from '../../workspaces/list-teammates.ts';
import { workspaceRoute } from './dashboard-route.ts';

export const ticket = workspaceRoute({
  method: 'get',
  path: '/tickets/:ticketId',
  needs: 'inbox',
  handle: async (deps, { workspace, params }) => {
    const { conversationId } = await requireTicket(deps, workspace.id, params.ticketId!);
    return addOutcomes(deps, workspace.id, await readThread(deps, workspace.id, conversationId));
  },
});

export const patchTicket = workspaceRoute({
  method: 'patch',
  path: '/tickets/:ticketId',
  needs: 'inbox',
  body: ticketPatch,
  handle: async (deps, { workspace, params, body: { assigneeId, snoozedUntil, ...rest } }) => {
    const { conversationId } = await changeTicket(deps, {
      workspaceId: workspace.id,
      ticketId: params.ticketId!,
      change: {
        ...rest,
        ...(snoozedUntil !== undefined && { snoozedUntil: snoozedUntil === null ? null : new Date(snoozedUntil) }),
        ...(assigneeId !== undefined && { assignee: await findAssignee(deps, workspace.id, assigneeId) }),
      },
    });
    return readThreadHead(deps, workspace.id, conversationId);
  },
});

/** A ticket goes to somebody of the workspace, or to nobody. */
async function findAssignee(
  deps: Deps,
  workspaceId: string,
  id: string | null,
): Promise<{ id: string; name: string } | null> {
  if (id === null) return null;
  const { teammates } = await listTeammates(deps, workspaceId, id);
  const assignee = teammates.find((teammate) => teammate.id === id);
  if (!assignee) throw new Refusal('invalid_request', 'assigneeId: nobody of this workspace', { path: 'assigneeId' });
  return { id: assignee.id, name: assignee.name };
}
