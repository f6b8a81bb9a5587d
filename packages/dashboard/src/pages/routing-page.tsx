import type { RoutingRule } from '@halo/wire/dashboard/routing.ts';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTicketLabels } from '../features/audience/audience-queries.ts';
import { LabelList } from '../features/routing/label-list.tsx';
import { useRouting, useTryRouting } from '../features/routing/routing-queries.ts';
import { RuleDialog } from '../features/routing/rule-dialog.tsx';
import { RuleList } from '../features/routing/rule-list.tsx';
import { TriedTickets } from '../features/routing/tried-tickets.tsx';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorLine, ErrorState } from '../ui/error-state.tsx';
import { ReadingPage, Section } from '../ui/page-bar.tsx';
import { RingLoading } from '../ui/ring-mark.tsx';
import { useWorkspace } from '../workspace.tsx';

/** Where new tickets go. */
export function RoutingPage() {
  const { id, may } = useWorkspace();
  const routing = useRouting(id);
  const labels = useTicketLabels(id).data?.labels ?? [];
  const [edited, setEdited] = useState<RoutingRule | 'new' | null>(null);
  const [trying, setTrying] = useState(false);
  const rules = routing.data?.rules ?? [];
  const drafts = rules.map(({ id: _, ...draft }) => draft);
  const tried = useTryRouting(id, trying && rules.length > 0 ? { rules: drafts } : null);
  if (routing.error) return <ErrorState error={routing.error} retry={() => void routing.refetch()} />;
  if (!routing.data) return <RingLoading label="Loading" />;
  const isCurrent = trying && tried.data && !tried.isPlaceholderData;
  return (
    <ReadingPage>
      <Section
        title="Routing"
        about={
          may('settings')
            ? 'The first rule that matches takes a new ticket, and the ticket says why.'
            : 'Owners and admins can change these.'
        }
        action={
          may('settings') && (
            <Button look="primary" icon={<Plus size={14} />} onClick={() => setEdited('new')}>
              Add rule
            </Button>
          )
        }
      >
        {rules.length === 0 ? (
          <EmptyState title="Every new ticket stays where it comes in">
            A rule puts new tickets into a team inbox, gives them a category or priority, or assigns them. For example:
            tickets whose plan is enterprise become priority.
          </EmptyState>
        ) : (
          <div className="flex flex-col gap-3">
            <RuleList
              rules={rules}
              taken={
                isCurrent ? rules.map((_, at) => tried.data.tickets.filter(({ rule }) => rule === at).length) : null
              }
              onEdit={setEdited}
            />
            {may('inbox') && (
              <div>
                <Button aria-pressed={trying} working={trying && tried.isFetching} onClick={() => setTrying(!trying)}>
                  {trying ? 'Hide the trial' : 'Try on recent tickets'}
                </Button>
              </div>
            )}
            {trying && <ErrorLine error={tried.error} />}
            {isCurrent && <TriedTickets tickets={tried.data.tickets} rules={rules} />}
          </div>
        )}
      </Section>
      <Section title="Inboxes and categories" about="What rules and teammates sort tickets into.">
        <div className="grid gap-6 desk:grid-cols-2">
          <LabelList kind="inbox" labels={labels} />
          <LabelList kind="category" labels={labels} />
        </div>
      </Section>
      {edited && <RuleDialog rule={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </ReadingPage>
  );
}
