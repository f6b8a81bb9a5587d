import type { InstallAnswer, WidgetKeyAnswer } from '@halo/wire/dashboard/install.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { inWorkspace, send } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { TypedConfirmation } from '../../ui/dialog.tsx';
import { sayDone } from '../../ui/toasts.tsx';
import { useWorkspace } from '../../workspace.tsx';

/** The ids a snippet holds, to copy; and a new widget key, which breaks the old snippet. */
export function WidgetKey({ install }: { install: InstallAnswer }) {
  const workspace = useWorkspace();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const regenerate = useMutation({
    mutationFn: () => send<WidgetKeyAnswer>('POST', inWorkspace(workspace.id, 'install', 'widget-key'), {}),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: [workspace.id, 'install'] });
      setAsking(false);
      sayDone('The widget key is new. Put the new snippet into your app.');
    },
  });
  return (
    <div className="flex flex-col gap-3">
      <dl className="overflow-hidden rounded-box border border-line">
        <Value name="Workspace id (orgId)" value={install.orgId} />
        <Value name="Widget key" value={install.widgetKey} />
        <Value name="Address of this Halo" value={install.url} />
      </dl>
      {workspace.may('keys') && (
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="text-note text-ink-faint">
            The widget key is publishable: it stands in your pages for everybody to see.
          </p>
          <Button look="danger-plain" onClick={() => setAsking(true)}>
            Regenerate widget key
          </Button>
        </div>
      )}
      <TypedConfirmation
        open={asking}
        onClose={() => setAsking(false)}
        title="Regenerate the widget key"
        about="The old key stops working at once: every page with the old snippet loses its widget until it holds the new key. This cannot be undone."
        expected={workspace.name}
        expectedIs="the workspace's name"
        action="Regenerate widget key"
        working={regenerate.isPending}
        error={regenerate.error}
        onConfirm={() => regenerate.mutate()}
      />
    </div>
  );
}

function Value({ name, value }: { name: string; value: string }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 border-b border-line px-3 py-2 last:border-b-0 desk:grid-cols-[160px_minmax(0,1fr)_auto]">
      <dt className="col-span-2 text-list text-ink-faint desk:col-span-1">{name}</dt>
      <dd className="min-w-0 truncate font-mono text-list text-ink" title={value}>
        {value}
      </dd>
      <dd className="-my-1">
        <CopyButton text={value} label={`Copy ${name.toLowerCase()}`} />
      </dd>
    </div>
  );
}
