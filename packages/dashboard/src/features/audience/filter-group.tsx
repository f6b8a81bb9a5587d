import { FolderPlus, Plus, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button, IconButton } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { FIELD } from '../../ui/field.tsx';
import { ConditionRow } from './condition-row.tsx';
import { type FilterField, firstField } from './fields.ts';
import { type Group, isGroup, pathOf, type Rule } from './filter-tree.ts';

interface FilterGroupProps {
  group: Group;
  path: string;
  fields: readonly FilterField[];
  /** What the server says is wrong, by path. */
  faultAt: (path: string) => string | null;
  leftAt: (path: string) => number | null;
  onChange: (group: Group) => void;
  onRemove?: () => void;
}

const MODES = { all: 'All of these', any: 'Any of these', none: 'None of these' };
/** Deeper ones are shown, and made elsewhere. */
const DEPTH = 4;

/** Conditions and groups under one word. */
export function FilterGroup({ group, path, fields, faultAt, leftAt, onChange, onRemove }: FilterGroupProps) {
  const list = useRef<HTMLUListElement>(null);
  const add = useRef<HTMLButtonElement>(null);
  const [added, setAdded] = useState(0);
  useEffect(() => {
    if (added > 0) list.current?.querySelector<HTMLElement>(':scope > li:last-child select')?.focus();
  }, [added]);
  const replace = (at: number, child: Group | Rule) =>
    onChange({ ...group, children: group.children.map((one, index) => (index === at ? child : one)) });
  const remove = (at: number) => {
    onChange({ ...group, children: group.children.filter((_, index) => index !== at) });
    add.current?.focus();
  };
  const append = (child: Group | Rule) => {
    onChange({ ...group, children: [...group.children, child] });
    setAdded((count) => count + 1);
  };
  const own = faultAt(path);
  const canNest = path.split(/\.(?:all|any)\[/).length <= DEPTH;
  return (
    <div className="flex min-w-0 flex-col gap-2">
      {(group.children.length > 1 || onRemove || group.mode !== 'all') && (
        <div className="flex items-center gap-1.5">
          <select
            aria-label="How the conditions of this group combine"
            className={classNames(FIELD, 'h-8 w-auto! text-list font-strong pointer-coarse:h-10')}
            value={group.mode}
            onChange={(event) => onChange({ ...group, mode: event.target.value as Group['mode'] })}
          >
            {Object.entries(MODES).map(([mode, words]) => (
              <option key={mode} value={mode}>
                {words}
              </option>
            ))}
          </select>
          {onRemove && (
            <IconButton small label="Remove this group" onClick={onRemove}>
              <X size={14} />
            </IconButton>
          )}
        </div>
      )}
      <ul ref={list} className="flex flex-col gap-2">
        {group.children.map((child, index) => {
          const at = pathOf(group, path, index);
          return (
            <li key={at} className={classNames(isGroup(child) && 'border-s-2 border-line-firm ps-3')}>
              {isGroup(child) ? (
                <FilterGroup
                  {...{ fields, faultAt, leftAt }}
                  group={child}
                  path={at}
                  onChange={(next) => replace(index, next)}
                  onRemove={() => remove(index)}
                />
              ) : (
                <ConditionRow
                  // A new field or operator is a new input, also where what is typed is kept for a while.
                  key={`${child.field.replace(/^(event:|ticket\.custom:).*/, '$1')} ${child.op}`}
                  rule={child}
                  fields={fields}
                  fault={faultAt(at)}
                  left={leftAt(at)}
                  onChange={(next) => replace(index, next)}
                  onRemove={() => remove(index)}
                />
              )}
            </li>
          );
        })}
      </ul>
      {own && (
        <p role="alert" className="text-note text-danger-ink">
          {own}
        </p>
      )}
      <div className="flex flex-wrap gap-1.5">
        <Button
          ref={add}
          small
          look="quiet"
          icon={<Plus size={14} />}
          onClick={() => append({ field: firstField(fields), op: 'is' })}
        >
          Add condition
        </Button>
        {canNest && (
          <Button
            small
            look="quiet"
            icon={<FolderPlus size={14} />}
            onClick={() => append({ mode: 'any', children: [{ field: firstField(fields), op: 'is' }] })}
          >
            Add group
          </Button>
        )}
      </div>
    </div>
  );
}
