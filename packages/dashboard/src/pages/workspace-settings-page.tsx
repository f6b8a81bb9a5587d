import type { SettingsBody } from '@halo/wire/dashboard/settings.ts';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { useChangeSettings } from '../change-settings.ts';
import { LiftErasureSection } from '../features/retention/lift-erasure.tsx';
import { RetentionSection } from '../features/retention/retention-section.tsx';
import { LeadForms } from '../features/settings/lead-forms.tsx';
import { ErrorLine } from '../ui/error-state.tsx';
import { CheckField, SelectField, TextField } from '../ui/field.tsx';
import { ReadingPage, Section } from '../ui/page-bar.tsx';
import { SaveBar } from '../ui/save-bar.tsx';
import { sayDone } from '../ui/toasts.tsx';
import { useWorkspace } from '../workspace.tsx';

const ZONES = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];

/** Settings > Workspace: name, time zone, tracking, and for how long is kept what. */
export function WorkspaceSettingsPage() {
  const { id, settings, may } = useWorkspace();
  const mayChange = may('settings');
  const change = useChangeSettings(id);
  const [name, setName] = useState(settings.name);
  const [timeZone, setTimeZone] = useState(settings.timeZone);
  const [tracking, setTracking] = useState(settings.tracking);
  const changes: SettingsBody = {
    ...(name.trim() !== settings.name && { name: name.trim() }),
    ...(timeZone !== settings.timeZone && { timeZone }),
    ...(tracking !== settings.tracking && { tracking }),
  };
  const discard = () => {
    setName(settings.name);
    setTimeZone(settings.timeZone);
    setTracking(settings.tracking);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate(changes, { onSuccess: () => sayDone('Workspace saved') });
  };
  const zones = ZONES.includes(timeZone) ? ZONES : [timeZone, ...ZONES];
  return (
    <ReadingPage>
      <Section
        title="Workspace"
        about={mayChange ? 'What your team and your customers see.' : 'Owners and admins can change these.'}
      >
        <form onSubmit={submit}>
          <fieldset disabled={!mayChange} className="flex max-w-112 flex-col gap-5">
            <TextField
              label="Name"
              required
              maxLength={120}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
            <SelectField
              label="Time zone"
              hint="Dates that come without a zone are read in it."
              value={timeZone}
              onChange={(event) => setTimeZone(event.target.value)}
              options={zones.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))}
            />
            <CheckField
              label="Collect events in the browser"
              hint="Page views, clicks, form submissions and errors. Never what is typed into fields."
              checked={tracking}
              onChange={(event) => setTracking(event.target.checked)}
            />
            <ErrorLine error={change.error} />
            {mayChange && (
              <SaveBar
                action="Save workspace"
                primary
                changed={Object.keys(changes).length > 0}
                ready={name.trim() !== ''}
                saving={change.isPending}
                onDiscard={discard}
              />
            )}
          </fieldset>
        </form>
      </Section>
      <LeadForms />
      <RetentionSection />
      {may('contacts.erase') && <LiftErasureSection />}
    </ReadingPage>
  );
}
