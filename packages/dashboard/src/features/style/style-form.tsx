import type { AgentStyle, PictureSlot } from '@halo/wire/agent-style.ts';
import type { FormEvent } from 'react';
import { ErrorLine } from '../../ui/error-state.tsx';
import { SelectField, TextArea, TextField } from '../../ui/field.tsx';
import { Section } from '../../ui/page-bar.tsx';
import { SaveBar } from '../../ui/save-bar.tsx';
import { useWorkspace } from '../../workspace.tsx';
import { linesOf } from '../agent/lines.ts';
import { ColourField } from './colour-field.tsx';
import { MOST_SUGGESTED, type StyleDraft } from './draft.ts';
import { PictureField } from './picture-field.tsx';

interface StyleFormProps {
  draft: StyleDraft;
  changed: boolean;
  saving: boolean;
  error: unknown;
  onChange: (draft: StyleDraft) => void;
  onSave: () => void;
  onDiscard: () => void;
}

const MARKS: { value: AgentStyle['mark']; label: string }[] = [
  { value: 'ring', label: 'Ring' },
  { value: 'bubble', label: 'Speech bubble' },
  { value: 'question', label: 'Question mark' },
  { value: 'spark', label: 'Spark' },
];
const THEMES: { value: AgentStyle['theme']; label: string }[] = [
  { value: 'auto', label: 'As the visitor’s system' },
  { value: 'light', label: 'Always light' },
  { value: 'dark', label: 'Always dark' },
];
const CORNERS: { value: AgentStyle['corners']; label: string }[] = [
  { value: 'round', label: 'Round' },
  { value: 'soft', label: 'Soft' },
  { value: 'square', label: 'Square' },
];
const HEADERS: { value: AgentStyle['header']; label: string }[] = [
  { value: 'plain', label: 'Plain' },
  { value: 'accent', label: 'In the accent' },
];
const SIDES: { value: AgentStyle['position']; label: string }[] = [
  { value: 'bottom-right', label: 'Bottom right' },
  { value: 'bottom-left', label: 'Bottom left' },
];
const PICTURES: { slot: PictureSlot; label: string; hint: string }[] = [
  { slot: 'launcher', label: 'Launcher picture', hint: 'Stands in place of the sign. Cut to a square.' },
  { slot: 'avatar', label: 'Photo of the agent', hint: 'In the head of the panel while the AI answers.' },
  { slot: 'logo', label: 'Logo', hint: 'Above the greeting of a new chat, 36 pixels high.' },
];
const FARTHEST = 120;

/** What customers see of the agent, in fields. Nothing holds before it is saved. */
export function StyleForm({ draft, changed, saving, error, onChange, onSave, onDiscard }: StyleFormProps) {
  const { may } = useWorkspace();
  const { style } = draft;
  const restyle = (patch: Partial<AgentStyle>) => onChange({ ...draft, style: { ...style, ...patch } });
  const choose = <Key extends 'mark' | 'theme' | 'corners' | 'header' | 'position'>(
    key: Key,
    label: string,
    options: { value: AgentStyle[Key]; label: string }[],
  ) => (
    <SelectField
      label={label}
      options={options}
      value={style[key]}
      onChange={(event) => restyle({ [key]: event.target.value })}
    />
  );
  const distance = (key: 'side' | 'bottom', label: string) => (
    <TextField
      label={label}
      type="number"
      min={0}
      max={FARTHEST}
      required
      value={style[key]}
      onChange={({ target }) => restyle({ [key]: Math.round(Math.min(FARTHEST, Math.max(0, Number(target.value)))) })}
    />
  );
  const tooMany = linesOf(draft.suggested).length > MOST_SUGGESTED;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSave();
  };
  return (
    <form onSubmit={submit}>
      <fieldset disabled={!may('settings')} className="flex min-w-0 flex-col gap-8">
        <Section title="Colours and shape">
          <ColourField value={style.accent} onChange={(accent) => restyle({ accent })} />
          <div className="grid grid-cols-2 gap-3">
            {choose('theme', 'Theme', THEMES)}
            {choose('header', 'Head of the panel', HEADERS)}
            {choose('corners', 'Corners', CORNERS)}
            {choose('mark', 'Sign on the launcher', MARKS)}
          </div>
        </Section>
        <Section title="Place" about="A page that says otherwise in init() keeps its own place and theme.">
          {choose('position', 'Corner of the window', SIDES)}
          <div className="grid grid-cols-2 gap-3">
            {distance('side', 'Pixels from the side')}
            {distance('bottom', 'Pixels from the foot')}
          </div>
        </Section>
        <Section title="Pictures" about="Made small before they are sent. The widget loads them from this Halo only.">
          <div className="flex flex-col gap-4">
            {PICTURES.map(({ slot, ...words }) => (
              <PictureField
                key={slot}
                slot={slot}
                {...words}
                value={style[slot]}
                onChange={(picture) => restyle({ [slot]: picture })}
              />
            ))}
          </div>
        </Section>
        <Section title="First words">
          <TextArea
            label="Greeting"
            hint="Below the customer’s name, in a new chat."
            maxLength={500}
            value={draft.greeting}
            onChange={(event) => onChange({ ...draft, greeting: event.target.value })}
          />
          <TextArea
            label="Suggested messages"
            hint="One a line, at most four. Customers send one with a click."
            error={tooMany ? 'At most four are shown. Remove some.' : null}
            value={draft.suggested}
            onChange={(event) => onChange({ ...draft, suggested: event.target.value })}
          />
          <TextField
            label="Button to the team"
            hint="Left empty it says “Talk to a human”, in the language of the page."
            maxLength={40}
            value={draft.liveHelpLabel}
            onChange={(event) => onChange({ ...draft, liveHelpLabel: event.target.value })}
          />
        </Section>
        <ErrorLine error={error} />
        {may('settings') && (
          <div className="sticky bottom-0 -mx-1 border-t border-line bg-ground px-1 py-3">
            <SaveBar action="Save style" primary ready={!tooMany} {...{ changed, saving, onDiscard }} />
          </div>
        )}
      </fieldset>
    </form>
  );
}
