import { classNames } from '../../ui/class-names.ts';
import { FIELD } from '../../ui/field.tsx';
import { type FilterField, inputOf } from './fields.ts';
import { CustomInput, EventInput } from './named-inputs.tsx';
import { BOX, ListInput, numeric, type Shared, type ValueInputProps } from './plain-inputs.tsx';
import { SegmentsInput } from './segments-input.tsx';

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
