import type { InAppButton, InAppMessageBody } from '@halo/wire/dashboard/in-app-messages.ts';
import { isLinkTarget } from '@halo/wire/dashboard/in-app-messages.ts';
import { SelectField, TextArea, TextField } from '../../ui/field.tsx';
import { RadioCards } from '../../ui/radio-cards.tsx';

interface MessageContentProps {
  body: InAppMessageBody;
  onChange: (more: Partial<InAppMessageBody>) => void;
}

const KINDS = [
  { value: 'message', name: 'Message', about: 'A card above the launcher, from somebody.' },
  { value: 'banner', name: 'Banner', about: 'A slim bar along the top or bottom of the page.' },
];
const BUTTONS = [
  { value: 'none', label: 'No button' },
  { value: 'link', label: 'A button that opens a link' },
  { value: 'chat', label: 'A button that opens the chat' },
  { value: 'highlight', label: 'A button that points at something' },
];
const TARGETS = {
  link: { label: 'Link', hint: 'https://… or a path of the page’s own site, such as /reports.' },
  highlight: { label: 'What to point at', hint: 'A CSS selector, such as #export.' },
};

/** What a message says, as whom, and what its button does. */
export function MessageContent({ body, onChange }: MessageContentProps) {
  const { kind, title, body: text, sender, place, button } = body;
  const toButton = (does: string): InAppButton | null =>
    does === 'none' ? null : { label: button?.label ?? '', does: does as InAppButton['does'], target: '' };
  const isWrong = button?.does === 'link' && button.target !== '' && !isLinkTarget(button.target);
  return (
    <div className="flex flex-col gap-4">
      <RadioCards
        legend="What it is"
        value={kind}
        onChoose={(value) => onChange({ kind: value as InAppMessageBody['kind'] })}
        options={KINDS}
      />
      {kind === 'message' ? (
        <TextField
          label="From"
          hint="The name on the card. Empty shows none."
          maxLength={80}
          value={sender}
          onChange={(event) => onChange({ sender: event.target.value })}
        />
      ) : (
        <SelectField
          label="Where it stands"
          value={place}
          onChange={(event) => onChange({ place: event.target.value as InAppMessageBody['place'] })}
          options={[
            { value: 'top', label: 'Top of the page' },
            { value: 'bottom', label: 'Bottom of the page' },
          ]}
        />
      )}
      <TextField
        label="Title"
        maxLength={120}
        dir="auto"
        value={title}
        onChange={(event) => onChange({ title: event.target.value })}
      />
      <TextArea
        label="Text"
        hint="Markdown. {{first_name | there}}, {{company_name}} and {{custom.key | fallback}} are filled for each person."
        maxLength={2_000}
        dir="auto"
        value={text}
        onChange={(event) => onChange({ body: event.target.value })}
      />
      <SelectField
        label="Button"
        value={button?.does ?? 'none'}
        onChange={(event) => onChange({ button: toButton(event.target.value) })}
        options={BUTTONS}
      />
      {button && (
        <div className="grid gap-4 desk:grid-cols-2">
          <TextField
            label="Words on the button"
            maxLength={40}
            dir="auto"
            value={button.label}
            onChange={(event) => onChange({ button: { ...button, label: event.target.value } })}
          />
          {button.does !== 'chat' && (
            <TextField
              {...TARGETS[button.does]}
              error={isWrong ? 'A link begins with https://, http:// or /.' : null}
              maxLength={2_000}
              value={button.target}
              onChange={(event) => onChange({ button: { ...button, target: event.target.value } })}
            />
          )}
        </div>
      )}
    </div>
  );
}
