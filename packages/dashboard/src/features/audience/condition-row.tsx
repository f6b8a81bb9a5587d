import { X } from 'lucide-react';
import { useId } from 'react';
import { IconButton } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { FIELD } from '../../ui/field.tsx';
import { type FilterField, fieldOf, firstValue, inputOf, operatorsOf, opWords } from './fields.ts';
import type { Rule } from './filter-tree.ts';
import { ValueInput } from './value-input.tsx';

interface ConditionRowProps {
  rule: Rule;
  fields: readonly FilterField[];
  /** What the server says is wrong with it. */
  fault: string | null;
  /** How many are left after it, once that is known. */
  left: number | null;
  onChange: (rule: Rule) => void;
  onRemove: () => void;
}

const BOX = 'h-8 text-list pointer-coarse:h-10';

/** One condition, which reads as a sentence. */
export function ConditionRow({ rule, fields, fault, left, onChange, onRemove }: ConditionRowProps) {
  const id = useId();
  const field = fieldOf(fields, rule.field);
  const operators = operatorsOf(field.kind);
  const chooseField = (name: string) => {
    const next = fieldOf(fields, name);
    const op = operatorsOf(next.kind).includes(rule.op) ? rule.op : operatorsOf(next.kind)[0]!;
    const sameInput = inputOf(next.kind, op) === inputOf(field.kind, rule.op) && next.kind === field.kind;
    onChange(fresh(name, op, sameInput ? rule.value : firstValue(next.kind, op)));
  };
  const chooseOp = (op: string) => {
    const keeps = inputOf(field.kind, op) === inputOf(field.kind, rule.op);
    const { value: _, ...rest } = rule;
    const value = keeps ? rule.value : firstValue(field.kind, op);
    onChange({ ...rest, op, ...(value !== undefined && { value }) });
  };
  return (
    <div className="flex flex-col gap-1">
      <div className="flex flex-wrap items-center gap-1.5">
        <select
          aria-label="Field"
          aria-invalid={fault ? true : undefined}
          aria-describedby={fault ? `${id}-fault` : undefined}
          className={classNames(FIELD, BOX, 'w-40!')}
          value={field.name}
          onChange={(event) => chooseField(event.target.value)}
        >
          {!fields.some(({ name }) => name === field.name) && <option value={field.name}>{field.label}</option>}
          {groupsOf(fields).map(([group, list]) => (
            <optgroup key={group} label={group}>
              {list.map(({ name, label }) => (
                <option key={name} value={name}>
                  {label}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
        <select
          aria-label={`Comparison of ${field.label}`}
          className={classNames(FIELD, BOX, 'w-auto! max-w-48')}
          value={rule.op}
          onChange={(event) => chooseOp(event.target.value)}
        >
          {!operators.includes(rule.op) && <option value={rule.op}>{opWords(rule.op)}</option>}
          {operators.map((op) => (
            <option key={op} value={op}>
              {opWords(op)}
            </option>
          ))}
        </select>
        <ValueInput
          {...{ field, rule, onChange }}
          invalid={fault !== null}
          describedBy={fault ? `${id}-fault` : undefined}
        />
        {field.hasTrust && <TrustAsked rule={rule} label={field.label} onChange={onChange} />}
        <IconButton small label={`Remove ${field.label}`} onClick={onRemove}>
          <X size={14} />
        </IconButton>
        {left !== null && (
          <span className="ms-auto text-note text-ink-faint tabular-nums">{left.toLocaleString('en-GB')} left</span>
        )}
      </div>
      {fault && (
        <p id={`${id}-fault`} role="alert" className="text-note text-danger-ink">
          {fault}
        </p>
      )}
    </div>
  );
}

function TrustAsked({ rule, label, onChange }: { rule: Rule; label: string; onChange: (rule: Rule) => void }) {
  return (
    <select
      aria-label={`Trust of ${label}`}
      title="How well the value must be proven"
      className={classNames(FIELD, BOX, 'w-auto! max-w-42 text-ink-soft')}
      value={rule.trust ?? 'claimed'}
      onChange={(event) => {
        const { trust: _, ...rest } = rule;
        onChange(event.target.value === 'claimed' ? rest : { ...rest, trust: event.target.value });
      }}
    >
      <option value="claimed">any trust</option>
      <option value="self">own browser or better</option>
      <option value="verified">verified only</option>
    </select>
  );
}

function fresh(field: string, op: string, value: unknown): Rule {
  return { field, op, ...(value !== undefined && { value }) };
}

function groupsOf(fields: readonly FilterField[]): [string, FilterField[]][] {
  const groups = new Map<string, FilterField[]>();
  for (const field of fields) groups.set(field.group, [...(groups.get(field.group) ?? []), field]);
  return [...groups];
}
