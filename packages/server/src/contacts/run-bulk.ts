import { LIMITS } from '@halo/wire/limits.ts';
import type { BulkAnswer } from '@halo/wire/sdk/users.ts';
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { Refusal, refusalFor } from '../refusal.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import type { ContactWrite, WriteOutcome } from './contact-write.ts';

/** A quiet bulk call that has proved itself, by a server key or a scoped token. */
export interface BulkCall {
  workspace: Workspace;
  rows: unknown[];
  updateOnly: boolean;
  keyId: string;
  requestId: string;
  sdk: string | null;
  receivedAt: Date;
}

export type BulkAnswerBody = Omit<BulkAnswer, 'request_id'>;

const COUNTED = { created: 'created', updated: 'updated', unchanged: 'unchanged', skipped: 'skipped' } as const;

/** Reads each row with `toWrite`, hands the good ones to the writer and lists the bad ones. One bad row harms no other. */
export async function runBulk(
  deps: Pick<Deps, 'writer'>,
  call: BulkCall,
  idField: 'user_id' | 'company_id',
  toWrite: (row: unknown) => ContactWrite,
): Promise<BulkAnswerBody> {
  const answer = { success: true, created: 0, updated: 0, unchanged: 0, skipped: 0, failed: 0 };
  const errors: BulkAnswer['errors'] = [];
  const ignored: NonNullable<BulkAnswer['ignored']> = [];
  const outcomes = await Promise.all(
    call.rows.map(async (row): Promise<WriteOutcome | Refusal> => {
      try {
        return await deps.writer.submit(toWrite(row));
      } catch (error) {
        return rowRefusal(error);
      }
    }),
  );
  for (const [index, outcome] of outcomes.entries()) {
    if (outcome instanceof Refusal) {
      const id = (call.rows[index] as Record<string, unknown> | null)?.[idField];
      errors.push({ index, ...shownId(idField, id), code: outcome.code, error: outcome.message });
      continue;
    }
    answer[COUNTED[outcome.result]] += 1;
    ignored.push(...outcome.ignored.map(({ key, reason }) => ({ index, key, reason })));
  }
  // Nothing went through and the database is away: the caller shall repeat the whole call.
  const away = outcomes.find(
    (outcome) => outcome instanceof Refusal && (outcome.code === 'not_ready' || outcome.code === 'busy'),
  );
  if (away && errors.length === outcomes.length) throw away;
  errors.sort((a, b) => a.index - b.index);
  return { ...answer, failed: errors.length, errors, ...(ignored.length > 0 && { ignored }) };
}

/** The rows of a bulk body: its list, or the one record at its top level. Refused whole over 1,000, and without either. */
export function bulkRows(
  list: 'users' | 'companies',
  body: Record<string, unknown> & { users?: unknown[] | null; companies?: unknown[] | null },
): unknown[] {
  const single = list === 'users' ? body.user_id : body.company_id;
  const rows = body[list] ?? (single === undefined || single === null ? null : [body]);
  if (rows === null) throw new Refusal('invalid_request', `${list}: expected a list`, { path: list });
  if (rows.length > LIMITS.bulkRows) {
    throw new Refusal(
      'too_large',
      `A call takes ${LIMITS.bulkRows.toLocaleString('en')} rows at most; nothing was stored.`,
      { limit: LIMITS.bulkRows },
    );
  }
  return rows;
}

/** What the writes of one bulk call have in common. */
export function bulkWrite(
  call: BulkCall,
  door: string,
): Omit<ContactWrite, 'person' | 'company' | 'ignored'> & { person: null; company: null } {
  return {
    workspace: call.workspace,
    source: 'update',
    door,
    bulk: true,
    trust: 'verified',
    method: 'server_key',
    keyId: call.keyId,
    ownToken: false,
    token: null,
    person: null,
    company: null,
    provenCompanies: [],
    leadEmails: [],
    session: null,
    messageId: null,
    mayCreate: () => true,
    wouldRefuse: null,
    requestId: call.requestId,
    sdk: call.sdk,
    receivedAt: call.receivedAt,
    logged: false,
  };
}

function rowRefusal(error: unknown): Refusal {
  if (error instanceof z.ZodError) {
    const issue = error.issues[0];
    return new Refusal('invalid_request', `${issue?.path.join('.') || 'row'}: ${issue?.message}`);
  }
  const refusal = refusalFor(error);
  if (refusal) return refusal;
  throw error;
}

function shownId(field: 'user_id' | 'company_id', id: unknown): object {
  return typeof id === 'string' || typeof id === 'number'
    ? { [field]: typeof id === 'string' ? id.slice(0, 255) : id }
    : {};
}
