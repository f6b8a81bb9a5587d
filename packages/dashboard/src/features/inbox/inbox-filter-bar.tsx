import type { InboxView, SavedInboxView } from '@halo/wire/dashboard/inbox.ts';
import { type FormEvent, useId, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorLine } from '../../ui/error-state.tsx';
import { CheckField, TextField } from '../../ui/field.tsx';
import { sayDone, sayFailed } from '../../ui/toasts.tsx';
import { useWorkspace } from '../../workspace.tsx';
import { useTicketFields } from '../audience/audience-queries.ts';
import { FilterBar } from '../audience/filter-bar.tsx';
import type { FilterJson } from '../audience/filter-tree.ts';
import { useChangeSavedView } from './inbox-queries.ts';

interface InboxFilterBarProps {
  view: InboxView;
  search: string | undefined;
  filter: FilterJson;
  /** The saved view this filter came from. */
  saved: SavedInboxView | null;
  onFilter: (filter: FilterJson) => void;
  onClose: () => void;
}

/** The filter of the inbox, which can be kept as a view. */
export function InboxFilterBar({ view, search, filter, saved, onFilter, onClose }: InboxFilterBarProps) {
  const workspace = useWorkspace();
  const fields = useTicketFields(workspace.id);
  const change = useChangeSavedView(workspace.id);
  const [keeping, setKeeping] = useState<FilterJson | null>(null);
  const isChanged = saved && JSON.stringify(saved.filter) !== JSON.stringify(filter);
  const done = (said: string) => ({ onSuccess: () => sayDone(said), onError: sayFailed });
  return (
    <>
      <FilterBar
        {...{ filter, fields, onFilter }}
        of="inbox"
        within={{ view, ...(search && { search }) }}
        words={['match', 'matches']}
        actions={(asked) => (
          <>
            {saved && isChanged && asked && (
              <Button
                small
                working={change.isPending}
                onClick={() => {
                  const { id, ...before } = saved;
                  change.mutate({ id, save: { ...before, view, filter: asked } }, done('View saved'));
                }}
              >
                Save changes
              </Button>
            )}
            {saved ? (
              <Button
                small
                look="quiet"
                onClick={() =>
                  change.mutate(
                    { remove: saved.id },
                    {
                      onSuccess: () => {
                        const { id: _, ...before } = saved;
                        sayDone('View removed', () => change.mutate({ id: null, save: before }));
                        onClose();
                      },
                      onError: sayFailed,
                    },
                  )
                }
              >
                Remove view
              </Button>
            ) : (
              <Button small disabled={asked === null} onClick={() => setKeeping(asked)}>
                Save view
              </Button>
            )}
            <Button small look="quiet" onClick={onClose}>
              Clear
            </Button>
          </>
        )}
      />
      {keeping && <SaveView view={view} filter={keeping} onClose={() => setKeeping(null)} />}
    </>
  );
}

function SaveView({ view, filter, onClose }: { view: InboxView; filter: FilterJson; onClose: () => void }) {
  const workspace = useWorkspace();
  const form = useId();
  const change = useChangeSavedView(workspace.id);
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate(
      { id: null, save: { name: name.trim(), view, filter, shared } },
      {
        onSuccess: () => {
          sayDone(`View "${name.trim()}" saved`);
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title="Save view"
      about="It stands in the left column of the inbox."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} look="primary" disabled={name.trim() === ''} working={change.isPending}>
            Save view
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-4">
        <TextField
          label="Name"
          required
          maxLength={60}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <CheckField
          label="For the whole team"
          hint="Unticked, only you see it."
          checked={shared}
          onChange={(event) => setShared(event.target.checked)}
        />
        <ErrorLine error={change.error} />
      </form>
    </Dialog>
  );
}
