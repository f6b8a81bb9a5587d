import type { SecurityAnswer } from '@halo/wire/dashboard/security.ts';
import { useChangeSettings } from '../../change-settings.ts';
import { SelectField } from '../../ui/field.tsx';
import { sayDone, sayFailed } from '../../ui/toasts.tsx';
import { useWorkspace } from '../../workspace.tsx';

const AGES = [
  { value: 'none', label: 'As long as the token says' },
  { value: '1', label: '1 hour' },
  { value: '12', label: '12 hours' },
  { value: '24', label: '24 hours' },
  { value: '168', label: '7 days' },
  { value: '720', label: '30 days' },
];

/** The finer rules of proof. Each is saved as it is chosen and can be taken back. */
export function ProofRules({ security }: { security: SecurityAnswer }) {
  const workspace = useWorkspace();
  const change = useChangeSettings(workspace.id);
  const save = (after: Parameters<typeof change.mutate>[0], before: Parameters<typeof change.mutate>[0]) =>
    change.mutate(after, {
      onSuccess: () => sayDone('Settings saved', () => change.mutate(before, { onError: sayFailed })),
      onError: sayFailed,
    });
  const age = security.maxTokenAgeHours === null ? 'none' : String(security.maxTokenAgeHours);
  const ages = AGES.some(({ value }) => value === age) ? AGES : [...AGES, { value: age, label: `${age} hours` }];
  return (
    <fieldset disabled={!workspace.may('settings') || change.isPending} className="grid gap-5 desk:grid-cols-2">
      <legend className="sr-only">Rules of proof</legend>
      <SelectField
        label="Who may write"
        hint="Identified only refuses visitors altogether."
        value={security.whoMayWrite}
        onChange={(event) =>
          save({ whoMayWrite: event.target.value as 'everybody' | 'identified' }, { whoMayWrite: security.whoMayWrite })
        }
        options={[
          { value: 'everybody', label: 'Everybody, visitors too' },
          { value: 'identified', label: 'Identified people only' },
        ]}
      />
      <SelectField
        label="A company reaches the AI when"
        hint="Counts while verification is on."
        value={security.companyProof}
        onChange={(event) =>
          save({ companyProof: event.target.value as 'token' | 'member' }, { companyProof: security.companyProof })
        }
        options={[
          { value: 'token', label: 'the token names it' },
          { value: 'member', label: 'a proven person is a member' },
        ]}
      />
      <SelectField
        label="A token is good for at most"
        hint="Older ones are refused, whatever their own end is."
        value={age}
        onChange={(event) =>
          save(
            { maxTokenAgeHours: event.target.value === 'none' ? null : Number(event.target.value) },
            { maxTokenAgeHours: security.maxTokenAgeHours },
          )
        }
        options={ages}
      />
    </fieldset>
  );
}
