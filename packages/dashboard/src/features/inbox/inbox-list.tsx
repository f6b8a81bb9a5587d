import type { InboxRow, InboxView } from '@halo/wire/dashboard/inbox.ts';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { ApiError } from '../../api.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { keptOffset, useKeptScroll } from '../../ui/kept-scroll.ts';
import { RingLoading } from '../../ui/ring-mark.tsx';
import { InboxLine } from './inbox-line.tsx';
import { EMPTY_VIEWS, rowId } from './inbox-words.ts';
import type { Selection } from './use-selection.ts';

interface InboxListProps {
  workspaceId: string;
  view: InboxView;
  search: string | undefined;
  filter: Record<string, unknown> | undefined;
  saved: string | undefined;
  rows: InboxRow[];
  openId: string | null;
  modeOff: boolean;
  selection: Selection;
  loading: boolean;
  error: unknown;
  retry: () => void;
  more: { has: boolean; loading: boolean; load: () => void };
}

/** The lines of one view. Only what is on screen exists. */
export function InboxList(props: InboxListProps) {
  const { workspaceId, view, search, filter, saved, rows, openId, modeOff, selection, more } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const place = `inbox ${workspaceId} ${view} ${search ?? ''} ${filter ? JSON.stringify(filter) : ''}`;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 60,
    overscan: 10,
    initialOffset: keptOffset(place),
    getItemKey: (index) => rowId(rows[index]!),
  });
  useKeptScroll(place, scroller);
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (more.has && !more.loading && last >= rows.length - 15) more.load();
  }, [last, rows.length, more]);
  const openAt = rows.findIndex((row) => rowId(row) === openId);
  useEffect(() => {
    if (openAt >= 0) virtual.scrollToIndex(openAt);
  }, [openAt, virtual]);

  if (props.loading) return <RingLoading label="Loading the list" className="flex-1" />;
  if (props.error instanceof ApiError && props.error.code === 'invalid_filter') {
    return (
      <EmptyState title="The filter cannot be asked like this">What is wrong stands beside its condition.</EmptyState>
    );
  }
  if (props.error && rows.length === 0) return <ErrorState error={props.error} retry={props.retry} />;
  if (rows.length === 0) {
    return search ? (
      <EmptyState title={`Nothing matches "${search}"`}>Subjects, names, e-mails and user ids are searched.</EmptyState>
    ) : filter ? (
      <EmptyState title="Nothing passes the filter">
        Open it to see what each condition leaves. Other views may hold what you look for.
      </EmptyState>
    ) : (
      <EmptyState title={EMPTY_VIEWS[view].title}>{EMPTY_VIEWS[view].about}</EmptyState>
    );
  }
  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto">
      <ul className="relative" style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const row = rows[item.index]!;
          const id = rowId(row);
          return (
            <li
              key={item.key}
              className="absolute inset-x-0 top-0"
              style={{ height: item.size, transform: `translateY(${item.start}px)` }}
            >
              <InboxLine
                {...{ row, workspaceId, view, search, filter, saved, modeOff }}
                open={id === openId}
                selected={selection.has(id)}
                selecting={selection.size > 0}
                onSelect={(extend) => selection.toggle(id, extend)}
              />
            </li>
          );
        })}
      </ul>
    </div>
  );
}
