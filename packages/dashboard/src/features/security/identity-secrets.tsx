import type {
  CreatedSecretAnswer,
  CreateSecretBody,
  IdentitySecretRow,
  SecurityAnswer,
} from '@halo/wire/dashboard/security.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { inWorkspace, send } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, TypedConfirmation } from '../../ui/dialog.tsx';
import { ErrorLine } from '../../ui/error-state.tsx';
import { SelectField } from '../../ui/field.tsx';
import { Section } from '../../ui/page-bar.tsx';
import { counted } from '../../ui/readable-value.ts';
import { ShownOnce } from '../../ui/shown-once.tsx';
import { Time } from '../../ui/time.tsx';
import { sayDone } from '../../ui/toasts.tsx';
import { useWorkspace } from '../../workspace.tsx';

const OVERLAPS = [
  { value: '24', label: 'In 24 hours' },
  { value: '168', label: 'In 7 days' },
  { value: '0', label: 'At once' },
  { value: 'never', label: 'Not yet: I end it myself' },
];

/** The secrets that sign tokens: rotate with overlap, end one. */
export function IdentitySecrets({ secrets }: { secrets: IdentitySecretRow[] }) {
  const workspace = useWorkspace();
  const client = useQueryClient();
  const [rotating, setRotating] = useState(false);
  const [overlap, setOverlap] = useState('24');
  const [secret, setSecret] = useState<string | null>(null);
  const [ending, setEnding] = useState<IdentitySecretRow | null>(null);
  const renew = () => client.invalidateQueries({ queryKey: [workspace.id, 'security'] });
  const rotate = useMutation({
    mutationFn: () => {
      const body: CreateSecretBody = { endOthersAfterHours: overlap === 'never' ? null : Number(overlap) };
      return send<CreatedSecretAnswer>('POST', inWorkspace(workspace.id, 'security', 'identity-secrets'), body);
    },
    onSuccess: (answer) => {
      setRotating(false);
      setSecret(answer.secret);
      void renew();
    },
  });
  const end = useMutation({
    mutationFn: (id: string) =>
      send<SecurityAnswer>('POST', inWorkspace(workspace.id, 'security', 'identity-secrets', id, 'end'), {}),
    onSuccess: (answer) => {
      client.setQueryData([workspace.id, 'security'], answer);
      setEnding(null);
      sayDone('The secret is ended');
    },
  });
  return (
    <Section
      title="Identity secrets"
      about="Your server signs each person's token with one. A secret is shown once, when it is made."
      action={
        workspace.may('keys') && (
          <Button
            onClick={() => {
              rotate.reset();
              setRotating(true);
            }}
          >
            {secrets.some(({ live }) => live) ? 'Rotate secret' : 'Create secret'}
          </Button>
        )
      }
    >
      <ul className="rounded-box border border-line">
        {secrets.map((row) => (
          <li
            key={row.id}
            className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-4 py-3 text-list last:border-b-0"
          >
            <div className="min-w-0 flex-1 basis-64">
              <p className="flex flex-wrap items-baseline gap-x-3">
                <code className="font-mono text-ink">{row.hint}</code>
                <SecretState row={row} />
              </p>
              <p className="text-note text-ink-faint">
                kid <code className="font-mono break-all">{row.id}</code> · made <Time at={row.createdAt} day /> · last
                used <Time at={row.lastUsedAt} />
              </p>
            </div>
            <p className="text-note text-ink-soft tabular-nums">
              {row.accepted.toLocaleString('en-GB')} accepted, {row.refused.toLocaleString('en-GB')} refused
            </p>
            {workspace.may('keys') && row.live && secrets.filter(({ live }) => live).length > 1 && (
              <Button
                small
                look="danger-plain"
                onClick={() => {
                  end.reset();
                  setEnding(row);
                }}
              >
                End now
              </Button>
            )}
          </li>
        ))}
        {secrets.length === 0 && (
          <li className="px-4 py-3 text-list text-ink-faint">No secret yet: nothing can be proven.</li>
        )}
      </ul>
      <Dialog
        open={rotating}
        onClose={() => setRotating(false)}
        title="Rotate the identity secret"
        about="A new secret is made and shown once. Both work until the old one ends, so that your servers can change over."
        footer={
          <>
            <Button onClick={() => setRotating(false)}>Cancel</Button>
            <Button look="primary" working={rotate.isPending} onClick={() => rotate.mutate()}>
              Rotate secret
            </Button>
          </>
        }
      >
        <div className="flex flex-col gap-4">
          <SelectField
            label={`The ${counted(secrets.filter(({ live }) => live).length, 'secret', 'secrets')} before it ${secrets.filter(({ live }) => live).length === 1 ? 'ends' : 'end'}`}
            value={overlap}
            onChange={(event) => setOverlap(event.target.value)}
            options={OVERLAPS}
            hint={overlap === '0' ? 'Tokens signed with it are refused from now on.' : undefined}
          />
          <ErrorLine error={rotate.error} />
        </div>
      </Dialog>
      <ShownOnce
        title="The new identity secret"
        about="This is the only time it is shown. Keep it on your server, never in a page or an app."
        label="Identity secret"
        secret={secret}
        onClose={() => setSecret(null)}
      />
      {ending && (
        <TypedConfirmation
          open
          onClose={() => setEnding(null)}
          title="End this secret now"
          about="Tokens signed with it are refused from now on. Servers that still sign with it cannot prove anybody. This cannot be undone."
          expected={ending.id}
          expectedIs="the secret's kid"
          action="End secret"
          working={end.isPending}
          error={end.error}
          onConfirm={() => end.mutate(ending.id)}
        />
      )}
    </Section>
  );
}

function SecretState({ row }: { row: IdentitySecretRow }) {
  if (!row.live) {
    return (
      <span className="text-note text-ink-faint">
        Ended <Time at={row.endsAt} day />
      </span>
    );
  }
  if (row.endsAt) {
    return (
      <span className="text-note text-claimed">
        Ends <Time at={row.endsAt} day />
      </span>
    );
  }
  return <span className="text-note text-verified">Live</span>;
}
