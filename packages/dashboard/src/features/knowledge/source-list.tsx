import type { KnowledgeSource } from '@halo/wire/dashboard/knowledge.ts';
import { FileText, Globe, NotebookPen, Pencil, RotateCw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button, IconButton } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Time } from '../../ui/time.tsx';
import { sayDone } from '../../ui/toasts.tsx';
import { useKnowledgeChange } from './knowledge-queries.ts';
import { ProgressBar } from './progress-bar.tsx';

const ICONS = { article: NotebookPen, file: FileText, url: Globe };

interface SourceListProps {
  workspaceId: string;
  sources: readonly KnowledgeSource[];
  mayChange: boolean;
  onEdit: (id: string) => void;
}

/** Every source with how its reading stands. */
export function SourceList({ workspaceId, sources, mayChange, onEdit }: SourceListProps) {
  const change = useKnowledgeChange(workspaceId);
  const [removing, setRemoving] = useState<KnowledgeSource | null>(null);
  return (
    <>
      <ul className="divide-y divide-line rounded-box border border-line">
        {sources.map((source) => {
          const Icon = ICONS[source.kind];
          return (
            <li key={source.id} className="flex items-center gap-3 px-3 py-2">
              <Icon size={16} aria-hidden="true" className="shrink-0 text-ink-faint" />
              <div className="min-w-0 flex-1">
                <p dir="auto" title={source.title} className="truncate text-body text-ink">
                  {source.title}
                </p>
                <SourceState source={source} />
              </div>
              {mayChange && (
                <div className="flex shrink-0">
                  {source.kind === 'article' ? (
                    <IconButton small label={`Change ${source.title}`} onClick={() => onEdit(source.id)}>
                      <Pencil size={14} />
                    </IconButton>
                  ) : (
                    <IconButton
                      small
                      label={`Read ${source.title} again`}
                      onClick={() => change.mutate({ method: 'POST', parts: ['sources', source.id, 'read'] })}
                    >
                      <RotateCw size={14} />
                    </IconButton>
                  )}
                  <IconButton small label={`Remove ${source.title}`} onClick={() => setRemoving(source)}>
                    <Trash2 size={14} />
                  </IconButton>
                </div>
              )}
            </li>
          );
        })}
      </ul>
      {removing && (
        <Dialog
          open
          onClose={() => setRemoving(null)}
          title={`Remove "${removing.title}"?`}
          about="Agents answer from it no more. It cannot be brought back."
          footer={
            <>
              <Button onClick={() => setRemoving(null)}>Cancel</Button>
              <Button
                look="danger"
                working={change.isPending}
                onClick={() =>
                  change.mutate(
                    { method: 'DELETE', parts: ['sources', removing.id] },
                    {
                      onSuccess: () => {
                        sayDone('Source removed');
                        setRemoving(null);
                      },
                    },
                  )
                }
              >
                Remove source
              </Button>
            </>
          }
        />
      )}
    </>
  );
}

function SourceState({ source }: { source: KnowledgeSource }) {
  const { state, fault, progress, passages, embedded, readAt } = source;
  if (state === 'failed') {
    return (
      <p className="text-note text-danger-ink">
        Not read. {fault}
        {passages > 0 && ' What was read before stays in use.'}
      </p>
    );
  }
  if (state === 'waiting') return <p className="text-note text-ink-faint">Waits to be read</p>;
  if (state === 'reading') {
    return (
      <p className="flex items-center gap-2 text-note text-ink-faint">
        <ProgressBar label="Reading" value={progress} most={100} />
        Reading, {progress}%
      </p>
    );
  }
  return (
    <p className="text-note text-ink-faint">
      {passages} {passages === 1 ? 'passage' : 'passages'}
      {embedded !== null && embedded < passages && `, embedded ${embedded} of ${passages}`}
      {readAt && (
        <>
          , read <Time at={readAt} ago />
        </>
      )}
    </p>
  );
}
