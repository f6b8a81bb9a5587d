import { useState } from 'react';
import { classNames } from '../../ui/class-names.ts';
import { FIELD } from '../../ui/field.tsx';
import type { FilterField } from './fields.ts';
import type { Rule } from './filter-tree.ts';

export interface ValueInputProps {
  field: FilterField;
  rule: Rule;
  invalid: boolean;
  describedBy: string | undefined;
  onChange: (rule: Rule) => void;
}

/** What all inputs of conditions look like. */
export const BOX = 'h-8 text-list pointer-coarse:h-10';

/** What every input of a condition carries: its name, and whether something is wrong. */
export type Shared = Record<'aria-label', string> & object;

/** An input of a number. */
export function numeric(value: unknown, set: (value: unknown) => void) {
  return {
    type: 'number' as const,
    inputMode: 'decimal' as const,
    step: 'any',
    value: value === undefined || value === null ? '' : String(value),
    onChange: (event: { target: HTMLInputElement }) => {
      const { value: text } = event.target;
      set(text === '' ? undefined : Number(text));
    },
  };
}

/** Several values, separated by commas. */
export function ListInput({
  field,
  value,
  onChange,
  shared,
}: {
  field: FilterField;
  value: unknown;
  onChange: (value: unknown) => void;
  shared: Shared;
}) {
  const items = Array.isArray(value) ? (value as unknown[]) : [];
  const [text, setText] = useState(items.join(', '));
  return (
    <input
      {...shared}
      placeholder="one, another"
      title="Values, separated by commas"
      className={classNames(FIELD, BOX, 'w-56!')}
      value={text}
      onChange={(event) => {
        setText(event.target.value);
        const parts = event.target.value.split(',').flatMap((part) => part.trim() || []);
        const read = parts.map((part) =>
          field.kind === 'number' && !Number.isNaN(Number(part)) ? Number(part) : part,
        );
        onChange(read);
      }}
    />
  );
}
