import { useEffect, useRef, useState } from 'react';
import { ApiError } from '../../api.ts';
import { useWorkspace } from '../../workspace.tsx';
import { type AudienceQuestion, type Subject, useAudience, useSettled } from './audience-queries.ts';
import { type FilterJson, filterOf, type Group, isEmpty, isWhole, readTree } from './filter-tree.ts';

export interface FilterDraftOptions {
  /** As it stands in the URL. */
  filter: FilterJson;
  of: Subject;
  /** What else is asked with the filter. */
  within?: Omit<AudienceQuestion, 'filter'> | undefined;
  /** Whether what each condition leaves is wanted, beside the count. */
  explain: 'always' | 'when none match';
  onFilter: (filter: FilterJson) => void;
}

/** A filter while it is edited, and whom it means meanwhile. What is whole goes into the URL. */
export function useFilterDraft({ filter, of, within, explain, onFilter }: FilterDraftOptions) {
  const workspace = useWorkspace();
  const [tree, setTree] = useState<Group>(() => readTree(filter));
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
  const question = asks ? { ...within, filter: filterOf(settled) } : null;
  const audience = useAudience(workspace.id, question, of);
  // Counting after each condition reads everybody, which the count itself seldom does.
  const wanted = explain === 'always' || audience.data?.count === 0;
  const explained = useAudience(workspace.id, question && wanted ? { ...question, explain: true } : null, of);
  const answer = asks && !audience.error ? audience.data : undefined;
  const isCurrent = answer !== undefined && tree === settled && !audience.isPlaceholderData;
  const known = isCurrent && wanted && !explained.isPlaceholderData && !explained.error;
  return {
    tree,
    setTree,
    /** How many it means, where that is known; `isCurrent` unless the filter moved on since. */
    answer,
    isCurrent,
    reasons: known ? explained.data : undefined,
    error: asks ? audience.error : null,
    fault: audience.error instanceof ApiError && audience.error.code === 'invalid_filter' ? audience.error : null,
    /** What can be kept: null while the filter cannot be asked. */
    asked: isEmpty(tree) || !isWhole(tree) || audience.error ? null : filterOf(tree),
  };
}

export type FilterDraft = ReturnType<typeof useFilterDraft>;
