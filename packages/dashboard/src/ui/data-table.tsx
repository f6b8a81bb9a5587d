// biome-ignore-all lint/a11y/useSemanticElements: real table elements lose their meaning once their rows are placed by hand
// biome-ignore-all lint/a11y/useFocusableInteractive: the link of a row takes the focus
import { useVirtualizer } from '@tanstack/react-virtual';
import type { ReactNode } from 'react';
import { useEffect, useRef, useState } from 'react';
import { useKeys } from '../keys.ts';
import { classNames } from './class-names.ts';
import { keptOffset, useKeptScroll } from './kept-scroll.ts';
import { RingMark } from './ring-mark.tsx';
import { useIsPhone, useMedia } from './use-media.ts';

export interface Column<Row> {
  id: string;
  title: string;
  /** A CSS grid track: "minmax(0, 2fr)", "96px". */
  width: string;
  /** Figures stand at the end of their column. */
  end?: boolean;
  /** The narrowest screen it shows on; without it, everywhere. */
  from?: 'desk' | 'wide';
  cell: (row: Row) => ReactNode;
}

interface DataTableProps<Row> {
  label: string;
  rows: Row[];
  columns: Column<Row>[];
  rowKey: (row: Row) => string;
  /** Draws the link that makes the whole row a target; put `content` and `ROW_LINK` in it. */
  link: (row: Row, content: ReactNode) => ReactNode;
  /** The second line of a row on phones. */
  detail: (row: Row) => ReactNode;
  /** Where this list is, for coming back to the same place. */
  place: string;
  more: { has: boolean; loading: boolean; load: () => void };
}

/** The class of a row's link: it spreads over the row. */
export const ROW_LINK =
  'min-w-0 outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus';

/** A long list in columns. Only what is on screen exists; more is loaded before the end comes near. */
export function DataTable<Row>({ label, rows, columns, rowKey, link, detail, place, more }: DataTableProps<Row>) {
  const scroller = useRef<HTMLDivElement>(null);
  const isPhone = useIsPhone();
  const isWide = useMedia('(min-width: 75rem)');
  const rowHeight = isPhone ? 60 : 40;
  const shown = columns.filter((column) => !column.from || (column.from === 'desk' ? !isPhone : isWide));
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    initialOffset: keptOffset(place),
  });
  useKeptScroll(place, scroller);
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows are measured again when their height changes
  useEffect(() => virtual.measure(), [rowHeight, virtual]);

  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (more.has && !more.loading && last >= rows.length - 25) more.load();
  }, [last, rows.length, more]);

  const [at, setAt] = useState(-1);
  const goTo = (index: number) => {
    if (index < 0 || index >= rows.length) return;
    setAt(index);
    virtual.scrollToIndex(index);
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"] a`)?.focus());
  };
  useKeys({ next: () => goTo(at + 1), previous: () => goTo(at - 1) });

  const tracks = { gridTemplateColumns: shown.map((column) => column.width).join(' ') };
  return (
    <div
      ref={scroller}
      role="table"
      aria-label={label}
      aria-rowcount={more.has ? -1 : rows.length + 1}
      className="min-h-0 flex-1 overflow-auto"
    >
      <div
        role="row"
        aria-rowindex={1}
        style={tracks}
        className="sticky top-0 z-10 hidden h-9 items-center gap-4 border-b border-line bg-ground px-6 text-note text-ink-faint desk:grid"
      >
        {shown.map((column) => (
          <span key={column.id} role="columnheader" className={classNames('truncate', column.end && 'text-end')}>
            {column.title}
          </span>
        ))}
      </div>
      <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const row = rows[item.index]!;
          return (
            <div
              key={rowKey(row)}
              role="row"
              aria-rowindex={item.index + 2}
              data-index={item.index}
              onFocus={() => setAt(item.index)}
              style={{ ...tracks, height: item.size, transform: `translateY(${item.start}px)` }}
              className="absolute inset-x-0 top-0 grid items-center gap-4 border-b border-line px-4 text-list text-ink-soft hover:bg-hover has-focus-visible:bg-hover desk:px-6"
            >
              {shown.map((column, index) => (
                <span
                  key={column.id}
                  role="cell"
                  className={classNames('min-w-0', column.end ? 'truncate text-end tabular-nums' : 'truncate')}
                >
                  {index === 0 ? (
                    <>
                      {link(row, column.cell(row))}
                      {isPhone && <span className="block truncate text-note text-ink-faint">{detail(row)}</span>}
                    </>
                  ) : (
                    column.cell(row)
                  )}
                </span>
              ))}
            </div>
          );
        })}
      </div>
      {more.loading && (
        <div role="status" className="flex h-12 items-center justify-center text-ink-faint">
          <RingMark className="ring-turning" />
          <span className="sr-only">Loading more</span>
        </div>
      )}
    </div>
  );
}
