import type { ActionSecretAnswer, ActionView } from '@halo/wire/dashboard/actions.ts';
import { History, KeyRound, Pencil, Play, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button, IconButton } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorLine } from '../../ui/error-state.tsx';
import { sayDone } from '../../ui/toasts.tsx';
import { useWorkspace } from '../../workspace.tsx';
import { useActionChange } from './action-queries.ts';
import { actionSentence } from './action-words.ts';
import { CallsDialog } from './calls-dialog.tsx';
import { TryDialog } from './try-dialog.tsx';

interface ActionListProps {
  actions: readonly ActionView[];
  onEdit: (action: ActionView) => void;
  onSecret: (secret: string) => void;
}

type Deed = 'calls' | 'try' | 'remove' | 'rotate';

/** Every action with what it does, and what can be done with it. */
export function ActionList({ actions, onEdit, onSecret }: ActionListProps) {
  const { id: workspaceId, may } = useWorkspace();
  const [open, setOpen] = useState<{ deed: Deed; action: ActionView } | null>(null);
  const close = () => setOpen(null);
  const button = (deed: Deed, action: ActionView, label: string, Icon: typeof Play) => (
    <IconButton small label={`${label} ${action.name}`} onClick={() => setOpen({ deed, action })}>
      <Icon size={14} />
    </IconButton>
  );
  return (
    <>
      <ul className="divide-y divide-line rounded-box border border-line">
        {actions.map((action) => (
          <li key={action.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2">
            <div className="min-w-48 flex-1">
              <p className="flex items-center gap-2 text-body text-ink">
                <span className="min-w-0 truncate font-strong">{action.name}</span>
                {!action.enabled && <span className="shrink-0 text-note text-ink-faint">Off</span>}
              </p>
              <p className="truncate text-note text-ink-faint" title={`${action.method} ${action.url}`}>
                {action.method} {action.url}
              </p>
              <p className="text-note text-ink-faint">{actionSentence(action)}</p>
            </div>
            <div className="flex shrink-0">
              {may('playground') && button('try', action, 'Try', Play)}
              {may('inbox') && button('calls', action, 'Calls of', History)}
              {may('settings') && (
                <>
                  <IconButton small label={`Change ${action.name}`} onClick={() => onEdit(action)}>
                    <Pencil size={14} />
                  </IconButton>
                  {button('rotate', action, 'New signing secret for', KeyRound)}
                  {button('remove', action, 'Remove', Trash2)}
                </>
              )}
            </div>
          </li>
        ))}
      </ul>
      {open?.deed === 'calls' && <CallsDialog {...{ workspaceId, action: open.action }} onClose={close} />}
      {open?.deed === 'try' && <TryDialog {...{ workspaceId, action: open.action }} onClose={close} />}
      {open?.deed === 'remove' && (
        <Sure
          {...{ workspaceId, action: open.action, onClose: close }}
          title={`Remove "${open.action.name}"?`}
          about="The AI can use it no more. It cannot be brought back."
          words="Remove action"
          change={{ method: 'DELETE', parts: [open.action.id] }}
          onDone={() => sayDone('Action removed')}
        />
      )}
      {open?.deed === 'rotate' && (
        <Sure
          {...{ workspaceId, action: open.action, onClose: close }}
          title={`A new signing secret for "${open.action.name}"?`}
          about="The one you have signs beside it for a day, so that your service can change over."
          words="Make a new secret"
          change={{ method: 'POST', parts: [open.action.id, 'secret'] }}
          onDone={(answer) => answer && onSecret(answer.secret)}
        />
      )}
    </>
  );
}

interface SureProps {
  workspaceId: string;
  title: string;
  about: string;
  words: string;
  change: { method: 'POST' | 'DELETE'; parts: string[] };
  onDone: (answer: ActionSecretAnswer | undefined) => void;
  onClose: () => void;
}

function Sure({ workspaceId, title, about, words, change, onDone, onClose }: SureProps) {
  const doing = useActionChange<ActionSecretAnswer | undefined>(workspaceId);
  const confirm = () =>
    doing.mutate(change, {
      onSuccess: (answer) => {
        onDone(answer);
        onClose();
      },
    });
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      about={about}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look={change.method === 'DELETE' ? 'danger' : 'primary'} working={doing.isPending} onClick={confirm}>
            {words}
          </Button>
        </>
      }
    >
      <ErrorLine error={doing.error} />
    </Dialog>
  );
}
