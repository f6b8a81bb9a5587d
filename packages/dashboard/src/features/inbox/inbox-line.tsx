import type { InboxRow } from '@halo/wire/dashboard/inbox.ts';
import { Link } from '@tanstack/react-router';
import { Check, CircleUserRound, Clock, Flag } from 'lucide-react';
import type { MouseEvent } from 'react';
import { classNames } from '../../ui/class-names.ts';
import { PersonName } from '../../ui/person-name.tsx';
import { Time } from '../../ui/time.tsx';
import { STATUS_NAMES } from './inbox-words.ts';

interface InboxLineProps {
  row: InboxRow;
  workspaceId: string;
  view: string;
  search: string | undefined;
  filter: Record<string, unknown> | undefined;
  saved: string | undefined;
  open: boolean;
  selected: boolean;
  selecting: boolean;
  modeOff: boolean;
  onSelect: (extend: boolean) => void;
}

/** One line of the list: who, since when, about what. */
export function InboxLine({
  row,
  workspaceId,
  view,
  search,
  filter,
  saved,
  open,
  selected,
  selecting,
  modeOff,
  onSelect,
}: InboxLineProps) {
  const choose = (event: MouseEvent) => {
    if (!event.shiftKey) return;
    event.preventDefault();
    onSelect(true);
  };
  return (
    <div
      className={classNames(
        'group relative flex h-full items-center gap-2 border-b border-line px-4 transition-colors duration-[120ms]',
        selected || open ? 'bg-selected' : 'hover:bg-hover',
      )}
    >
      {open && <span aria-hidden="true" className="absolute inset-y-0 start-0 w-0.5 bg-accent" />}
      {row.ticketId && (
        <span
          className={classNames(
            'z-10 flex items-center',
            // A selection makes room for itself; until then the box shows over the edge of the row one points at.
            selecting
              ? 'relative'
              : 'absolute inset-y-0 start-0.5 opacity-0 focus-within:opacity-100 group-hover:opacity-100',
          )}
        >
          <input
            type="checkbox"
            aria-label={`Select: ${row.title}`}
            checked={selected}
            onChange={(event) => onSelect((event.nativeEvent as globalThis.MouseEvent).shiftKey)}
            className={classNames('accent-accent', selecting ? 'size-4' : 'size-3.5')}
          />
        </span>
      )}
      <Link
        to="/$workspaceId/inbox/$view/$conversationId"
        params={{ workspaceId, view: view as 'open', conversationId: row.conversationId }}
        search={{ search, filter, saved, ticket: row.ticketId ?? undefined }}
        aria-current={open ? 'true' : undefined}
        onClick={choose}
        className="flex min-w-0 flex-1 flex-col gap-0.5 outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
      >
        <span className="flex min-w-0 items-center gap-2 text-list">
          <span className="flex min-w-0 flex-1 items-center gap-1.5">
            <PersonName person={row.person} modeOff={modeOff} strong={row.unread > 0} />
            {row.company && (
              <span dir="auto" className="min-w-0 shrink-[3] truncate text-ink-faint">
                · {row.company.displayName}
              </span>
            )}
          </span>
          <Time at={row.at} className="shrink-0 text-note text-ink-faint tabular-nums" />
        </span>
        <span className="flex min-w-0 items-center gap-2 text-list">
          <span
            dir="auto"
            className={classNames('min-w-0 flex-1 truncate', row.unread > 0 ? 'text-ink' : 'text-ink-soft')}
          >
            {row.title}
          </span>
          <Standing row={row} view={view} />
          {row.unread > 0 && (
            <span className="size-2 shrink-0 rounded-full bg-accent">
              <span className="sr-only">{row.unread} unread</span>
            </span>
          )}
        </span>
      </Link>
    </div>
  );
}

/** What a line says beyond the view it stands in: its status where the view mixes them, and who has it. */
function Standing({ row, view }: { row: InboxRow; view: string }) {
  const mixed = view === 'all' || view === 'mine';
  return (
    <span className="flex shrink-0 items-center gap-1.5 text-note text-ink-faint">
      {mixed && row.status === 'priority' && <Flag size={12} aria-label="Priority" className="text-danger-ink" />}
      {mixed && row.status === 'snoozed' && <Clock size={12} aria-label="Snoozed" />}
      {mixed && row.status === 'resolved' && <Check size={12} aria-label="Resolved" />}
      {mixed && (row.status === 'in_progress' || row.status === 'spam') && STATUS_NAMES[row.status]}
      {view !== 'mine' && row.assignee && (
        <span title={`Assigned to ${row.assignee.name}`} className="flex max-w-24 items-center gap-1 truncate">
          <CircleUserRound size={12} aria-hidden="true" className="shrink-0" />
          <span className="truncate">{row.assignee.name.split(' ')[0]}</span>
        </span>
      )}
    </span>
  );
}
