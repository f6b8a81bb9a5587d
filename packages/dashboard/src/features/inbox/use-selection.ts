import { useState } from 'react';

/** Some of the rows of a list, chosen one by one or, with Shift, up to the one chosen before. */
export interface Selection {
  size: number;
  has: (id: string) => boolean;
  toggle: (id: string, extend: boolean) => void;
  clear: () => void;
}

/** What is selected after `id` was chosen; with `extend`, everything from `anchor` to it. */
export function nextSelection(
  chosen: ReadonlySet<string>,
  order: string[],
  id: string,
  anchor: string | null,
): Set<string> {
  const next = new Set(chosen);
  const from = anchor === null ? -1 : order.indexOf(anchor);
  const to = order.indexOf(id);
  if (from >= 0 && to >= 0) {
    for (const each of order.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(each);
  } else if (!next.delete(id)) {
    next.add(id);
  }
  return next;
}

/** Selection among `order`, the ids of what can be selected. Ids that leave the list leave the selection. */
export function useSelection(order: string[]): Selection {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [anchor, setAnchor] = useState<string | null>(null);
  const there = order.filter((id) => chosen.has(id));
  return {
    size: there.length,
    has: (id) => chosen.has(id),
    toggle: (id, extend) => {
      setChosen(nextSelection(chosen, order, id, extend ? anchor : null));
      setAnchor(id);
    },
    clear: () => {
      setChosen(new Set());
      setAnchor(null);
    },
  };
}
