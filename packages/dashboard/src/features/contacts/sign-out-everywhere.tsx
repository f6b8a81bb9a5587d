import type { ContactRecordAnswer } from '@halo/wire/dashboard/contacts.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { inWorkspace, send } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorLine } from '../../ui/error-state.tsx';
import { sayDone } from '../../ui/toasts.tsx';
import { useWorkspace } from '../../workspace.tsx';

/** Ends all sessions of a person and the tokens they hold, after a question. */
export function SignOutEverywhere({ contactId, name }: { contactId: string; name: string }) {
  const workspace = useWorkspace();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const signOut = useMutation({
    mutationFn: () =>
      send<ContactRecordAnswer>('POST', inWorkspace(workspace.id, 'contacts', contactId, 'sign-out'), {}),
    onSuccess: (answer) => {
      client.setQueryData([workspace.id, 'contacts', 'record', contactId], answer);
      setAsking(false);
      sayDone('Signed out everywhere');
    },
  });
  return (
    <>
      <Button
        small
        look="danger-plain"
        onClick={() => {
          signOut.reset();
          setAsking(true);
        }}
      >
        Sign out everywhere
      </Button>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={`Sign ${name} out everywhere?`}
        about="Their sessions end in every browser, and user tokens from before now are refused. They are back as soon as your server signs them a new token."
        footer={
          <>
            <Button onClick={() => setAsking(false)}>Cancel</Button>
            <Button look="danger" working={signOut.isPending} onClick={() => signOut.mutate()}>
              Sign out
            </Button>
          </>
        }
      >
        {signOut.error && <ErrorLine error={signOut.error} />}
      </Dialog>
    </>
  );
}
