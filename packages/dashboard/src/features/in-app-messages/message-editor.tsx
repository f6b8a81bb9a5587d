import type { InAppMessageBody, InAppMessageRow, InAppState } from '@halo/wire/dashboard/in-app-messages.ts';
import { ArrowLeft } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { ErrorLine } from '../../ui/error-state.tsx';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
import { sayDone, sayFailed } from '../../ui/toasts.tsx';
import { useWorkspace } from '../../workspace.tsx';
import { filterOf, isEmpty, isWhole, readTree } from '../audience/filter-tree.ts';
import { useDeleteDraft, useSaveInAppMessage, useSetInAppState } from './in-app-queries.ts';
import { messageName } from './in-app-words.ts';
import { MessageAudience } from './message-audience.tsx';
import { MessageContent } from './message-content.tsx';
import { MessageOutcomes } from './message-outcomes.tsx';
import { MessagePreview } from './message-preview.tsx';
import { StateMark } from './state-mark.tsx';

const BLANK: InAppMessageBody = {
  ...{ kind: 'message', title: '', body: '', sender: '', place: 'top', button: null, audience: 'users', filter: null },
  ...{ paths: [], startsAt: null, endsAt: null, priority: 0 },
};

interface MessageEditorProps {
  /** Null: one that is not saved yet. */
  message: InAppMessageRow | null;
  onSaved: (id: string) => void;
  onBack: () => void;
}

/** Writes one message: what it says, whom it is for, when; beside it how it looks and what came of it. */
export function MessageEditor({ message, onSaved, onBack }: MessageEditorProps) {
  const workspace = useWorkspace();
  const save = useSaveInAppMessage(workspace.id);
  const setState = useSetInAppState(workspace.id);
  const remove = useDeleteDraft(workspace.id);
  const {
    id = null,
    state = 'draft',
    numbers,
    createdAt,
    updatedAt,
    ...stored
  } = message ?? ({} as Partial<InAppMessageRow>);
  const before: InAppMessageBody = { ...BLANK, sender: workspace.me.name, ...stored };
  const [body, setBody] = useState(before);
  const [tree, setTree] = useState(() => readTree(body.filter ?? {}));
  const change = (more: Partial<InAppMessageBody>) => setBody((before) => ({ ...before, ...more }));
  const filter = body.audience === 'everybody' || isEmpty(tree) ? null : filterOf(tree);
  const paths = body.paths.map((path) => path.trim()).filter(Boolean);
  const whole: InAppMessageBody = { ...body, filter, paths };
  const ready = (body.title.trim() !== '' || body.body.trim() !== '') && isWhole(tree);
  const over = state === 'archived';
  const changed = !over && JSON.stringify(whole) !== JSON.stringify(before);

  const store = (next?: InAppState) =>
    save.mutate(
      { id, body: whole, ...(next && { state: next }) },
      {
        onSuccess: (saved) => {
          sayDone(next === 'live' ? 'Message is live' : 'Message saved');
          onSaved(saved.id);
        },
      },
    );
  const become = (next: InAppState, said: string) =>
    id && setState.mutate({ id, state: next }, { onSuccess: () => sayDone(said), onError: sayFailed });
  const deleteDraft = () =>
    id &&
    remove.mutate(id, {
      onSuccess: () => {
        sayDone('Draft deleted', () => save.mutate({ id: null, body: whole }));
        onBack();
      },
      onError: sayFailed,
    });

  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto flex max-w-260 flex-col gap-6 px-4 py-4 desk:px-6">
        <div className="flex flex-wrap items-center gap-3">
          <Button look="quiet" icon={<ArrowLeft size={14} />} onClick={onBack}>
            All messages
          </Button>
          <h2 dir="auto" className="min-w-0 flex-1 truncate text-message font-strong text-ink">
            {message ? messageName(message) : 'New message'}
          </h2>
          <StateMark state={state} />
        </div>
        <div className="grid gap-8 desk:grid-cols-[minmax(0,1fr)_20rem]">
          <fieldset disabled={over} className="flex min-w-0 flex-col gap-8">
            <legend className="sr-only">The message</legend>
            <MessageContent body={body} onChange={change} />
            <MessageAudience body={body} tree={tree} onTree={setTree} onChange={change} />
            <ErrorLine error={save.error} />
            <LeaveGuard unsaved={changed && !save.isPending} />
            {!over && (
              <div className="flex flex-wrap gap-2">
                {state === 'live' ? (
                  <Button look="primary" disabled={!ready || !changed} working={save.isPending} onClick={() => store()}>
                    Save changes
                  </Button>
                ) : (
                  <>
                    <Button look="primary" disabled={!ready} working={save.isPending} onClick={() => store('live')}>
                      Set live
                    </Button>
                    <Button
                      disabled={!ready || (!changed && id !== null)}
                      working={save.isPending}
                      onClick={() => store()}
                    >
                      {state === 'draft' ? 'Save draft' : 'Save changes'}
                    </Button>
                  </>
                )}
                {state === 'live' && <Button onClick={() => become('paused', 'Message paused')}>Pause</Button>}
                {id && state === 'draft' && (
                  <Button look="danger-plain" working={remove.isPending} onClick={deleteDraft}>
                    Delete draft
                  </Button>
                )}
                {id && state !== 'draft' && (
                  <Button look="danger-plain" onClick={() => become('archived', 'Message archived')}>
                    Archive
                  </Button>
                )}
              </div>
            )}
          </fieldset>
          <div className="flex min-w-0 flex-col gap-6 self-start desk:sticky desk:top-4">
            <MessagePreview message={body} />
            {id && state !== 'draft' && <MessageOutcomes id={id} />}
          </div>
        </div>
      </div>
    </div>
  );
}
