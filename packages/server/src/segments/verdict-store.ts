import type { Sql } from '../db/database.ts';
import { binding, conditionSql, type FilterScope, kindSql, treeSql } from '../filters/filter-to-sql.ts';
import { instantsSql } from '../filters/next-flip.ts';
import type { ReadySegment, SegmentSet } from './segment-set.ts';

/** What a statement found of one living contact: per segment asked, in order. */
export interface Verdict {
  contactId: string;
  passes: boolean[];
  /** For each relative condition of the segments, in order, the instants it looks at (epoch milliseconds). */
  instants: number[][];
}

interface Written {
  text: string;
  params: unknown[];
}

/** Statements without a clock in them are written once per set and selection. */
const written = new WeakMap<SegmentSet, Map<string, Written>>();
const IDS = 0;

/** Judges contacts by some segments of a set, all with one statement. Contacts that are no more have no verdict. */
export async function judge(
  sql: Sql,
  set: SegmentSet,
  segments: readonly ReadySegment[],
  contactIds: readonly string[],
  now: Date,
): Promise<Verdict[]> {
  const { text, params } = statementOf(set, segments, now);
  const bound = params.with(IDS, `{${contactIds.join(',')}}`);
  return sql.unsafe<Verdict[]>(text, bound as never[], { prepare: true });
}

function statementOf(set: SegmentSet, segments: readonly ReadySegment[], now: Date): Written {
  const byClock = segments.some(({ relative }) => relative.length > 0);
  const statements = written.get(set) ?? new Map<string, Written>();
  written.set(set, statements);
  const key = segments.map(({ id }) => id).join(' ');
  const remembered = byClock ? undefined : statements.get(key);
  if (remembered) return remembered;
  const statement = write(set, segments, now);
  if (!byClock && statements.size < 100) statements.set(key, statement);
  return statement;
}

function write(set: SegmentSet, segments: readonly ReadySegment[], now: Date): Written {
  const { bind, params } = binding(['contacts']);
  const { workspaceId, identityMode, zone } = set;
  const scope: FilterScope = { workspaceId, identityMode, zone, now, contactType: 'all', contactIds: [] };
  const passes = segments.map(
    ({ contactType, filter }) =>
      `(${kindSql(contactType)} and ${treeSql(filter, (leaf) => conditionSql(leaf, scope, bind))})`,
  );
  const instants = segments.flatMap(({ relative }) => relative.map((leaf) => instantsSql(leaf, bind)));
  const text = `select f.contact_id as "contactId", array[${passes.join(', ')}]::boolean[] as passes,
    jsonb_build_array(${instants.join(', ')}) as instants
    from contact_facts f
    where f.workspace_id = ${bind(workspaceId)}::text::uuid and f.contact_id = any($1::text::uuid[])`;
  return { text, params };
}

/** Reads every contact of a workspace. */
const FIND_MS = 120_000;

/** Contacts after one, by id, whose membership differs from what the filter says now; those that are no more included. In a transaction. */
export async function differing(
  sql: Sql,
  set: SegmentSet,
  segment: ReadySegment,
  at: { after: string | null; limit: number; now: Date },
): Promise<string[]> {
  await sql.unsafe(`set local statement_timeout = ${FIND_MS}; set local jit = off`);
  const { bind, params } = binding();
  const { workspaceId, identityMode, zone } = set;
  const scope: FilterScope = { workspaceId, identityMode, zone, now: at.now, contactType: segment.contactType };
  const tree = treeSql(segment.filter, (leaf) => conditionSql(leaf, scope, bind));
  const workspace = `${bind(workspaceId)}::text::uuid`;
  const id = `${bind(segment.id)}::text::uuid`;
  const passing = `select f.contact_id from contact_facts f
    where f.workspace_id = ${workspace} and ${kindSql(segment.contactType)} and ${tree}`;
  const members = `select m.contact_id from segment_members m where m.workspace_id = ${workspace} and m.segment_id = ${id}`;
  const after = at.after === null ? '' : `where d.contact_id > ${bind(at.after)}::text::uuid`;
  const rows = await sql.unsafe<{ id: string }[]>(
    `select d.contact_id as id from (
       ((${passing}) except (${members})) union all ((${members}) except (${passing}))) d
     ${after} order by d.contact_id limit ${bind(at.limit)}::int`,
    params as never[],
  );
  return rows.map((row) => row.id);
}
