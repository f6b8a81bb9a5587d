import type { InboxRow } from '@halo/wire/dashboard/inbox.ts';
import { X } from 'lucide-react';
import { Button, IconButton } from '../../ui/button.tsx';
import { counted } from '../../ui/readable-value.ts';
import { useWorkspace } from '../../workspace.tsx';
import type { Selection } from './use-selection.ts';
import { standing, useTicketActions } from './use-ticket-actions.ts';

/** What can be done with the selected tickets together. */
export function BulkBar({ rows, selection }: { rows: InboxRow[]; selection: Selection }) {
  const workspace = useWorkspace();
  const actions = useTicketActions(workspace.id);
  const tickets = rows.flatMap((row) =>
    row.ticketId && selection.has(row.ticketId) ? [{ id: row.ticketId, before: standing(row) }] : [],
  );
  const finish = (done: Promise<void>) => void done.then(selection.clear);
  return (
    <div
      role="toolbar"
      aria-label="Selected tickets"
      className="arrives flex min-h-11 shrink-0 items-center gap-1.5 border-b border-line bg-selected px-2 py-1.5 text-list text-ink"
    >
      <IconButton label="Clear the selection" small onClick={selection.clear}>
        <X size={14} />
      </IconButton>
      <span className="min-w-0 flex-1 truncate tabular-nums">{counted(tickets.length, 'ticket', 'tickets')}</span>
      <Button
        small
        onClick={() =>
          finish(
            actions.change(
              tickets,
              { assigneeId: workspace.me.id },
              `${counted(tickets.length, 'ticket', 'tickets')} assigned to you`,
            ),
          )
        }
      >
        Assign to me
      </Button>
      <Button small onClick={() => finish(actions.setStatus(tickets, 'resolved'))}>
        Resolve
      </Button>
    </div>
  );
}
