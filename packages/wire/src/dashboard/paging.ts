import { z } from 'zod';

/** What every long list takes: `cursor` is the `nextCursor` of the page before, opaque to callers. */
export const pageQuery = z.object({
  cursor: z.string().max(512).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type PageQuery = z.input<typeof pageQuery>;

/** One page of a list, in order. `nextCursor` is null on the last page. */
export interface Page<Row> {
  rows: Row[];
  nextCursor: string | null;
}

/** A number of rows that is exact up to a bound: beyond it `atLeast` is true and `count` is the bound. */
export interface BoundedCount {
  count: number;
  atLeast: boolean;
}
