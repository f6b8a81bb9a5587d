import type { ContactRecordAnswer } from '@halo/wire/dashboard/contacts.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { inWorkspace, send } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorLine } from '../../ui/error-state.tsx';
import { TextField } from '../../ui/field.tsx';
import { sayDone } from '../../ui/toasts.tsx';
import { useWorkspace } from '../../workspace.tsx';

/** Adds a user by hand, before their first session. */
export function AddContact() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button look="primary" icon={<Plus size={14} />} onClick={() => setOpen(true)}>
        Add contact
      </Button>
      {open && <AddDialog onClose={() => setOpen(false)} />}
    </>
  );
}

function AddDialog({ onClose }: { onClose: () => void }) {
  const workspace = useWorkspace();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [userId, setUserId] = useState('');
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const add = useMutation({
    mutationFn: () =>
      send<ContactRecordAnswer>('POST', inWorkspace(workspace.id, 'contacts'), {
        userId: userId.trim(),
        traits: { ...(name.trim() && { name: name.trim() }), ...(email.trim() && { email: email.trim() }) },
      }),
    onSuccess: ({ person }) => {
      void client.invalidateQueries({ queryKey: [workspace.id, 'contacts'] });
      sayDone('Contact added');
      void navigate({
        to: '/$workspaceId/contacts/$contactId',
        params: { workspaceId: workspace.id, contactId: person.contactId! },
      });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (userId.trim()) add.mutate();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title="Add a contact"
      about="For somebody who has not signed in yet. Their first session in your app finds this record by the user id."
    >
      <form onSubmit={submit} className="flex flex-col gap-4 pb-1">
        <TextField
          label="User id"
          hint="The id your app knows them by. It is compared exactly and cannot be changed later."
          maxLength={255}
          autoComplete="off"
          spellCheck={false}
          value={userId}
          onChange={(event) => setUserId(event.target.value)}
        />
        <TextField label="Name" dir="auto" value={name} onChange={(event) => setName(event.target.value)} />
        <TextField label="E-mail" type="email" value={email} onChange={(event) => setEmail(event.target.value)} />
        <ErrorLine error={add.error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={!userId.trim()} working={add.isPending}>
            Add contact
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
