import type { InboxTicket } from '@halo/wire/dashboard/inbox.ts';
import type { TicketLabelKind } from '@halo/wire/dashboard/routing.ts';
import { ChoiceMenu } from '../../ui/choice-menu.tsx';
import { useWorkspace } from '../../workspace.tsx';
import { useTicketFields, useTicketLabels } from '../audience/audience-queries.ts';
import { routedSentence, skippedSentences } from '../routing/routing-words.ts';
import type { useTicketActions } from './use-ticket-actions.ts';

interface TicketPlaceProps {
  ticket: InboxTicket;
  actions: ReturnType<typeof useTicketActions>;
}

/** Where a ticket lies, to be changed, and which rule put it there. Nothing where the workspace has neither. */
export function TicketPlace({ ticket, actions }: TicketPlaceProps) {
  const workspace = useWorkspace();
  const labels = useTicketLabels(workspace.id).data?.labels ?? [];
  const fields = useTicketFields(workspace.id);
  const choices = (kind: TicketLabelKind) =>
    labels.flatMap((label) => (label.kind === kind ? [{ value: label.id, words: label.name }] : []));
  const inboxes = choices('inbox');
  const categories = choices('category');
  if (inboxes.length === 0 && categories.length === 0 && !ticket.routing) return null;
  const { inboxId, categoryId } = ticket;
  const one = [{ id: ticket.id, before: { inboxId, categoryId } }];
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-x-2 gap-y-1 border-b border-line px-2 py-1.5 text-note text-ink-soft desk:px-4">
      {inboxes.length > 0 && (
        <ChoiceMenu
          label="Team inbox"
          none="Main inbox"
          value={inboxId ?? undefined}
          choices={inboxes}
          onChoose={(id) => void actions.change(one, { inboxId: id ?? null }, 'Moved')}
        />
      )}
      {categories.length > 0 && (
        <ChoiceMenu
          label="Category"
          none="No category"
          value={categoryId ?? undefined}
          choices={categories}
          onChoose={(id) => void actions.change(one, { categoryId: id ?? null }, 'Category changed')}
        />
      )}
      {ticket.routing && (
        <p dir="auto" className="min-w-0 basis-full break-words">
          {[routedSentence(ticket.routing, fields), ...skippedSentences(ticket.routing)].join(' ')}
        </p>
      )}
    </div>
  );
}
