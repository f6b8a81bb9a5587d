import type { IdentityFigures, SecurityAnswer } from '@halo/wire/dashboard/security.ts';
import type { IdentityMode } from '@halo/wire/sdk/values.ts';
import { useState } from 'react';
import { useChangeSettings } from '../../change-settings.ts';
import { sayDone, sayFailed } from '../../ui/toasts.tsx';
import { useWorkspace } from '../../workspace.tsx';
import { EnforceGate } from './enforce-gate.tsx';
import { MODES } from './security-words.ts';

/** Off, report or enforce. Going to enforce shows what it would have done first. */
export function ModeChoice({ security, figures }: { security: SecurityAnswer; figures: IdentityFigures | undefined }) {
  const workspace = useWorkspace();
  const change = useChangeSettings(workspace.id);
  const [asking, setAsking] = useState(false);
  const now = security.identityMode;
  const choose = (mode: IdentityMode) => {
    if (mode === now) return;
    if (mode === 'enforce') {
      setAsking(true);
      return;
    }
    change.mutate(
      { identityMode: mode },
      {
        onSuccess: () =>
          // Back into `enforce` leads through its gate, never through "Undo".
          sayDone(
            `Verification: ${mode}`,
            now === 'enforce' ? undefined : () => change.mutate({ identityMode: now }, { onError: sayFailed }),
          ),
        onError: sayFailed,
      },
    );
  };
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
      {asking && <EnforceGate security={security} figures={figures} onClose={() => setAsking(false)} />}
    </>
  );
}
