import type { Tx } from '../db/database.ts';
import { idOfName, newId } from '../db/new-id.ts';
import type { Deps } from '../deps.ts';
import { hourOf, type LogLine } from '../identity/identify-log.ts';
import { logIdentify } from '../identity/log-identify.ts';
import { logRefusal } from '../identity/log-refusal.ts';
import { rememberUndatedTokens } from '../identity/undated-tokens.ts';
import { Refusal } from '../refusal.ts';
import { applyWrite } from './apply-write.ts';
import { writeAttributes, writeTallies } from './attribute-store.ts';
import type { Batch } from './batch.ts';
import { type ContactWrite, rowOfName, type WriteOutcome } from './contact-write.ts';
import { loadTombstones } from './erased-names.ts';
import type { LeadName } from './lead-store.ts';
import { LeadsMet, lockBatch, peekBatch } from './load-batch.ts';
import { folded, saveBatch } from './save-batch.ts';
import { insertSeenMessages } from './seen-message-store.ts';

export type WriteDeps = Pick<Deps, 'db' | 'log' | 'now' | 'publish' | 'live' | 'secrets'>;

/**
 * The one way in which people and companies are written: every call that arrived together, in one transaction. Rows
 * are locked once, merged in memory with the one rule, written with one statement a table. Each call succeeds or is
 * refused by itself; what is answered is committed. Answers one outcome or Error per call, in order.
 */
export async function writeContacts(
  deps: WriteDeps,
  writes: readonly ContactWrite[],
): Promise<(WriteOutcome | Error)[]> {
  const now = deps.now();
  const outcomes = new Array<WriteOutcome | Error>(writes.length);
  const rest = await lookBeforeLocking(deps, writes, outcomes, now);
  if (rest.length === 0) return outcomes;
  let leads: readonly LeadName[] = [];
  await deps.db.transaction(
    async (tx) => {
      const calls = rest.map((index) => writes[index]!);
      const batch = await lockBatch(deps.db, tx, calls, now, leads).catch((error) => {
        if (error instanceof LeadsMet) leads = error.leads;
        throw error;
      });
      await loadTombstones(deps, tx.sql, batch, calls);
      for (const index of rest) outcomes[index] = attempt(batch, writes[index]!);
      const workspaces = new Map(writes.map((write) => [write.workspace.id, write.workspace]));
      const attributes = [...batch.newAttributes.values()];
      const lines = rest.flatMap((index) => logLine(writes[index]!, outcomes[index]!, now) ?? []);
      // Subscribers speak behind what is saved, and the log behind them: the server's lock order, without waiting.
      const saved = saveBatch(tx, batch, workspaces);
      const noted = publishNews(deps, tx, batch).then(() =>
        Promise.all([
          writeAttributes(tx.sql, attributes, now),
          writeTallies(tx.sql, [...batch.tallies.values()]),
          insertSeenMessages(tx.sql, batch.newMessages, now),
          rememberUndatedTokens(tx.sql, batch.newTokens, now),
          logIdentify(tx, lines),
        ]),
      );
      // The first statement that fails is the one to be told of.
      await Promise.all([saved, noted]);
      tx.afterCommit(() => {
        for (const seen of attributes) batch.books.get(seen.workspaceId)?.learn(seen, now);
        deps.live.ring(bells(batch, workspaces.keys()));
      });
    },
    { confirm: true, byIndex: true },
  );
  for (const [index, outcome] of outcomes.entries()) noteSignedOut(deps, writes[index]!, outcome);
  return outcomes;
}

/** So many rows tell whether a bulk call is one that repeats what is stored. */
const SAMPLE = 16;

/**
 * Bulk calls that would change nothing are answered from a plain read: a row lock alone dirties its page. Where the
 * first rows all change something, the rest are not looked at, for they would only be read twice.
 */
async function lookBeforeLocking(
  deps: WriteDeps,
  writes: readonly ContactWrite[],
  outcomes: (WriteOutcome | Error)[],
  now: Date,
): Promise<number[]> {
  const all = writes.map((_, index) => index);
  const bulk = all.filter((index) => writes[index]!.bulk);
  const done = new Set<number>();
  const moving = new Set<string>();
  const look = async (indexes: readonly number[]) => {
    const calls = indexes.map((index) => writes[index]!);
    const batch = await peekBatch(deps.db, calls, now);
    await loadTombstones(deps, deps.db.sql, batch, calls);
    for (const index of indexes) {
      const outcome = attempt(batch, writes[index]!);
      const { workspace, person, company } = writes[index]!;
      const subject = JSON.stringify([workspace.id, person?.externalId, company?.externalId]);
      const still =
        !(outcome instanceof Error) &&
        (outcome.result === 'skipped' || (outcome.result === 'unchanged' && !outcome.renewed));
      // Once one row of a subject moves, its later rows are judged again under the lock.
      if (still && !moving.has(subject)) {
        outcomes[index] = outcome;
        done.add(index);
      } else moving.add(subject);
    }
  };
  if (bulk.length > 0) await look(bulk.slice(0, SAMPLE));
  if (bulk.length > SAMPLE && done.size > 0) await look(bulk.slice(SAMPLE));
  return all.filter((index) => !done.has(index));
}

function attempt(batch: Batch, write: ContactWrite): WriteOutcome | Error {
  try {
    return applyWrite(batch, write);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

async function publishNews(deps: WriteDeps, tx: Tx, batch: Batch): Promise<void> {
  const contacts = [...new Set(batch.contacts.values())].filter((draft) => draft.touched);
  const companies = [...batch.companies.values()].filter((draft) => draft.touched);
  await deps.publish(tx, 'leadsConverted', batch.converted);
  await deps.publish(
    tx,
    'contactsMerged',
    folded(batch).map((fold) => ({ ...fold, mergeId: null, samePerson: true })),
  );
  await deps.publish(
    tx,
    'contactsWritten',
    contacts.map(({ contact, isNew, named, announced, changed, quiet, linked, ...draft }) => ({
      workspaceId: contact.workspaceId,
      contactId: contact.id,
      externalId: contact.externalId,
      created: isNew || named,
      announced,
      changed: [...changed],
      trust: contact.trust,
      quiet,
      linked,
      companiesMoved: draft.membershipsWritten.size + draft.membershipsRemoved.size > 0,
      trustMoved: draft.factsChanged,
      filterVersion: batch.filterVersions.get(contact.workspaceId) ?? 0,
    })),
  );
  await deps.publish(tx, 'sessionsBound', batch.bound);
  await deps.publish(
    tx,
    'companiesWritten',
    companies.map(({ company, isNew, changed, factsChanged }) => ({
      workspaceId: company.workspaceId,
      companyId: company.id,
      created: isNew,
      changed: [...changed],
      trustMoved: factsChanged,
    })),
  );
}

/** Of the refusals of a batch only this one is about identity; the others leave no line. */
function noteSignedOut(deps: WriteDeps, write: ContactWrite, outcome: WriteOutcome | Error): void {
  if (!(outcome instanceof Refusal) || outcome.code !== 'identity_expired') return;
  const { workspace, source, sdk, keyId, requestId, receivedAt: at } = write;
  const externalId = write.person?.externalId ?? null;
  const line = { workspaceId: workspace.id, at, contactId: null, externalId, source, sdk, keyId, requestId };
  // Whoever holds a token of one person counts as one address.
  logRefusal(deps, { ...line, level: 'claimed', result: 'refused', reason: 'signed_out' }, `user ${externalId}`);
}

function logLine(write: ContactWrite, outcome: WriteOutcome | Error, now: Date): LogLine | null {
  if (outcome instanceof Error) return null;
  if (!write.logged && outcome.result === 'unchanged') return null;
  const subject = outcome.contact?.id ?? outcome.company?.id ?? null;
  const counted = outcome.result === 'unchanged' && subject !== null;
  return {
    workspaceId: write.workspace.id,
    id: counted ? repeatId(subject, write, outcome) : newId(),
    counted,
    at: counted ? hourOf(now) : now,
    contactId: outcome.contact?.id ?? null,
    companyId: outcome.company?.id ?? null,
    externalId: write.person && rowOfName(write.person.externalId) === null ? write.person.externalId : null,
    source: write.source,
    level: write.trust,
    result: outcome.result,
    reason: write.wouldRefuse,
    changed: outcome.changed.map((key) => key.slice(0, 255)),
    ignored: outcome.ignored.map(({ key, reason }) => ({ key: key.slice(0, 255), reason })),
    sdk: write.sdk,
    keyId: write.keyId,
    requestId: counted ? null : write.requestId,
    repeats: 1,
  };
}

/** Repeats are counted together when their lines would read the same. */
function repeatId(subject: string, write: ContactWrite, { ignored }: WriteOutcome): string {
  if (write.trust === 'verified' && ignored.length === 0) return subject;
  return idOfName(
    JSON.stringify([subject, write.trust, write.wouldRefuse, ignored.map((entry) => Object.values(entry))]),
  );
}

function bells(batch: Batch, workspaces: Iterable<string>): string[] {
  const changed = [...workspaces].flatMap((id) => [`workspace:${id}:contacts`, `workspace:${id}:log`]);
  return [...changed, ...batch.bound.map(({ sessionRowId }) => `session:${sessionRowId}`)];
}
