import type {
  CreatedServerKeyAnswer,
  SecurityAnswer,
  ServerKeyRow,
  ServerKeyScope,
} from '@halo/wire/dashboard/security.ts';
import { SERVER_KEY_SCOPES } from '@halo/wire/dashboard/security.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useId, useState } from 'react';
import { inWorkspace, send } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, TypedConfirmation } from '../../ui/dialog.tsx';
import { ErrorLine } from '../../ui/error-state.tsx';
import { CheckField, TextField } from '../../ui/field.tsx';
import { Section } from '../../ui/page-bar.tsx';
import { ShownOnce } from '../../ui/shown-once.tsx';
import { Time } from '../../ui/time.tsx';
import { sayDone } from '../../ui/toasts.tsx';
import { useWorkspace } from '../../workspace.tsx';

const SCOPES: Record<ServerKeyScope, string> = {
  read: 'Read people and companies',
  write: 'Write people, companies and tickets',
  merge: 'Merge people',
  erase: 'Erase and export people',
  settings: 'Change settings',
};

/** Keys for the customer's own backend: each does only what it is for. */
export function ServerKeys({ keys }: { keys: ServerKeyRow[] }) {
  const workspace = useWorkspace();
  const client = useQueryClient();
  const [creating, setCreating] = useState(false);
  const [made, setMade] = useState<string | null>(null);
  const [ending, setEnding] = useState<ServerKeyRow | null>(null);
  const end = useMutation({
    mutationFn: (id: string) =>
      send<SecurityAnswer>('POST', inWorkspace(workspace.id, 'security', 'server-keys', id, 'end'), {}),
    onSuccess: (answer) => {
      client.setQueryData([workspace.id, 'security'], answer);
      setEnding(null);
      sayDone('The server key is ended');
    },
  });
  return (
    <Section
      title="Server keys"
      about="For calls from your backend. What they write is verified. They are refused in browsers."
      action={workspace.may('keys') && <Button onClick={() => setCreating(true)}>Create server key</Button>}
    >
      <ul className="rounded-box border border-line">
        {keys.map((row) => (
          <li
            key={row.id}
            className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-4 py-3 text-list last:border-b-0"
          >
            <div className="min-w-0 flex-1 basis-64">
              <p className="flex flex-wrap items-baseline gap-x-3">
                <span dir="auto" className="min-w-0 break-words text-ink">
                  {row.name || 'Unnamed'}
                </span>
                <code className="font-mono text-note text-ink-faint">{row.hint}</code>
                {row.endedAt && (
                  <span className="text-note text-ink-faint">
                    Ended <Time at={row.endedAt} day />
                  </span>
                )}
              </p>
              <p className="text-note text-ink-faint">
                {row.scopes.join(', ')} · made <Time at={row.createdAt} day /> ·{' '}
                {row.lastUsedAt ? (
                  <>
                    last used <Time at={row.lastUsedAt} ago />
                  </>
                ) : (
                  'never used'
                )}
              </p>
            </div>
            {workspace.may('keys') && !row.endedAt && (
              <Button
                small
                look="danger-plain"
                onClick={() => {
                  end.reset();
                  setEnding(row);
                }}
              >
                End key
              </Button>
            )}
          </li>
        ))}
        {keys.length === 0 && <li className="px-4 py-3 text-list text-ink-faint">No server keys yet.</li>}
      </ul>
      <Dialog
        open={creating}
        onClose={() => setCreating(false)}
        title="Create a server key"
        about="It is shown once. Give it only what it needs."
      >
        <CreateForm
          onCancel={() => setCreating(false)}
          onMade={(key) => {
            setCreating(false);
            setMade(key);
            void client.invalidateQueries({ queryKey: [workspace.id, 'security'] });
          }}
        />
      </Dialog>
      <ShownOnce
        title="The new server key"
        about="This is the only time it is shown. Keep it on your server, never in a page or an app."
        label="Server key"
        secret={made}
        onClose={() => setMade(null)}
      />
      {ending && (
        <TypedConfirmation
          open
          onClose={() => setEnding(null)}
          title="End this server key"
          about="Calls with it are refused from now on. This cannot be undone."
          expected={ending.name || ending.hint}
          expectedIs={ending.name ? "the key's name" : "the key's hint"}
          action="End key"
          working={end.isPending}
          error={end.error}
          onConfirm={() => end.mutate(ending.id)}
        />
      )}
    </Section>
  );
}

function CreateForm({ onCancel, onMade }: { onCancel: () => void; onMade: (key: string) => void }) {
  const workspace = useWorkspace();
  const legend = useId();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<ServerKeyScope[]>(['write']);
  const create = useMutation({
    mutationFn: () =>
      send<CreatedServerKeyAnswer>('POST', inWorkspace(workspace.id, 'security', 'server-keys'), {
        name: name.trim(),
        scopes,
      }),
    onSuccess: ({ key }) => onMade(key),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4 pb-1">
      <TextField
        label="Name"
        hint="Where it is used: Backend, nightly sync"
        required
        maxLength={120}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <fieldset aria-labelledby={legend} className="flex flex-col gap-2">
        <legend id={legend} className="mb-1.5 text-list font-strong text-ink">
          It may
        </legend>
        {SERVER_KEY_SCOPES.map((scope) => (
          <CheckField
            key={scope}
            label={SCOPES[scope]}
            checked={scopes.includes(scope)}
            onChange={(event) =>
              setScopes(event.target.checked ? [...scopes, scope] : scopes.filter((each) => each !== scope))
            }
          />
        ))}
      </fieldset>
      <ErrorLine error={create.error} />
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" look="primary" disabled={!name.trim() || scopes.length === 0} working={create.isPending}>
          Create server key
        </Button>
      </div>
    </form>
  );
}
