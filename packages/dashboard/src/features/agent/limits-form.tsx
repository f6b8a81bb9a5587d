import type { AiSettingsView } from '@halo/wire/dashboard/agent.ts';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { ErrorLine } from '../../ui/error-state.tsx';
import { TextArea, TextField } from '../../ui/field.tsx';
import { Section } from '../../ui/page-bar.tsx';
import { SaveBar } from '../../ui/save-bar.tsx';
import { useWorkspace } from '../../workspace.tsx';
import { useChangeAiSettings } from './agent-queries.ts';
import { linesOf, numberOf } from './lines.ts';

const text = (value: number | null) => (value === null ? '' : String(value));

/** The directives that hold for every answer of the workspace. */
export function GuidanceForm({ settings }: { settings: AiSettingsView }) {
  const { id, may } = useWorkspace();
  const change = useChangeAiSettings(id);
  const before = settings.guidance.join('\n');
  const [guidance, setGuidance] = useState(before);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate(
      { guidance: linesOf(guidance) },
      { onSuccess: (answer) => setGuidance(answer.settings.guidance.join('\n')) },
    );
  };
  return (
    <Section title="Guidance" about="Short directives for everybody who answers here, such as what you call things.">
      <form onSubmit={submit}>
        <fieldset disabled={!may('settings')} className="flex max-w-140 flex-col gap-5">
          <TextArea
            label="Directives"
            hint="One a line, at most 30."
            value={guidance}
            onChange={(event) => setGuidance(event.target.value)}
          />
          <ErrorLine error={change.error} />
          {may('settings') && (
            <SaveBar
              action="Save guidance"
              changed={guidance !== before}
              saving={change.isPending}
              onDiscard={() => setGuidance(before)}
            />
          )}
        </fieldset>
      </form>
    </Section>
  );
}

/** What a day may cost, and what tokens do. */
export function LimitsForm({ settings }: { settings: AiSettingsView }) {
  const { id, may } = useWorkspace();
  const change = useChangeAiSettings(id);
  const { dailyCalls, dailyUnprovedCalls, inputPrice, outputPrice } = settings;
  const before = { dailyCalls, dailyUnprovedCalls, inputPrice, outputPrice };
  const [calls, setCalls] = useState(text(dailyCalls));
  const [unproved, setUnproved] = useState(text(dailyUnprovedCalls));
  const [input, setInput] = useState(text(inputPrice));
  const [output, setOutput] = useState(text(outputPrice));
  const limits: typeof before = {
    dailyCalls: numberOf(calls),
    dailyUnprovedCalls: numberOf(unproved),
    inputPrice: numberOf(input),
    outputPrice: numberOf(output),
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate(limits);
  };
  const discard = () => {
    setCalls(text(dailyCalls));
    setUnproved(text(dailyUnprovedCalls));
    setInput(text(inputPrice));
    setOutput(text(outputPrice));
  };
  return (
    <Section
      title="Limits and prices"
      about="Beyond a limit the built-in answerer replies until midnight (UTC), and the conversation says so to your team."
    >
      <form onSubmit={submit}>
        <fieldset disabled={!may('settings')} className="flex max-w-112 flex-col gap-5">
          <TextField
            label="Model answers a day"
            type="number"
            min={0}
            step={1}
            hint="Empty for no limit."
            value={calls}
            onChange={(event) => setCalls(event.target.value)}
          />
          <TextField
            label="Of these for people who prove nothing"
            type="number"
            min={0}
            step={1}
            hint={`Empty for the server's own limit, ${settings.server.dailyUnprovedCalls}.`}
            value={unproved}
            onChange={(event) => setUnproved(event.target.value)}
          />
          <TextField
            label="Dollars for a million tokens read"
            type="number"
            min={0}
            step="any"
            hint="Empty: only tokens are counted. Another model asks for its prices anew."
            value={input}
            onChange={(event) => setInput(event.target.value)}
          />
          <TextField
            label="Dollars for a million tokens written"
            type="number"
            min={0}
            step="any"
            value={output}
            onChange={(event) => setOutput(event.target.value)}
          />
          <ErrorLine error={change.error} />
          {may('settings') && (
            <SaveBar
              action="Save limits"
              changed={JSON.stringify(limits) !== JSON.stringify(before)}
              saving={change.isPending}
              onDiscard={discard}
            />
          )}
        </fieldset>
      </form>
    </Section>
  );
}
