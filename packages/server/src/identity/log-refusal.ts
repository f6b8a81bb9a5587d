import { idOfName, newId } from '../db/new-id.ts';
import type { Deps } from '../deps.ts';
import type { LogLine } from './identify-log.ts';
import { insertLogLines } from './identify-log-store.ts';

/** Refusals of one address and cause that are logged singly within a minute; the rest become one counted line. */
const SINGLE_PER_MINUTE = 20;
const GATHERED_MS = 200;
const MAX_WAITING = 10_000;

interface Waiting {
  lines: LogLine[];
  flushing: Promise<void> | null;
  minute: number;
  counts: Map<string, number>;
}

const waiting = new WeakMap<object, Waiting>();

/**
 * Notes a call that was refused, or that `report` would have refused. Such calls have no transaction of their own, so
 * their lines wait at most 200 ms and are written together.
 */
export function logRefusal(
  deps: Pick<Deps, 'db' | 'log' | 'live'>,
  line: Omit<LogLine, 'id' | 'counted' | 'repeats' | 'changed' | 'ignored' | 'companyId'>,
  clientIp: string,
): void {
  const state: Waiting = waiting.get(deps.db) ?? { lines: [], flushing: null, minute: 0, counts: new Map() };
  waiting.set(deps.db, state);
  if (state.lines.length >= MAX_WAITING) return;
  const minute = Math.floor(line.at.getTime() / 60_000);
  if (minute !== state.minute) {
    state.minute = minute;
    state.counts.clear();
  }
  const source = `${line.workspaceId} ${clientIp} ${line.reason}`;
  const count = (state.counts.get(source) ?? 0) + 1;
  state.counts.set(source, count);
  const single = count <= SINGLE_PER_MINUTE;
  state.lines.push({
    ...line,
    companyId: null,
    changed: [],
    ignored: [],
    repeats: 1,
    counted: !single,
    ...(single ? { id: newId() } : countedAs(source, minute)),
  });
  state.flushing ??= flushSoon(deps, state);
}

/** Writes what still waits; for a clean stop. */
export async function flushRefusals(deps: Pick<Deps, 'db'>): Promise<void> {
  await waiting.get(deps.db)?.flushing;
}

async function flushSoon(deps: Pick<Deps, 'db' | 'log' | 'live'>, state: Waiting): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, GATHERED_MS));
  const lines = state.lines.splice(0);
  state.flushing = null;
  try {
    await insertLogLines(deps.db.sql, lines);
    deps.live.ring([...new Set(lines.map((line) => `workspace:${line.workspaceId}:log`))]);
  } catch (error) {
    deps.log.warn({ err: error, lines: lines.length }, 'refusals could not be logged');
  }
}

/** One line stands for many calls, and so for no person and no request. */
function countedAs(source: string, minute: number) {
  const nobody = { contactId: null, externalId: null, tokenUser: null, requestId: null };
  return { id: idOfName(`${source} ${minute}`), at: new Date(minute * 60_000), ...nobody };
}
