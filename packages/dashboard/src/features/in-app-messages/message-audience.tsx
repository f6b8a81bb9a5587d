import type { InAppAudience, InAppMessageBody } from '@halo/wire/dashboard/in-app-messages.ts';
import { SelectField, TextArea, TextField } from '../../ui/field.tsx';
import type { Group } from '../audience/filter-tree.ts';
import { FilterPart } from '../escalation/filter-part.tsx';
import { AUDIENCE_WORDS } from './in-app-words.ts';

interface MessageAudienceProps {
  body: InAppMessageBody;
  tree: Group;
  onTree: (tree: Group) => void;
  onChange: (more: Partial<InAppMessageBody>) => void;
}

/** Whom a message is for, on which pages, when, and what comes first. */
export function MessageAudience({ body, tree, onTree, onChange }: MessageAudienceProps) {
  const { audience, paths, startsAt, endsAt, priority } = body;
  return (
    <div className="flex flex-col gap-4">
      <SelectField
        label="Who sees it"
        hint={audience === 'everybody' ? 'Each browser that nobody is known in counts as one visitor.' : undefined}
        value={audience}
        onChange={(event) => onChange({ audience: event.target.value as InAppAudience })}
        options={Object.entries(AUDIENCE_WORDS).map(([value, label]) => ({ value, label }))}
      />
      {audience !== 'everybody' && (
        <FilterPart
          legend="Only those who pass"
          empty="Nobody is left out."
          tree={tree}
          onChange={onTree}
          contactType={audience}
          countsAll
        />
      )}
      <TextArea
        label="Pages"
        hint="One path a line; * is anything, ? one character. Empty is every page."
        value={paths.join('\n')}
        onChange={(event) => onChange({ paths: readLines(event.target.value) })}
        placeholder={'/reports*'}
      />
      <div className="grid gap-4 desk:grid-cols-3">
        <TextField
          label="From"
          type="datetime-local"
          hint="Empty: at once."
          value={toLocal(startsAt)}
          onChange={(event) => onChange({ startsAt: toInstant(event.target.value) })}
        />
        <TextField
          label="Until"
          type="datetime-local"
          hint="Empty: until paused."
          value={toLocal(endsAt)}
          onChange={(event) => onChange({ endsAt: toInstant(event.target.value) })}
        />
        <TextField
          label="Priority"
          type="number"
          min={0}
          max={100}
          step={1}
          hint="0 to 100. The highest comes first."
          value={String(priority)}
          onChange={(event) => onChange({ priority: Math.round(Number(event.target.value)) })}
        />
      </div>
    </div>
  );
}

/** Lines as they are typed: the last one may still be empty. */
function readLines(text: string): string[] {
  return text === '' ? [] : text.split('\n').slice(0, 20);
}

/** An instant in the words of the browser's own clock and zone. */
function toLocal(instant: string | null): string {
  if (instant === null) return '';
  const at = new Date(instant);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function toInstant(local: string): string | null {
  const at = new Date(local);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}
