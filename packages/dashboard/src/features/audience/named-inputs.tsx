import { useId } from 'react';
import { classNames } from '../../ui/class-names.ts';
import { FIELD } from '../../ui/field.tsx';
import type { Rule } from './filter-tree.ts';
import { BOX, ListInput, numeric, type Shared, type ValueInputProps } from './plain-inputs.tsx';

/** A key of what a call sent along, offered as recent tickets carry it, and what it is compared with. */
export function CustomInput({
  field,
  rule,
  onChange,
  shared,
}: Pick<ValueInputProps, 'field' | 'rule' | 'onChange'> & { shared: Shared }) {
  const { name } = field;
  const several = rule.op === 'in' || rule.op === 'not_in';
  const keys = useId();
  return (
    <span className="flex flex-wrap items-center gap-1.5">
      <input
        {...shared}
        aria-label="Key of the custom field"
        placeholder="key"
        list={keys}
        className={classNames(FIELD, BOX, 'w-32!')}
        value={rule.field.slice(name.length)}
        onChange={(event) => onChange({ ...rule, field: `${name}${event.target.value}` })}
      />
      <datalist id={keys}>
        {field.choices?.map(({ value }) => (
          <option key={value} value={value} />
        ))}
      </datalist>
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

/** An event's name, how often it was sent at least, and since when. */
export function EventInput({ rule, onChange, shared }: { rule: Rule; onChange: (rule: Rule) => void; shared: Shared }) {
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
