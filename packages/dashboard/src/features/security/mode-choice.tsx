import type { SecurityAnswer } from '@halo/wire/dashboard/security.ts';
import type { IdentityMode } from '@halo/wire/sdk/values.ts';
import { useState } from 'react';
import { useChangeSettings } from '../../change-settings.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, TypedConfirmation } from '../../ui/dialog.tsx';
import { ErrorLine } from '../../ui/error-state.tsx';
import { sayDone, sayFailed } from '../../ui/toasts.tsx';
import { useWorkspace } from '../../workspace.tsx';
import { enforceForecast, MODES } from './security-words.ts';

/** Off, report or enforce. Going to enforce shows what it would have done first. */
export function ModeChoice({ security }: { security: SecurityAnswer }) {
  const workspace = useWorkspace();
  const change = useChangeSettings(workspace.id);
  const [asking, setAsking] = useState(false);
  const now = security.identityMode;
  const choose = (mode: IdentityMode) => {
    if (mode === now) return;
    if (mode === 'enforce') {
      change.reset();
      setAsking(true);
      return;
    }
    change.mutate(
      { identityMode: mode },
      {
        onSuccess: () =>
          sayDone(`Verification: ${mode}`, () => change.mutate({ identityMode: now }, { onError: sayFailed })),
        onError: sayFailed,
      },
    );
  };
  const enforce = (confirmation?: string) =>
    change.mutate(
      { identityMode: 'enforce', ...(confirmation !== undefined && { confirmation }) },
      {
        onSuccess: () => {
          setAsking(false);
          sayDone('Only proven people are let in now');
        },
      },
    );
  const about = (
    <>
      {enforceForecast(security.figures)} From then on a call that names a user without a valid token is refused, in
      open sessions too. You can go back at any time.
    </>
  );
  return (
    <>
      <fieldset
        disabled={!workspace.may('settings') || change.isPending}
        className="flex flex-col overflow-hidden rounded-box border border-line"
      >
        <legend className="sr-only">Verification mode</legend>
        {MODES.map(({ mode, name, about: words }) => (
          <label
            key={mode}
            className="flex cursor-pointer gap-3 border-b border-line px-4 py-3 transition-colors duration-[120ms] last:border-b-0 hover:bg-hover has-checked:bg-selected has-disabled:cursor-default has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-focus"
          >
            <input
              type="radio"
              name="mode"
              value={mode}
              checked={now === mode}
              onChange={() => choose(mode)}
              className="mt-0.5 size-4 shrink-0 accent-accent outline-none"
            />
            <span className="min-w-0">
              <span className="block text-body font-strong text-ink">{name}</span>
              <span className="block text-list text-ink-soft text-pretty">{words}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {security.enforceConfirmation !== null ? (
        <TypedConfirmation
          open={asking}
          onClose={() => setAsking(false)}
          title="Enforce verification"
          about={
            <>
              {about}{' '}
              <strong className="font-strong text-ink">
                No call was ever proven here: everybody who is signed in to your app will be refused
              </strong>{' '}
              until your server signs tokens.
            </>
          }
          expected={security.enforceConfirmation}
          expectedIs="the workspace's name"
          action="Enforce verification"
          working={change.isPending}
          error={change.error}
          onConfirm={enforce}
        />
      ) : (
        <Dialog
          open={asking}
          onClose={() => setAsking(false)}
          title="Enforce verification"
          about={about}
          footer={
            <>
              <Button onClick={() => setAsking(false)}>Cancel</Button>
              <Button look="primary" working={change.isPending} onClick={() => enforce()}>
                Enforce verification
              </Button>
            </>
          }
        >
          {change.error ? <ErrorLine error={change.error} /> : null}
        </Dialog>
      )}
    </>
  );
}
