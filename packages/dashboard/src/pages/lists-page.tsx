import type { ListRow } from '@halo/wire/dashboard/consents.ts';
import { Pencil, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useLists } from '../features/consents/consent-queries.ts';
import { ListDialog, RemoveList } from '../features/consents/list-dialogs.tsx';
import { Button, IconButton } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { ReadingPage, Section } from '../ui/page-bar.tsx';
import { RingLoading } from '../ui/ring-mark.tsx';
import { useWorkspace } from '../workspace.tsx';

/** Settings > Lists: what people may be written to about. */
export function ListsPage() {
  const workspace = useWorkspace();
  const lists = useLists(workspace.id);
  const [dialog, setDialog] = useState<{ does: 'save' | 'remove'; list: ListRow | null } | null>(null);
  const mayEdit = workspace.may('settings');
  const close = () => setDialog(null);
  const add = mayEdit && (
    <Button look="primary" icon={<Plus size={14} />} onClick={() => setDialog({ does: 'save', list: null })}>
      Add list
    </Button>
  );
  return (
    <ReadingPage>
      {lists.isPending ? (
        <RingLoading label="Loading lists" />
      ) : lists.error && !lists.data ? (
        <ErrorState error={lists.error} retry={() => void lists.refetch()} />
      ) : (
        <Section
          title="Subscription lists"
          about="What people may be written to about. Filters ask for them, and nobody who unsubscribed is counted as subscribed."
          action={add}
        >
          {lists.data.lists.length === 0 && (
            <EmptyState title="No subscription list yet">
              A list is something people may be written to about, such as product news. Each person can be subscribed to
              it or not, on their page, by your server, and in filters.
            </EmptyState>
          )}
          <ul className="flex flex-col divide-y empty:hidden divide-line rounded-box border border-line">
            {lists.data.lists.map((list) => (
              <li key={list.id} className="flex items-center gap-x-4 px-4 py-3">
                <div className="min-w-0 flex-1">
                  <p dir="auto" className="font-strong break-words text-ink">
                    {list.name}
                  </p>
                  {list.description && (
                    <p dir="auto" className="text-list break-words text-ink-soft">
                      {list.description}
                    </p>
                  )}
                  <p className="text-note text-ink-faint">
                    <code className="font-mono">{list.key}</code> ·{' '}
                    {list.kind === 'opt_in' ? 'people opt in' : 'people opt out'}
                  </p>
                </div>
                {mayEdit && (
                  <span className="flex shrink-0">
                    <IconButton small label={`Change ${list.name}`} onClick={() => setDialog({ does: 'save', list })}>
                      <Pencil size={14} />
                    </IconButton>
                    <IconButton small label={`Remove ${list.name}`} onClick={() => setDialog({ does: 'remove', list })}>
                      <Trash2 size={14} />
                    </IconButton>
                  </span>
                )}
              </li>
            ))}
          </ul>
        </Section>
      )}
      {dialog?.does === 'save' && <ListDialog list={dialog.list} onClose={close} />}
      {dialog?.does === 'remove' && dialog.list && <RemoveList list={dialog.list} onClose={close} />}
    </ReadingPage>
  );
}
