import { useState } from 'react';
import { classNames } from '../../ui/class-names.ts';
import { FIELD } from '../../ui/field.tsx';
import { type FilterField, inputOf } from './fields.ts';
import type { Rule } from './filter-tree.ts';
import { SegmentsInput } from './segments-input.tsx';

interface ValueInputProps {
  field: FilterField;
  rule: Rule;
  invalid: boolean;
  describedBy: string | undefined;
  onChange: (rule: Rule) => void;
}

const BOX = 'h-8 text-list pointer-coarse:h-10';
const UNITS = ['minutes', 'hours', 'days', 'weeks', 'months'];

/** What a condition compares with: the input that its field and operator want. */
export function ValueInput({ field, rule, invalid, describedBy, onChange }: ValueInputProps) {
  const kind = inputOf(field.kind, rule.op);
  const set = (value: unknown) => onChange({ ...rule, value });
  const shared = {
    'aria-invalid': invalid || undefined,
    'aria-describedby': describedBy,
    'aria-label': `Value of ${field.label}`,
  };
  switch (kind) {
    case 'none':
      return null;
    case 'event':
      return <EventInput {...{ rule, onChange, shared }} />;
    case 'custom':
      return <CustomInput {...{ field, rule, onChange, shared }} />;
    case 'segments':
      return <SegmentsInput chosen={rule.value} onChange={set} shared={shared} />;
    case 'boolean':
      return (
        <select
          {...shared}
          className={classNames(FIELD, BOX, 'w-auto!')}
          value={String(rule.value ?? true)}
          onChange={(event) => set(event.target.value === 'true')}
        >
          <option value="true">yes</option>
          <option value="false">no</option>
        </select>
      );
    case 'choice':
      return (
        <select
          {...shared}
          className={classNames(FIELD, BOX, 'w-auto!')}
          value={String(rule.value ?? '')}
          onChange={(event) => set(event.target.value)}
        >
          <option value="">Choose</option>
          {field.choices?.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      );
    case 'span':
      return <SpanInput value={rule.value} onChange={set} shared={shared} />;
    case 'range':
      return <RangeInput field={field} value={rule.value} onChange={set} shared={shared} />;
    case 'list':
      return <ListInput field={field} value={rule.value} onChange={set} shared={shared} />;
    case 'number':
      return <input {...shared} {...numeric(rule.value, set)} className={classNames(FIELD, BOX, 'w-28!')} />;
    case 'date':
      return <DateInput value={rule.value} onChange={set} shared={shared} className="w-40!" />;
    default:
      return (
        <input
          {...shared}
          className={classNames(FIELD, BOX, 'w-44!')}
          value={typeof rule.value === 'object' ? JSON.stringify(rule.value) : String(rule.value ?? '')}
          onChange={(event) => set(event.target.value)}
        />
      );
  }
}

type Shared = Record<'aria-label', string> & object;

function numeric(value: unknown, set: (value: unknown) => void) {
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

/** A day; an instant that was written elsewhere stays as it is until it is changed. */
function DateInput({
  value,
  onChange,
  shared,
  className,
}: {
  value: unknown;
  onChange: (value: unknown) => void;
  shared: Shared;
  className: string;
}) {
  const text = typeof value === 'string' ? value : '';
  const isDay = text === '' || /^\d{4}-\d{2}-\d{2}$/.test(text);
  return (
    <input
      {...shared}
      type={isDay ? 'date' : 'text'}
      className={classNames(FIELD, BOX, className)}
      value={text}
      onChange={(event) => onChange(event.target.value || undefined)}
    />
  );
}

function SpanInput({
  value,
  onChange,
  shared,
}: {
  value: unknown;
  onChange: (value: unknown) => void;
  shared: Shared;
}) {
  const { amount, unit = 'days' } = (value ?? {}) as { amount?: number; unit?: string };
  return (
    <span className="flex items-center gap-1">
      <input
        {...shared}
        {...numeric(amount, (next) => onChange({ amount: next, unit }))}
        step={1}
        min={1}
        className={classNames(FIELD, BOX, 'w-20!')}
      />
      <select
        aria-label="Unit"
        className={classNames(FIELD, BOX, 'w-auto!')}
        value={unit}
        onChange={(event) => onChange({ amount, unit: event.target.value })}
      >
        {UNITS.map((each) => (
          <option key={each}>{each}</option>
        ))}
      </select>
    </span>
  );
}

function RangeInput({
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
  const [low = '', high = ''] = Array.isArray(value) ? (value as unknown[]) : [];
  const end = (at: 0 | 1, words: string) => {
    const set = (next: unknown) => onChange(at === 0 ? [next ?? '', high] : [low, next ?? '']);
    const own = { ...shared, 'aria-label': `${words} of ${field.label}` };
    const current = at === 0 ? low : high;
    if (field.kind === 'date') return <DateInput value={current} onChange={set} shared={own} className="w-36!" />;
    return <input {...own} {...numeric(current, set)} className={classNames(FIELD, BOX, 'w-24!')} />;
  };
  return (
    <span className="flex flex-wrap items-center gap-1 text-list text-ink-soft">
      {end(0, 'Least')} and {end(1, 'Most')}
    </span>
  );
}

function ListInput({
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

/** A key of what a call sent along, and what it is compared with. */
function CustomInput({
  field,
  rule,
  onChange,
  shared,
}: Pick<ValueInputProps, 'field' | 'rule' | 'onChange'> & { shared: Shared }) {
  const { name } = field;
  const several = rule.op === 'in' || rule.op === 'not_in';
  return (
    <span className="flex flex-wrap items-center gap-1.5">
      <input
        {...shared}
        aria-label="Key of the custom field"
        placeholder="key"
        className={classNames(FIELD, BOX, 'w-32!')}
        value={rule.field.slice(name.length)}
        onChange={(event) => onChange({ ...rule, field: `${name}${event.target.value}` })}
      />
      {several ? (
        <ListInput
          field={field}
          value={rule.value}
          onChange={(value) => onChange({ ...rule, value })}
          shared={shared}
        />
      ) : (
        !rule.op.endsWith('_set') && (
          <input
            {...shared}
            className={classNames(FIELD, BOX, 'w-44!')}
            value={String(rule.value ?? '')}
            onChange={(event) => onChange({ ...rule, value: event.target.value })}
          />
        )
      )}
    </span>
  );
}

function EventInput({ rule, onChange, shared }: { rule: Rule; onChange: (rule: Rule) => void; shared: Shared }) {
  const { within_days: days, at_least: least, ...bare } = rule;
  const say = (next: { within_days?: number | undefined; at_least?: number | undefined }) => {
    const { within_days, at_least } = { within_days: days, at_least: least, ...next };
    onChange({
      ...bare,
      ...(within_days !== undefined && { within_days }),
      ...(at_least !== undefined && { at_least }),
    });
  };
  return (
    <span className="flex flex-wrap items-center gap-1 text-list text-ink-soft">
      <input
        {...shared}
        aria-label="Name of the event"
        placeholder="report_exported"
        className={classNames(FIELD, BOX, 'w-40!')}
        value={rule.field.slice('event:'.length)}
        onChange={(event) => onChange({ ...rule, field: `event:${event.target.value}` })}
      />
      at least
      <input
        aria-label="How often at least"
        placeholder="1"
        {...numeric(least, (next) => say({ at_least: next as number | undefined }))}
        step={1}
        min={1}
        className={classNames(FIELD, BOX, 'w-16!')}
      />
      times, last
      <input
        aria-label="Within how many days"
        placeholder="any"
        {...numeric(days, (next) => say({ within_days: next as number | undefined }))}
        step={1}
        min={1}
        className={classNames(FIELD, BOX, 'w-20!')}
      />
      days
    </span>
  );
}
