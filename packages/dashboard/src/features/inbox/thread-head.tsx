import type { InboxConversation, InboxTicket } from '@halo/wire/dashboard/inbox.ts';
import { Link } from '@tanstack/react-router';
import { ArrowLeft, Check, ChevronDown, PanelRight, RotateCcw, UserRound } from 'lucide-react';
import { KEYS } from '../../keys.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Menu, MenuGroup, MenuItem, MenuLine } from '../../ui/menu.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import { TrustBadge } from '../../ui/trust-badge.tsx';
import { useWorkspace } from '../../workspace.tsx';
import { useAssignees } from './inbox-queries.ts';
import { STATUS_NAMES, snoozeChoices } from './inbox-words.ts';
import type { useTicketActions } from './use-ticket-actions.ts';
import { standing } from './use-ticket-actions.ts';

interface ThreadHeadProps {
  conversation: InboxConversation;
  ticket: InboxTicket | null;
  view: string;
  search: string | undefined;
  customerShown: boolean;
  onToggleCustomer: () => void;
  actions: ReturnType<typeof useTicketActions>;
}

/** Above the messages: who this is, how it stands, whose work it is. */
export function ThreadHead({
  conversation,
  ticket,
  view,
  search,
  customerShown,
  onToggleCustomer,
  actions,
}: ThreadHeadProps) {
  const workspace = useWorkspace();
  const modeOff = workspace.settings.identityMode === 'off';
  const { person } = conversation;
  const resolved = ticket?.status === 'resolved';
  const toggleResolved = () => {
    if (ticket) void actions.setStatus([{ id: ticket.id, before: standing(ticket) }], resolved ? 'open' : 'resolved');
  };
  return (
    <header className="flex min-h-(--bar) shrink-0 items-center gap-2 border-b border-line px-2 desk:px-4">
      <Link
        to="/$workspaceId/inbox/$view"
        params={{ workspaceId: workspace.id, view: view as 'open' }}
        search={({ filter, saved }) => ({ search, filter, saved })}
        aria-label="Back to the list"
        className="inline-flex size-10 shrink-0 items-center justify-center rounded-control text-ink-soft hover:bg-hover desk:hidden"
      >
        <ArrowLeft size={18} />
      </Link>
      <div className="flex min-w-0 flex-1 flex-col py-1.5">
        <h2 className="flex min-w-0 items-center gap-2 text-body">
          <PersonName person={person} modeOff={modeOff} strong />
          <span className="hidden shrink-0 @lg:inline">
            <TrustBadge trust={person.trust} modeOff={modeOff} />
          </span>
        </h2>
        {ticket && (
          <p dir="auto" title={ticket.subject} className="truncate text-note text-ink-faint">
            {ticket.subject}
          </p>
        )}
      </div>
      {ticket ? (
        <>
          <StatusMenu ticket={ticket} actions={actions} />
          <span className="hidden shrink-0 items-center gap-2 @min-[25rem]:flex">
            <AssigneeMenu ticket={ticket} actions={actions} />
            <IconButton label={resolved ? 'Reopen' : 'Resolve'} keys={KEYS.resolve.keys} onClick={toggleResolved}>
              {resolved ? <RotateCcw size={16} /> : <Check size={16} />}
            </IconButton>
          </span>
        </>
      ) : (
        <span className="shrink-0 text-note text-ink-faint">
          {conversation.status === 'live' ? 'Live' : 'Completed'}
        </span>
      )}
      <IconButton
        label={customerShown ? 'Hide the customer' : 'Show the customer'}
        keys={KEYS.customer.keys}
        aria-pressed={customerShown}
        onClick={onToggleCustomer}
      >
        <PanelRight size={16} />
      </IconButton>
    </header>
  );
}

type Actions = ThreadHeadProps['actions'];

function StatusMenu({ ticket, actions }: { ticket: InboxTicket; actions: Actions }) {
  const { me } = useWorkspace();
  const one = [{ id: ticket.id, before: standing(ticket) }];
  return (
    <Menu
      align="end"
      trigger={
        <Button small aria-label={`Status: ${STATUS_NAMES[ticket.status]}. Change`}>
          {STATUS_NAMES[ticket.status]}
          <ChevronDown size={14} className="text-ink-faint" />
        </Button>
      }
    >
      {(['open', 'priority', 'in_progress'] as const).map((status) => (
        <MenuItem key={status} chosen={ticket.status === status} onChoose={() => void actions.setStatus(one, status)}>
          {STATUS_NAMES[status]}
        </MenuItem>
      ))}
      <MenuLine />
      <MenuGroup label="Snooze">
        {snoozeChoices(new Date()).map(({ words, until }) => (
          <MenuItem key={words} onChoose={() => void actions.setStatus(one, 'snoozed', until)}>
            {words}
          </MenuItem>
        ))}
      </MenuGroup>
      <MenuLine />
      <MenuItem
        keys={KEYS.resolve.keys}
        chosen={ticket.status === 'resolved'}
        onChoose={() => void actions.setStatus(one, 'resolved')}
      >
        Resolved
      </MenuItem>
      <MenuItem chosen={ticket.status === 'spam'} onChoose={() => void actions.setStatus(one, 'spam')}>
        Spam
      </MenuItem>
      <MenuLine />
      <MenuItem
        keys={KEYS.assignMe.keys}
        disabled={ticket.assignee?.id === me.id}
        onChoose={() => void actions.change(one, { assigneeId: me.id }, 'Assigned to you')}
      >
        Assign to me
      </MenuItem>
    </Menu>
  );
}

function AssigneeMenu({ ticket, actions }: { ticket: InboxTicket; actions: Actions }) {
  const workspace = useWorkspace();
  const teammates = useAssignees(workspace.id);
  const one = [{ id: ticket.id, before: standing(ticket) }];
  const assign = (id: string | null, said: string) => void actions.change(one, { assigneeId: id }, said);
  const others = (teammates.data?.teammates ?? []).filter(({ id }) => id !== workspace.me.id);
  return (
    <Menu
      align="end"
      trigger={
        <Button
          small
          aria-label={ticket.assignee ? `Assigned to ${ticket.assignee.name}. Change` : 'Assign'}
          className="max-w-36"
        >
          <UserRound size={14} className="shrink-0 text-ink-faint" />
          <span className="hidden min-w-0 truncate @lg:inline">{ticket.assignee?.name ?? 'Assign'}</span>
        </Button>
      }
    >
      <MenuItem
        keys={KEYS.assignMe.keys}
        chosen={ticket.assignee?.id === workspace.me.id}
        onChoose={() => assign(workspace.me.id, 'Assigned to you')}
      >
        Me
      </MenuItem>
      {others.map(({ id, name }) => (
        <MenuItem key={id} chosen={ticket.assignee?.id === id} onChoose={() => assign(id, `Assigned to ${name}`)}>
          {name}
        </MenuItem>
      ))}
      <MenuLine />
      <MenuItem disabled={!ticket.assignee} onChoose={() => assign(null, 'Assigned to nobody')}>
        Nobody
      </MenuItem>
    </Menu>
  );
}
