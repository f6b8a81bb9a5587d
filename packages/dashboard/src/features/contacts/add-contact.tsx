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

/** Adds a user by hand before their first session, or, without a user id, a lead. */
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
    mutationFn: () => {
      const said = { name: name.trim(), email: email.trim() };
      if (!userId.trim()) return send<ContactRecordAnswer>('POST', inWorkspace(workspace.id, 'leads'), said);
      const traits = { ...(said.name && { name: said.name }), ...(said.email && { email: said.email }) };
      return send<ContactRecordAnswer>('POST', inWorkspace(workspace.id, 'contacts'), {
        userId: userId.trim(),
        traits,
      });
    },
    onSuccess: ({ person }) => {
      void client.invalidateQueries({ queryKey: [workspace.id, 'contacts'] });
      sayDone(person.kind === 'lead' ? 'Lead added' : 'Contact added');
      void navigate({
        to: '/$workspaceId/contacts/$contactId',
        params: { workspaceId: workspace.id, contactId: person.contactId! },
      });
    },
  });
  const filled = Boolean(userId.trim() || name.trim() || email.trim());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (filled) add.mutate();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title="Add a contact"
      about="For somebody who has not signed in yet. Their first session in your app finds this record by the user id. Without one it is a lead, found by a verified e-mail."
    >
      <form onSubmit={submit} className="flex flex-col gap-4 pb-1">
        <TextField
          label="User id"
          hint="The id your app knows them by, compared exactly. Leave it empty for a lead."
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
          <Button type="submit" look="primary" disabled={!filled} working={add.isPending}>
            Add contact
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
