import type { ActionView } from '@halo/wire/dashboard/actions.ts';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { ActionDialog } from '../features/actions/action-dialog.tsx';
import { ActionList } from '../features/actions/action-list.tsx';
import { useActions } from '../features/actions/action-queries.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { ReadingPage, Section } from '../ui/page-bar.tsx';
import { RingLoading } from '../ui/ring-mark.tsx';
import { ShownOnce } from '../ui/shown-once.tsx';
import { useWorkspace } from '../workspace.tsx';

/** AI agent > Actions: what the AI may ask of the workspace's own services. */
export function ActionsPage() {
  const { id: workspaceId, may } = useWorkspace();
  const actions = useActions(workspaceId);
  const [editing, setEditing] = useState<{ action: ActionView | null } | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  if (actions.error && !actions.data) return <ErrorState error={actions.error} retry={() => void actions.refetch()} />;
  if (!actions.data) return <RingLoading label="Loading the actions" />;
  const list = actions.data.actions;
  return (
    <ReadingPage>
      <Section
        title="Actions"
        about="Requests to your own services that the AI may send: look up an order, change a seat. Each says who may use it, and every call is logged."
        action={
          may('settings') && (
            <Button look="primary" icon={<Plus size={14} />} onClick={() => setEditing({ action: null })}>
              Add action
            </Button>
          )
        }
      >
        {list.length > 0 ? (
          <ActionList actions={list} onEdit={(action) => setEditing({ action })} onSecret={setSecret} />
        ) : (
          <EmptyState title="No actions yet">
            Begin with one that only reads, such as GET https://api.example.com/orders/{'{order_id}'}. The AI fills in
            the order, Halo fills in who asks, and your service answers with JSON.
          </EmptyState>
        )}
      </Section>
      {editing && (
        <ActionDialog
          workspaceId={workspaceId}
          action={editing.action}
          onClose={() => setEditing(null)}
          onSecret={setSecret}
        />
      )}
      <ShownOnce
        title="The signing secret"
        about="Your service checks with it that a request comes from Halo. It is shown this once; docs/actions.md has the check to copy."
        label="The signing secret"
        secret={secret}
        onClose={() => setSecret(null)}
      />
    </ReadingPage>
  );
}
