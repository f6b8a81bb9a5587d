import type { IdentityFigures, SecurityAnswer } from '@halo/wire/dashboard/security.ts';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { useChangeSettings } from '../../change-settings.ts';
import { Button } from '../../ui/button.tsx';
import { DayBars } from '../../ui/day-bars.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorLine } from '../../ui/error-state.tsx';
import { CheckField, TextField } from '../../ui/field.tsx';
import { RingLoading } from '../../ui/ring-mark.tsx';
import { sayDone } from '../../ui/toasts.tsx';
import { useWorkspace } from '../../workspace.tsx';
import { enforceForecast } from './security-words.ts';

/** What a token's age is proposed to be limited to, when nothing limits it yet (safety K2). */
const PROPOSED_HOURS = 24;

interface EnforceGateProps {
  security: SecurityAnswer;
  figures: IdentityFigures | undefined;
  onClose: () => void;
}

/** The gate before `enforce`: the last seven days first, then the decision. */
export function EnforceGate({ security, figures, onClose }: EnforceGateProps) {
  const workspace = useWorkspace();
  const change = useChangeSettings(workspace.id);
  const [typed, setTyped] = useState('');
  const [limited, setLimited] = useState(false);
  const expected = security.enforceConfirmation;
  const mayGo = figures !== undefined && (expected === null || typed.trim() === expected);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!mayGo || change.isPending) return;
    change.mutate(
      {
        identityMode: 'enforce',
        ...(limited && { maxTokenAgeHours: PROPOSED_HOURS }),
        ...(expected !== null && { confirmation: typed.trim() }),
      },
      {
        onSuccess: () => {
          onClose();
          sayDone('Only proven people are let in now');
        },
      },
    );
  };
  return (
    <Dialog open onClose={onClose} title="Enforce verification">
      {figures === undefined ? (
        <RingLoading label="Loading the last seven days" />
      ) : (
        <form onSubmit={submit} className="flex flex-col gap-4 pb-1">
          <LastWeek figures={figures} />
          <p className="text-body text-ink-soft text-pretty">
            From then on a call that names a user without a valid token is refused, in open sessions too. You can go
            back at any time; Halo alerts you when people who were proven before are refused, and never changes the mode
            by itself.
          </p>
          {security.maxTokenAgeHours === null && (
            <CheckField
              label={`Also refuse tokens older than ${PROPOSED_HOURS} hours`}
              hint="Recommended: a token that was copied is worthless a day later. Your tokens must say when they were signed (iat), as those of our snippets do."
              checked={limited}
              onChange={(event) => setLimited(event.target.checked)}
            />
          )}
          {expected !== null && (
            <>
              <p className="text-body font-strong text-ink text-pretty">
                No token was ever accepted here: everybody who is signed in to your app will be refused until your
                server signs tokens.
              </p>
              <TextField
                label="Type the workspace's name to confirm"
                hint={
                  <>
                    Exactly <strong className="font-strong text-ink">{expected}</strong>
                  </>
                }
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
                autoComplete="off"
                spellCheck={false}
              />
            </>
          )}
          <ErrorLine error={change.error} />
          <div className="flex flex-wrap justify-end gap-2">
            <Button onClick={onClose}>Cancel</Button>
            <Button
              type="submit"
              look={expected === null ? 'primary' : 'danger'}
              disabled={!mayGo}
              working={change.isPending}
            >
              Enforce verification
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}

function LastWeek({ figures }: { figures: IdentityFigures }) {
  const days = figures.days.map(({ day }) => day);
  const rows = [
    { words: 'Proven', values: figures.days.map(({ verifiedCalls }) => verifiedCalls), colour: 'text-verified' },
    {
      words: 'Refused, or would be',
      values: figures.days.map(({ wouldRefuseCalls, refusedCalls }) => wouldRefuseCalls + refusedCalls),
      colour: 'text-claimed',
    },
  ];
  return (
    <div className="flex flex-col gap-3 rounded-box border border-line px-4 py-3">
      <p className="text-body text-ink text-pretty">{enforceForecast(figures)}</p>
      {figures.calls > 0 && (
        <ul className="flex flex-wrap gap-x-8 gap-y-2">
          {rows.map(({ words, values, colour }) => (
            <li key={words} className="flex items-end gap-3">
              <DayBars days={days} values={values} of={`${words}: calls`} className={colour} />
              <div>
                <p className="text-note text-ink-faint">{words}</p>
                <p className="text-list text-ink tabular-nums">
                  {values.reduce((sum, value) => sum + value, 0).toLocaleString('en-GB')}
                </p>
              </div>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
