import type { RehearsalBody } from '@halo/wire/dashboard/playground.ts';
import { TextArea } from '../../ui/field.tsx';

/** What goes along with each question, as it is typed. */
export interface SentAlong {
  customFields: string;
  context: string;
  /** Null: the agent's own. */
  instructions: string | null;
}

export const NOTHING_ALONG: SentAlong = { customFields: '', context: '', instructions: null };

interface SentAlongFieldsProps {
  along: SentAlong;
  own: string;
  onChange: (along: SentAlong) => void;
}

/** What the page would send with a message, and other instructions to try. */
export function SentAlongFields({ along, own, onChange }: SentAlongFieldsProps) {
  return (
    <details className="text-list">
      <summary className="w-fit cursor-pointer rounded-[3px] text-ink-soft hover:text-ink">
        Custom fields, context and other instructions
      </summary>
      <div className="mt-3 flex flex-col gap-4">
        <TextArea
          label="Custom fields"
          hint="As the page sends them with a message"
          placeholder={'{ "plan": "pro" }'}
          className="[&_textarea]:font-mono"
          value={along.customFields}
          error={readJson(along.customFields) === undefined ? FAULT : null}
          onChange={({ target }) => onChange({ ...along, customFields: target.value })}
        />
        <TextArea
          label="Context entries"
          hint="By their keys"
          placeholder={'{ "sync": { "label": "Sync", "type": "error", "value": "It failed" } }'}
          className="[&_textarea]:font-mono"
          value={along.context}
          error={readJson(along.context) === undefined ? FAULT : null}
          onChange={({ target }) => onChange({ ...along, context: target.value })}
        />
        <TextArea
          label="Instructions"
          hint="Tried here and saved nowhere"
          dir="auto"
          maxLength={20_000}
          value={along.instructions ?? own}
          onChange={({ target }) => onChange({ ...along, instructions: target.value === own ? null : target.value })}
        />
      </div>
    </details>
  );
}

const FAULT = 'A JSON object is needed, such as { "plan": "pro" }.';

/** What is typed as it is sent; null where it is no JSON that could be. */
export function readAlong(along: SentAlong): Pick<RehearsalBody, 'customFields' | 'context' | 'instructions'> | null {
  const [customFields, context] = [readJson(along.customFields), readJson(along.context)];
  if (customFields === undefined || context === undefined) return null;
  return { customFields, context, instructions: along.instructions };
}

/** An object, null for nothing typed, undefined for what is no object. */
function readJson(text: string): Record<string, unknown> | null | undefined {
  if (text.trim() === '') return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
