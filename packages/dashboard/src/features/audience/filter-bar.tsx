import type { InboxCountBody } from '@halo/wire/dashboard/inbox.ts';
import type { SegmentRow } from '@halo/wire/dashboard/segments.ts';
import type { ReactNode } from 'react';
import { useEffect, useRef, useState } from 'react';
import { ApiError, kindSentence } from '../../api.ts';
import { classNames } from '../../ui/class-names.ts';
import { counted } from '../../ui/readable-value.ts';
import { useWorkspace } from '../../workspace.tsx';
import { type Subject, useAudience, useSettled } from './audience-queries.ts';
import type { FilterField } from './fields.ts';
import { FilterGroup } from './filter-group.tsx';
import { type FilterJson, filterOf, isEmpty, isWhole, readTree } from './filter-tree.ts';
import { Funnel, Hints } from './funnel.tsx';

export type ContactType = SegmentRow['contactType'];

interface FilterBarProps {
  /** As it stands in the URL; an empty group is a bar that is open and asks nothing yet. */
  filter: FilterJson;
  of: Subject;
  fields: readonly FilterField[];
  /** Of contacts: which of them. */
  contactType?: ContactType;
  /** Of the inbox: what else narrows its list. */
  within?: Pick<InboxCountBody, 'view' | 'search'>;
  /** One and several that match: "person matches", "people match". */
  words: [one: string, several: string];
  onFilter: (filter: FilterJson) => void;
  /** What stands before the count. */
  before?: ReactNode;
  /** What can be done with a filter that can be asked; null while it cannot. */
  actions: (filter: FilterJson | null) => ReactNode;
}

/** Builds a filter row by row and says meanwhile whom it means. What is whole goes into the URL. */
export function FilterBar(props: FilterBarProps) {
  const { filter, of, fields, contactType, within, words, onFilter, before, actions } = props;
  const workspace = useWorkspace();
  const [tree, setTree] = useState(() => readTree(filter));
  const sent = useRef(JSON.stringify(filter));
  const settled = useSettled(tree);
  const latest = useRef(onFilter);
  useEffect(() => {
    latest.current = onFilter;
  });
  useEffect(() => {
    const now = JSON.stringify(filter);
    if (now === sent.current) return;
    sent.current = now;
    setTree(readTree(filter));
  }, [filter]);
  useEffect(() => {
    if (!isWhole(settled)) return;
    const next = filterOf(settled);
    const text = JSON.stringify(next);
    if (text === sent.current) return;
    sent.current = text;
    latest.current(next);
  }, [settled]);

  const asks = !isEmpty(settled) && isWhole(settled);
  const question = asks ? { filter: filterOf(settled), ...(contactType && { contactType }), ...within } : null;
  const audience = useAudience(workspace.id, question, of);
  // Counting after each condition reads everybody, which the count itself seldom does.
  const explained = useAudience(workspace.id, question && !within ? { ...question, explain: true } : null, of);
  const fault = audience.error instanceof ApiError && audience.error.code === 'invalid_filter' ? audience.error : null;
  const answer = asks && !audience.error ? audience.data : undefined;
  const isCurrent = answer !== undefined && tree === settled && !audience.isPlaceholderData;
  const reasons = isCurrent && !within && !explained.isPlaceholderData && !explained.error ? explained.data : undefined;
  return (
    <section
      aria-label="Filter"
      className="flex shrink-0 flex-col gap-3 border-b border-line bg-sunken px-4 py-3 desk:px-6"
    >
      <div className="max-h-[50dvh] overflow-y-auto p-0.5">
        <FilterGroup
          group={tree}
          path="filter"
          fields={fields}
          faultAt={(path) => faultOf(fault, path)}
          leftAt={(path) => reasons?.funnel?.find((step) => step.path === path)?.left ?? null}
          onChange={setTree}
        />
      </div>
      <div className="flex flex-wrap items-center gap-2">
        {before}
        <p role="status" className={classNames('text-list tabular-nums', isCurrent ? 'text-ink' : 'text-ink-faint')}>
          {answer
            ? counted(answer.count, ...words, answer.atLeast ?? false)
            : isEmpty(tree)
              ? 'Add a condition'
              : isWhole(tree)
                ? ''
                : 'Finish the condition'}
        </p>
        {audience.error && asks && !fault && (
          <p className="text-note text-danger-ink">{kindSentence(audience.error)}</p>
        )}
        <span className="flex-1" />
        {actions(isEmpty(tree) || !isWhole(tree) || audience.error ? null : filterOf(tree))}
      </div>
      {reasons && (reasons.count === 0 ? <Funnel answer={reasons} fields={fields} /> : <Hints answer={reasons} />)}
    </section>
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
