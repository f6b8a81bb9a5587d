import type { ListKind, ListRow } from '@halo/wire/dashboard/consents.ts';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { AskDialog } from '../../ui/ask-dialog.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorLine } from '../../ui/error-state.tsx';
import { SelectField, TextArea, TextField } from '../../ui/field.tsx';
import { sayDone } from '../../ui/toasts.tsx';
import { useWorkspace } from '../../workspace.tsx';
import { useRemoveList, useSaveList } from './consent-queries.ts';

/** "Product news" as `product-news`. */
function keyOf(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 50);
}

interface ListDialogProps {
  /** Null makes a new one. */
  list: ListRow | null;
  onClose: () => void;
}

export function ListDialog({ list, onClose }: ListDialogProps) {
  const workspace = useWorkspace();
  const save = useSaveList(workspace.id);
  const [name, setName] = useState(list?.name ?? '');
  const [description, setDescription] = useState(list?.description ?? '');
  const [ownKey, setOwnKey] = useState<string | null>(null);
  const [kind, setKind] = useState<ListKind>(list?.kind ?? 'opt_in');
  const key = list?.key ?? ownKey ?? keyOf(name);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const words = { name: name.trim(), description };
    if (!words.name || !key) return;
    save.mutate(list ? { id: list.id, body: words } : { id: null, body: { ...words, key, kind } }, {
      onSuccess: () => {
        sayDone(list ? 'List changed' : `List "${words.name}" added`);
        onClose();
      },
    });
  };
  return (
    <Dialog open onClose={onClose} title={list ? 'Change list' : 'New subscription list'}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <TextField
          label="Name"
          value={name}
          maxLength={100}
          autoComplete="off"
          onChange={(event) => setName(event.target.value)}
        />
        <TextField
          label="Key"
          hint={list ? 'Filters and the API name it so; it stays.' : 'How filters and the API name it. It stays.'}
          value={key}
          maxLength={50}
          disabled={list !== null}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setOwnKey(event.target.value)}
        />
        <SelectField
          label="Who was never asked is"
          value={kind}
          disabled={list !== null}
          onChange={(event) => setKind(event.target.value as ListKind)}
          options={[
            { value: 'opt_in', label: 'not subscribed (people opt in)' },
            { value: 'opt_out', label: 'subscribed (people opt out)' },
          ]}
        />
        <TextArea
          label="Description"
          value={description}
          maxLength={500}
          rows={3}
          onChange={(event) => setDescription(event.target.value)}
        />
        <ErrorLine error={save.error} />
        <div className="flex flex-wrap justify-end gap-2 pb-1">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={!name.trim() || !key} working={save.isPending}>
            {list ? 'Save list' : 'Add list'}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

export function RemoveList({ list, onClose }: { list: ListRow; onClose: () => void }) {
  const workspace = useWorkspace();
  const remove = useRemoveList(workspace.id);
  const onSuccess = () => {
    sayDone('List removed');
    onClose();
  };
  return (
    <AskDialog
      title={`Remove "${list.name}"?`}
      about="What people said about it is removed as well, also who unsubscribed. This cannot be taken back."
      action="Remove list"
      working={remove.isPending}
      error={remove.error}
      onDo={() => remove.mutate(list.id, { onSuccess })}
      onClose={onClose}
    />
  );
}
