import type { ActionView } from '@halo/wire/dashboard/actions.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { RingLoading } from '../../ui/ring-mark.tsx';
import { Time } from '../../ui/time.tsx';
import { useActionCalls } from './action-queries.ts';
import { outcomeWords } from './action-words.ts';

/** The newest calls of an action: who, with what, and what came of it. */
export function CallsDialog({
  workspaceId,
  action,
  onClose,
}: {
  workspaceId: string;
  action: ActionView;
  onClose: () => void;
}) {
  const calls = useActionCalls(workspaceId, action.id);
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={`Calls of ${action.name}`}
      about="The newest hundred of the last 30 days. What was answered is kept nowhere here."
    >
      {calls.error ? (
        <ErrorState error={calls.error} retry={() => void calls.refetch()} />
      ) : !calls.data ? (
        <RingLoading label="Loading the calls" />
      ) : calls.data.calls.length === 0 ? (
        <p className="py-6 text-center text-body text-ink-soft">Nobody has called it yet.</p>
      ) : (
        <ul className="divide-y divide-line rounded-box border border-line">
          {calls.data.calls.map((call) => (
            <li key={call.id} className="flex flex-col gap-0.5 px-3 py-2">
              <p className="flex flex-wrap justify-between gap-x-3 text-body text-ink">
                <span className={call.outcome === 'failed' || call.outcome === 'refused' ? 'text-danger-ink' : ''}>
                  {outcomeWords(call)}
                </span>
                <span className="text-note text-ink-faint">
                  <Time at={call.at} ago />
                </span>
              </p>
              <p className="text-note break-words text-ink-faint">
                <bdi>{call.triedBy ? `Tried by ${call.triedBy}` : (call.person?.name ?? 'Anonymous')}</bdi>,{' '}
                {call.trust}
                {call.ms !== null && `, ${call.ms} ms`}
                {Object.entries(call.arguments).map(([name, value]) => `, ${name}: ${value}`)}
              </p>
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}
