import type { SegmentBody, SegmentRow } from '@halo/wire/dashboard/segments.ts';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { AskDialog } from '../../ui/ask-dialog.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorLine } from '../../ui/error-state.tsx';
import { TextField } from '../../ui/field.tsx';
import { sayDone } from '../../ui/toasts.tsx';
import { useWorkspace } from '../../workspace.tsx';
import { useDeleteSegment, useSaveSegment } from './audience-queries.ts';

type Said = Pick<SegmentBody, 'filter' | 'contactType'>;

interface SaveSegmentProps {
  /** The segment that is being changed; null makes a new one. */
  segment: SegmentRow | null;
  body: Said;
  disabled: boolean;
  onSaved: (segmentId: string) => void;
}

/** Keeps a filter under a name. */
export function SaveSegment({ segment, body, disabled, onSaved }: SaveSegmentProps) {
  const [open, setOpen] = useState(false);
  const workspace = useWorkspace();
  const save = useSaveSegment(workspace.id);
  if (segment) {
    return (
      <>
        {save.error && <ErrorLine error={save.error} />}
        <Button
          disabled={disabled}
          working={save.isPending}
          onClick={() =>
            save.mutate(
              { id: segment.id, name: segment.name, ...body },
              {
                onSuccess: () => {
                  sayDone(`"${segment.name}" is being built anew`);
                  onSaved(segment.id);
                },
              },
            )
          }
        >
          Save changes
        </Button>
      </>
    );
  }
  return (
    <>
      <Button disabled={disabled} onClick={() => setOpen(true)}>
        Save as segment
      </Button>
      {open && (
        <NameDialog
          title="Save as segment"
          about="A segment keeps itself up to date: whoever comes to match joins, whoever no longer does leaves."
          action="Save segment"
          save={(name) => ({ id: null, name, ...body })}
          onDone={(id, name) => {
            sayDone(`Segment "${name}" saved`);
            setOpen(false);
            onSaved(id);
          }}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

export function RenameSegment({ segment, onClose }: { segment: SegmentRow; onClose: () => void }) {
  const { id, contactType } = segment;
  const filter = segment.filter as SegmentBody['filter'];
  return (
    <NameDialog
      title="Rename segment"
      action="Rename"
      before={segment.name}
      save={(name) => ({ id, name, filter, contactType })}
      onDone={() => {
        sayDone('Segment renamed');
        onClose();
      }}
      onClose={onClose}
    />
  );
}

interface NameDialogProps {
  title: string;
  about?: string;
  action: string;
  before?: string;
  save: (name: string) => SegmentBody & { id: string | null };
  onDone: (segmentId: string, name: string) => void;
  onClose: () => void;
}

function NameDialog({ title, about, action, before = '', save: bodyOf, onDone, onClose }: NameDialogProps) {
  const workspace = useWorkspace();
  const [name, setName] = useState(before);
  const save = useSaveSegment(workspace.id);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const said = name.trim();
    if (said) save.mutate(bodyOf(said), { onSuccess: ({ id }) => onDone(id, said) });
  };
  return (
    <Dialog open onClose={onClose} title={title} about={about}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <TextField
          label="Name"
          value={name}
          maxLength={100}
          autoComplete="off"
          onChange={(event) => setName(event.target.value)}
        />
        <ErrorLine error={save.error} />
        <div className="flex flex-wrap justify-end gap-2 pb-1">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={!name.trim()} working={save.isPending}>
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface DeleteSegmentProps {
  segment: SegmentRow;
  onDeleted: () => void;
  onClose: () => void;
}

export function DeleteSegment({ segment, onDeleted, onClose }: DeleteSegmentProps) {
  const workspace = useWorkspace();
  const remove = useDeleteSegment(workspace.id);
  const onSuccess = () => {
    sayDone('Segment deleted');
    onDeleted();
  };
  return (
    <AskDialog
      title={`Delete "${segment.name}"?`}
      about="Its members stay contacts. What asks for this segment elsewhere must be changed first."
      action="Delete segment"
      working={remove.isPending}
      error={remove.error}
      onDo={() => remove.mutate(segment.id, { onSuccess })}
      onClose={onClose}
    />
  );
}
