import type { Alert, AlertsAnswer } from '@halo/wire/dashboard/alerts.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ShieldAlert } from 'lucide-react';
import { inWorkspace, read, send } from '../../api.ts';
import { useChangeSettings } from '../../change-settings.ts';
import { Button } from '../../ui/button.tsx';
import { TextLink } from '../../ui/link-tabs.tsx';
import { Time } from '../../ui/time.tsx';
import { sayDone, sayFailed } from '../../ui/toasts.tsx';
import { useWorkspace } from '../../workspace.tsx';
import { jumpWords } from './alert-words.ts';

/** What owners and admins must know at once, above every page. */
export function AlertBanner() {
  const workspace = useWorkspace();
  const alerts = useQuery({
    queryKey: [workspace.id, 'alerts'],
    queryFn: ({ signal }) => read<AlertsAnswer>(inWorkspace(workspace.id, 'alerts'), {}, signal),
    enabled: workspace.may('manage'),
  });
  return (
    <div role="alert">
      {(alerts.data?.alerts ?? []).map((alert) => (
        <RefusalsJumped key={alert.id} alert={alert} />
      ))}
    </div>
  );
}

function RefusalsJumped({ alert }: { alert: Alert }) {
  const workspace = useWorkspace();
  const client = useQueryClient();
  const change = useChangeSettings(workspace.id);
  const settle = () => client.invalidateQueries({ queryKey: [workspace.id, 'alerts'] });
  const dismiss = useMutation({
    mutationFn: () => send('POST', inWorkspace(workspace.id, 'alerts', alert.id, 'dismiss'), {}),
    onSettled: settle,
    onError: sayFailed,
  });
  const back = () =>
    change.mutate(
      { identityMode: 'report' },
      {
        onSuccess: () => {
          void settle();
          sayDone('Nobody is refused now; calls are counted again');
        },
        onError: sayFailed,
      },
    );
  const { what, why } = jumpWords(alert.detail);
  return (
    <section
      aria-label="Alert"
      className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-danger-soft px-4 py-2.5 desk:px-6"
    >
      <ShieldAlert size={20} aria-hidden="true" className="shrink-0 text-danger-ink" />
      <div className="min-w-0 flex-1 basis-80">
        <p className="text-body font-strong text-ink text-pretty">{what}</p>
        <p className="text-list text-ink-soft text-pretty">
          {why} Either your tokens broke, or somebody tries ids that are not theirs: the{' '}
          <TextLink to="/$workspaceId/settings/log" params={{ workspaceId: workspace.id }} search={{ only: 'refused' }}>
            log
          </TextLink>{' '}
          tells which. Since <Time at={alert.raisedAt} />, last <Time at={alert.lastAt} ago />.
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button small look="danger-plain" working={change.isPending} onClick={back}>
          Return to report
        </Button>
        <Button small look="quiet" working={dismiss.isPending} onClick={() => dismiss.mutate()}>
          Dismiss for an hour
        </Button>
      </div>
    </section>
  );
}
