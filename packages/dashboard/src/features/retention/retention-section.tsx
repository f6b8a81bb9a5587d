import type { SettingsBody, WorkspaceSettings } from '@halo/wire/dashboard/settings.ts';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { useChangeSettings } from '../../change-settings.ts';
import { ErrorLine } from '../../ui/error-state.tsx';
import { SelectField } from '../../ui/field.tsx';
import { Section } from '../../ui/page-bar.tsx';
import { SaveBar } from '../../ui/save-bar.tsx';
import { sayDone } from '../../ui/toasts.tsx';
import { useWorkspace } from '../../workspace.tsx';

type Kept = 'identifyLogDays' | 'sessionDays' | 'visitorDays' | 'promptDays';

const FIELDS: { key: Kept; label: string; hint: string; days: (number | null)[] }[] = [
  {
    key: 'identifyLogDays',
    label: 'Identify log',
    hint: 'Who called, how proven, and what came of it. Never the values.',
    days: [1, 7, 14, 30],
  },
  {
    key: 'sessionDays',
    label: 'Ended and unused sessions',
    hint: 'Sessions that ended, and those of known people who never wrote in them.',
    days: [7, 30, 90, 180, 365],
  },
  {
    key: 'visitorDays',
    label: 'Visitors who never wrote',
    hint: 'Without a sign of life for so long, with all they did. Whoever wrote stays.',
    days: [7, 30, 90, 180, 365],
  },
  {
    key: 'promptDays',
    label: 'What the AI saw',
    hint: 'The prompt behind each answer. What was said stays.',
    days: [7, 30, 90, 365, null],
  },
];

/** For how long is kept what nobody asked to keep. */
export function RetentionSection() {
  const { id, settings, may } = useWorkspace();
  const mayChange = may('settings');
  const change = useChangeSettings(id);
  const [chosen, setChosen] = useState<Partial<Pick<WorkspaceSettings, Kept>>>({});
  const changes: SettingsBody = Object.fromEntries(
    Object.entries(chosen).filter(([key, value]) => settings[key as Kept] !== value),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate(changes, {
      onSuccess: () => {
        setChosen({});
        sayDone('Retention saved');
      },
    });
  };
  return (
    <Section
      title="Data retention"
      about="What Halo lets go by itself, within the hour it is due. Conversations are never deleted by age."
    >
      <form onSubmit={submit}>
        <fieldset disabled={!mayChange} className="flex max-w-112 flex-col gap-5">
          {FIELDS.map(({ key, label, hint, days }) => {
            const value = chosen[key] === undefined ? settings[key] : chosen[key];
            const offered = days.includes(settings[key])
              ? days
              : [...days, settings[key]].sort(
                  (a, b) => (a ?? Number.POSITIVE_INFINITY) - (b ?? Number.POSITIVE_INFINITY),
                );
            return (
              <SelectField
                key={key}
                label={label}
                hint={hint}
                value={String(value)}
                onChange={({ target }) =>
                  setChosen({ ...chosen, [key]: target.value === 'null' ? null : Number(target.value) })
                }
                options={offered.map((each) => ({ value: String(each), label: daysInWords(each) }))}
              />
            );
          })}
          <ErrorLine error={change.error} />
          {mayChange && (
            <SaveBar
              action="Save retention"
              changed={Object.keys(changes).length > 0}
              saving={change.isPending}
              onDiscard={() => setChosen({})}
            />
          )}
        </fieldset>
      </form>
    </Section>
  );
}

function daysInWords(days: number | null): string {
  if (days === null) return 'Kept with its conversation';
  return days === 1 ? '1 day' : `${days} days`;
}
