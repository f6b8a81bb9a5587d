import type { PublicKeyRow } from '@halo/wire/dashboard/public-keys.ts';
import type { SecurityAnswer } from '@halo/wire/dashboard/security.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { inWorkspace, send } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { TypedConfirmation } from '../../ui/dialog.tsx';
import { Section } from '../../ui/page-bar.tsx';
import { counted } from '../../ui/readable-value.ts';
import { Time } from '../../ui/time.tsx';
import { sayDone, sayFailed } from '../../ui/toasts.tsx';
import { useWorkspace } from '../../workspace.tsx';
import { AddPublicKey } from './add-public-key.tsx';

/** Keys whose owners sign tokens themselves, so that no secret is shared: pasted, or read from an address. */
export function PublicKeys({ keys }: { keys: PublicKeyRow[] }) {
  const workspace = useWorkspace();
  const client = useQueryClient();
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<PublicKeyRow | null>(null);
  const act = (id: string, what: 'end' | 'refresh') =>
    send<SecurityAnswer>('POST', inWorkspace(workspace.id, 'security', 'public-keys', id, what), {});
  const show = (answer: SecurityAnswer) => client.setQueryData([workspace.id, 'security'], answer);
  const remove = useMutation({
    mutationFn: (id: string) => act(id, 'end'),
    onSuccess: (answer) => {
      show(answer);
      setRemoving(null);
      sayDone('The public key is removed');
    },
  });
  const refresh = useMutation({ mutationFn: (id: string) => act(id, 'refresh'), onSuccess: show, onError: sayFailed });
  return (
    <Section
      title="Public keys"
      about="For sign-in services that sign tokens themselves (RS256, ES256, EdDSA). Halo then holds no secret at all."
      action={workspace.may('keys') && <Button onClick={() => setAdding(true)}>Add public key</Button>}
    >
      <ul className="rounded-box border border-line">
        {keys.map((row) => (
          <li
            key={row.id}
            className="flex flex-wrap items-start gap-x-4 gap-y-2 border-b border-line px-4 py-3 text-list last:border-b-0"
          >
            <div className="flex min-w-0 flex-1 basis-64 flex-col gap-0.5">
              <p className="flex flex-wrap items-baseline gap-x-3">
                <span dir="auto" className="min-w-0 break-words text-ink">
                  {row.name}
                </span>
                <KeyState row={row} />
              </p>
              <KeyFacts row={row} />
            </div>
            <p className="text-note text-ink-soft tabular-nums">
              {row.accepted.toLocaleString('en-GB')} accepted, {row.refused.toLocaleString('en-GB')} refused
            </p>
            {workspace.may('keys') && !row.endedAt && (
              <div className="flex gap-2">
                {row.kind === 'jwks' && (
                  <Button
                    small
                    working={refresh.isPending && refresh.variables === row.id}
                    onClick={() => refresh.mutate(row.id)}
                  >
                    Read again
                  </Button>
                )}
                <Button
                  small
                  look="danger-plain"
                  onClick={() => {
                    remove.reset();
                    setRemoving(row);
                  }}
                >
                  Remove
                </Button>
              </div>
            )}
          </li>
        ))}
        {keys.length === 0 && (
          <li className="px-4 py-3 text-list text-ink-faint">None. Tokens are signed with an identity secret.</li>
        )}
      </ul>
      {adding && <AddPublicKey onClose={() => setAdding(false)} />}
      {removing && (
        <TypedConfirmation
          open
          onClose={() => setRemoving(null)}
          title="Remove this public key"
          about="Tokens signed with it are refused from now on. This cannot be undone."
          expected={removing.name}
          expectedIs="the key's name"
          action="Remove key"
          working={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate(removing.id)}
        />
      )}
    </Section>
  );
}

function KeyState({ row }: { row: PublicKeyRow }) {
  if (row.endedAt) {
    return (
      <span className="text-note text-ink-faint">
        Removed <Time at={row.endedAt} day />
      </span>
    );
  }
  if (row.fetchFault) return <span className="text-note text-danger-ink">{row.fetchFault}</span>;
  return <span className="text-note text-verified">Live</span>;
}

function KeyFacts({ row }: { row: PublicKeyRow }) {
  const algorithms = [...new Set(row.keys.map(({ algorithm }) => algorithm))].join(', ');
  const kid = row.kind === 'pem' ? row.keys[0]?.kid : null;
  return (
    <div className="flex flex-col gap-0.5 text-note text-ink-faint">
      {row.url && <code className="font-mono break-all text-ink-soft">{row.url}</code>}
      <p>
        {row.kind === 'jwks' ? counted(row.keys.length, 'key', 'keys') : 'One key'}
        {algorithms && `, ${algorithms}`}
        {kid && (
          <>
            , kid <code className="font-mono break-all">{kid}</code>
          </>
        )}
        {row.fetchedAt && (
          <>
            , read <Time at={row.fetchedAt} ago />
          </>
        )}
      </p>
      <p className="break-words">
        Issuer <span className="text-ink-soft">{row.issuer}</span>, audience{' '}
        <span className="text-ink-soft">{row.audience}</span>
      </p>
      <p className="break-words">{row.claims.length > 0 ? `May bring ${row.claims.join(', ')}` : 'Brings no claims'}</p>
      <p>
        Added <Time at={row.createdAt} day /> · last used <Time at={row.lastUsedAt} />
      </p>
    </div>
  );
}
