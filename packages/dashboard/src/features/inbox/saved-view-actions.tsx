import type { InboxView, SavedInboxView } from '@halo/wire/dashboard/inbox.ts';
import { Ellipsis, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button, IconButton } from '../../ui/button.tsx';
import { CheckField } from '../../ui/field.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { NameDialog } from '../../ui/name-dialog.tsx';
import { sayDone, sayFailed } from '../../ui/toasts.tsx';
import { useWorkspace } from '../../workspace.tsx';
import type { FilterJson } from '../audience/filter-tree.ts';
import { useChangeSavedView } from './inbox-queries.ts';

interface SavedViewActionsProps {
  view: InboxView;
  /** The filter as it stands, if it can be asked. */
  asked: FilterJson | null;
  saved: SavedInboxView | null;
  onClose: () => void;
}

/** Keeps the filter as a view; changes, names and removes the one it came from. */
export function SavedViewActions({ view, asked, saved, onClose }: SavedViewActionsProps) {
  const workspace = useWorkspace();
  const change = useChangeSavedView(workspace.id);
  const [naming, setNaming] = useState(false);
  if (!saved) {
    return (
      <>
        <Button small disabled={asked === null} onClick={() => setNaming(true)}>
          Save view
        </Button>
        {naming && asked && <NameView save={{ view, filter: asked }} saved={null} onClose={() => setNaming(false)} />}
      </>
    );
  }
  const { id, ...before } = saved;
  const isChanged = asked !== null && JSON.stringify(saved.filter) !== JSON.stringify(asked);
  const remove = () =>
    change.mutate(
      { remove: id },
      {
        onSuccess: () => {
          sayDone('View removed', () => change.mutate({ id: null, save: before }));
          onClose();
        },
        onError: sayFailed,
      },
    );
  const keep = (filter: FilterJson) =>
    change.mutate(
      { id, save: { ...before, view, filter } },
      { onSuccess: () => sayDone('View saved'), onError: sayFailed },
    );
  return (
    <>
      {isChanged && (
        <Button small working={change.isPending} onClick={() => keep(asked)}>
          Save changes
        </Button>
      )}
      <Menu
        align="end"
        trigger={
          <IconButton small label={`The view "${saved.name}"`}>
            <Ellipsis size={16} />
          </IconButton>
        }
      >
        <MenuItem icon={<Pencil size={14} />} onChoose={() => setNaming(true)}>
          Rename or share
        </MenuItem>
        <MenuItem danger icon={<Trash2 size={14} />} onChoose={remove}>
          Remove view
        </MenuItem>
      </Menu>
      {naming && <NameView save={before} saved={saved} onClose={() => setNaming(false)} />}
    </>
  );
}

interface NameViewProps {
  save: Pick<SavedInboxView, 'view' | 'filter'>;
  saved: SavedInboxView | null;
  onClose: () => void;
}

function NameView({ save: { view, filter }, saved, onClose }: NameViewProps) {
  const workspace = useWorkspace();
  const change = useChangeSavedView(workspace.id);
  const [shared, setShared] = useState(saved?.shared ?? false);
  const action = saved ? 'Save changes' : 'Save view';
  return (
    <NameDialog
      title={saved ? 'Rename or share the view' : 'Save view'}
      about="It stands in the left column of the inbox."
      name={saved?.name ?? ''}
      {...{ action, onClose }}
      working={change.isPending}
      error={change.error}
      onName={(name) =>
        change.mutate(
          { id: saved?.id ?? null, save: { name, view, filter, shared } },
          {
            onSuccess: () => {
              sayDone(`View "${name}" saved`);
              onClose();
            },
          },
        )
      }
    >
      <CheckField
        label="For the whole team"
        hint="Unticked, only you see it."
        checked={shared}
        onChange={(event) => setShared(event.target.checked)}
      />
    </NameDialog>
  );
}
