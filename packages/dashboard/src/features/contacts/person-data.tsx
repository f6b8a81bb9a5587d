import type { ContactRecordAnswer } from '@halo/wire/dashboard/contacts.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { inWorkspace, send } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { TypedConfirmation } from '../../ui/dialog.tsx';
import { sayDone } from '../../ui/toasts.tsx';
import { useWorkspace } from '../../workspace.tsx';

/** What a person may ask for: all that is held of them, and that it goes. */
export function PersonData({ contactId, person }: { contactId: string; person: ContactRecordAnswer['person'] }) {
  const workspace = useWorkspace();
  const mayExport = workspace.may('contacts.export');
  const mayErase = workspace.may('contacts.erase');
  if (!mayExport && !mayErase) return null;
  return (
    <section>
      <h2 className="mb-2.5 text-list font-strong text-ink">Their data</h2>
      <div className="flex flex-wrap items-center gap-2">
        {mayExport && (
          <a
            href={inWorkspace(workspace.id, 'contacts', contactId, 'export')}
            download
            className="inline-flex h-7 shrink-0 items-center gap-1.5 rounded-control border border-line-firm bg-ground px-2 text-list font-strong text-ink! no-underline! transition-colors duration-[120ms] hover:bg-hover active:bg-pressed pointer-coarse:min-h-10"
          >
            <Download size={14} aria-hidden="true" /> Export
          </a>
        )}
        {mayErase && <ErasePerson contactId={contactId} name={person.displayName} />}
      </div>
    </section>
  );
}

function ErasePerson({ contactId, name }: { contactId: string; name: string }) {
  const workspace = useWorkspace();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const erase = useMutation({
    mutationFn: () => send('DELETE', inWorkspace(workspace.id, 'contacts', contactId)),
    onSuccess: async () => {
      setAsking(false);
      await navigate({ to: '/$workspaceId/contacts', params: { workspaceId: workspace.id } });
      client.removeQueries({ queryKey: [workspace.id, 'contacts', 'record', contactId] });
      client.removeQueries({ queryKey: [workspace.id, 'contacts', 'timeline', contactId] });
      void client.invalidateQueries({ queryKey: [workspace.id] });
      sayDone('Erased');
    },
  });
  return (
    <>
      <Button
        small
        look="danger-plain"
        onClick={() => {
          erase.reset();
          setAsking(true);
        }}
      >
        Erase
      </Button>
      <TypedConfirmation
        open={asking}
        onClose={() => setAsking(false)}
        title={`Erase ${name}?`}
        about={
          <>
            <p>This cannot be undone. Export their data first if you may need it.</p>
            <p className="mt-2">
              <strong className="font-strong text-ink">Goes:</strong> the contact and everybody merged into it, traits,
              context and memberships, conversations with every message and note, tickets, events, what the AI saw,
              their lines in the identify log. They are signed out everywhere.
            </p>
            <p className="mt-2">
              <strong className="font-strong text-ink">Stays:</strong> a keyed hash of their ids and e-mail, so that
              bulk updates do not bring them back, and an audit entry that does not name them. Their companies, and your
              backups, are not touched. If they use your app again, they are new.
            </p>
          </>
        }
        expected={name}
        expectedIs="their name"
        action="Erase for good"
        working={erase.isPending}
        error={erase.error}
        onConfirm={() => erase.mutate()}
      />
    </>
  );
}
