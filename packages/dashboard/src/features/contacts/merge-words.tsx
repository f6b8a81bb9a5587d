import type { TimelineItem } from '@halo/wire/dashboard/contacts.ts';
import { Button } from '../../ui/button.tsx';
import { Time } from '../../ui/time.tsx';
import { sayFailed } from '../../ui/toasts.tsx';
import { useWorkspace } from '../../workspace.tsx';
import { useUndoMerge } from './merge-queries.ts';

/** A merge in the timeline of its survivor, with the way back. */
export function MergeWords({ merge }: { merge: Extract<TimelineItem, { type: 'merge' }> }) {
  const workspace = useWorkspace();
  const undo = useUndoMerge(workspace.id);
  const { displayName, userId } = merge.loser;
  return (
    <div className="flex flex-wrap items-start gap-x-3 gap-y-1">
      <div className="min-w-0 flex-1">
        <p className="break-words">
          Took in <bdi>{displayName}</bdi>
          {userId && userId !== displayName && <code className="ms-1.5 font-mono text-note">{userId}</code>}
        </p>
        <p className="mt-0.5 text-note break-words text-ink-faint">
          {merge.samePerson ? 'Merged as the same person' : 'Merged'} by {merge.by}
          {merge.undoneAt && (
            <>
              . Undone <Time at={merge.undoneAt} ago /> by {merge.undoneBy}
            </>
          )}
        </p>
      </div>
      {!merge.undoneAt && workspace.may('contacts.merge') && (
        <Button small working={undo.isPending} onClick={() => undo.mutate(merge.id, { onError: sayFailed })}>
          Undo merge
        </Button>
      )}
    </div>
  );
}
