import type { TicketLabel, TicketLabelKind } from '@halo/wire/dashboard/routing.ts';
import { Pencil, Trash2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Button, IconButton } from '../../ui/button.tsx';
import { ErrorLine } from '../../ui/error-state.tsx';
import { TextField } from '../../ui/field.tsx';
import { NameDialog } from '../../ui/name-dialog.tsx';
import { useWorkspace } from '../../workspace.tsx';
import { useChangeLabels } from './routing-queries.ts';

const WORDS = {
  inbox: { title: 'Team inboxes', add: 'Add inbox', none: 'Every ticket lies in the one inbox there always is.' },
  category: { title: 'Categories', add: 'Add category', none: 'No category yet.' },
};

/** The team inboxes or the categories of the workspace. */
export function LabelList({ kind, labels }: { kind: TicketLabelKind; labels: readonly TicketLabel[] }) {
  const workspace = useWorkspace();
  const change = useChangeLabels(workspace.id);
  const [name, setName] = useState('');
  const [renamed, setRenamed] = useState<TicketLabel | null>(null);
  const words = WORDS[kind];
  const own = labels.filter((label) => label.kind === kind);
  const add = (event: FormEvent) => {
    event.preventDefault();
    change.mutate({ kind, name: name.trim() }, { onSuccess: () => setName('') });
  };
  return (
    <section className="flex min-w-0 flex-col gap-2">
      <h3 className="text-list font-strong text-ink">{words.title}</h3>
      {own.length === 0 && <p className="text-list text-ink-faint">{words.none}</p>}
      <ul className="flex flex-col">
        {own.map((label) => (
          <li key={label.id} className="flex min-h-8 items-center gap-2 text-list text-ink">
            <span dir="auto" className="min-w-0 flex-1 truncate" title={label.name}>
              {label.name}
            </span>
            {workspace.may('settings') && (
              <>
                <IconButton small label={`Rename ${label.name}`} onClick={() => setRenamed(label)}>
                  <Pencil size={14} />
                </IconButton>
                <IconButton small label={`Remove ${label.name}`} onClick={() => change.mutate({ remove: label.id })}>
                  <Trash2 size={14} />
                </IconButton>
              </>
            )}
          </li>
        ))}
      </ul>
      {workspace.may('settings') && (
        <form onSubmit={add} className="flex items-end gap-2">
          <TextField
            label="Name"
            className="flex-1"
            maxLength={60}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <Button type="submit" disabled={name.trim() === ''} working={change.isPending}>
            {words.add}
          </Button>
        </form>
      )}
      <ErrorLine error={change.error} />
      {renamed && <RenameLabel label={renamed} onClose={() => setRenamed(null)} />}
    </section>
  );
}

function RenameLabel({ label, onClose }: { label: TicketLabel; onClose: () => void }) {
  const workspace = useWorkspace();
  const change = useChangeLabels(workspace.id);
  return (
    <NameDialog
      title={label.kind === 'inbox' ? 'Rename the inbox' : 'Rename the category'}
      about="Its tickets keep it, and rules and views go on asking for it."
      name={label.name}
      working={change.isPending}
      error={change.error}
      onClose={onClose}
      onName={(name) => change.mutate({ id: label.id, name }, { onSuccess: onClose })}
    />
  );
}
