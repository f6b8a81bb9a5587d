import type { SegmentRow } from '@halo/wire/dashboard/segments.ts';
import type { ReactNode } from 'react';
import { type ApiError, kindSentence } from '../../api.ts';
import { classNames } from '../../ui/class-names.ts';
import { counted } from '../../ui/readable-value.ts';
import type { Subject } from './audience-queries.ts';
import type { FilterField } from './fields.ts';
import { FilterGroup } from './filter-group.tsx';
import { type FilterJson, isEmpty, isWhole } from './filter-tree.ts';
import { Funnel, Hints } from './funnel.tsx';
import { type FilterDraft, useFilterDraft } from './use-filter-draft.ts';

export type ContactType = SegmentRow['contactType'];

interface FilterBarProps {
  /** As it stands in the URL; an empty group is a bar that is open and asks nothing yet. */
  filter: FilterJson;
  of: Exclude<Subject, 'inbox'>;
  fields: readonly FilterField[];
  /** Of contacts: which of them. */
  contactType?: ContactType;
  /** One and several that match: "person matches", "people match". */
  words: [one: string, several: string];
  onFilter: (filter: FilterJson) => void;
  /** What stands before the count. */
  before?: ReactNode;
  /** What can be done with a filter that can be asked; null while it cannot. */
  actions: (filter: FilterJson | null) => ReactNode;
}

/** Builds a filter row by row over a list that has the room, and says meanwhile whom it means. */
export function FilterBar({ filter, of, fields, contactType, words, onFilter, before, actions }: FilterBarProps) {
  const draft = useFilterDraft({ filter, of, within: contactType && { contactType }, explain: 'always', onFilter });
  const { reasons } = draft;
  return (
    <section
      aria-label="Filter"
      className="flex shrink-0 flex-col gap-3 border-b border-line bg-sunken px-4 py-3 desk:px-6"
    >
      <div className="max-h-[50dvh] overflow-y-auto p-0.5">
        <DraftConditions draft={draft} fields={fields} />
      </div>
      <div className="flex flex-wrap items-center gap-2">
        {before}
        <DraftCount draft={draft} words={words} />
        <span className="flex-1" />
        {actions(draft.asked)}
      </div>
      {reasons && (reasons.count === 0 ? <Funnel answer={reasons} fields={fields} /> : <Hints answer={reasons} />)}
    </section>
  );
}

/** The conditions of a filter, with what is wrong and how many each leaves. */
export function DraftConditions({ draft, fields }: { draft: FilterDraft; fields: readonly FilterField[] }) {
  const { tree, setTree, fault, reasons } = draft;
  return (
    <FilterGroup
      group={tree}
      path="filter"
      fields={fields}
      faultAt={(path) => faultOf(fault, path)}
      leftAt={(path) => reasons?.funnel?.find((step) => step.path === path)?.left ?? null}
      onChange={setTree}
    />
  );
}

/** How many a filter means, or what is missing before that can be said. */
export function DraftCount({ draft, words }: { draft: FilterDraft; words: FilterBarProps['words'] }) {
  const { tree, answer, isCurrent, error, fault } = draft;
  return (
    <>
      <p role="status" className={classNames('text-list tabular-nums', isCurrent ? 'text-ink' : 'text-ink-faint')}>
        {answer
          ? counted(answer.count, ...words, answer.atLeast ?? false)
          : isEmpty(tree)
            ? 'Add a condition'
            : isWhole(tree)
              ? ''
              : 'Finish the condition'}
      </p>
      {error && !fault && <p className="text-note text-danger-ink">{kindSentence(error)}</p>}
    </>
  );
}

/** A fault inside a condition, such as at its value, belongs to the condition. */
export function faultOf(fault: ApiError | null, path: string): string | null {
  const at = fault?.details.path;
  if (typeof at !== 'string' || (at !== path && !/^\.(?:field|op|value|trust)/.test(at.slice(path.length))))
    return null;
  if (!at.startsWith(path)) return null;
  return fault!.message.replace(/ \(at [^)]*\)\.$/, '.');
}
