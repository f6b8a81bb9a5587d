import type { ContactRecordAnswer } from '@halo/wire/dashboard/contacts.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { inWorkspace, send } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorLine } from '../../ui/error-state.tsx';
import { sayDone } from '../../ui/toasts.tsx';
import { useWorkspace } from '../../workspace.tsx';

interface EndingWords {
  /** On the button that asks; `named` says it to those who do not see where it stands. */
  button: string;
  named?: string;
  title: string;
  about: string;
  confirm: string;
  done: string;
}

/** Ends all sessions of a person and the tokens they hold, after a question. */
export function SignOutEverywhere({ contactId, name }: { contactId: string; name: string }) {
  return (
    <Ending
      contactId={contactId}
      path={['sign-out']}
      words={{
        button: 'Sign out everywhere',
        title: `Sign ${name} out everywhere?`,
        about:
          'Their sessions end in every browser, and user tokens from before now are refused. They are back as soon as your server signs them a new token.',
        confirm: 'Sign out',
        done: 'Signed out everywhere',
      }}
    />
  );
}

/** Ends one session of a person, after a question. */
export function EndSession({ contactId, sessionId, device }: { contactId: string; sessionId: string; device: string }) {
  return (
    <Ending
      contactId={contactId}
      path={['sessions', sessionId, 'end']}
      words={{
        button: 'End',
        named: `End the session on ${device}`,
        title: 'End this session?',
        about: `The chat on ${device} closes at once and that session opens nothing any more. A browser in which they are still signed in to your app begins a new one; "Sign out everywhere" refuses their tokens as well.`,
        confirm: 'End session',
        done: 'Session ended',
      }}
    />
  );
}

function Ending({ contactId, path, words }: { contactId: string; path: string[]; words: EndingWords }) {
  const workspace = useWorkspace();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const end = useMutation({
    mutationFn: () => send<ContactRecordAnswer>('POST', inWorkspace(workspace.id, 'contacts', contactId, ...path), {}),
    onSuccess: (answer) => {
      client.setQueryData([workspace.id, 'contacts', 'record', contactId], answer);
      setAsking(false);
      sayDone(words.done);
    },
  });
  return (
    <>
      <Button
        small
        look="danger-plain"
        aria-label={words.named}
        onClick={() => {
          end.reset();
          setAsking(true);
        }}
      >
        {words.button}
      </Button>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={words.title}
        about={words.about}
        footer={
          <>
            <Button onClick={() => setAsking(false)}>Cancel</Button>
            <Button look="danger" working={end.isPending} onClick={() => end.mutate()}>
              {words.confirm}
            </Button>
          </>
        }
      >
        {end.error && <ErrorLine error={end.error} />}
      </Dialog>
    </>
  );
}
