import { KNOWLEDGE_LIMITS } from '@halo/wire/dashboard/knowledge.ts';
import { newId } from '../db/new-id.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import type { Actor } from '../workspaces/audit.ts';
import { recordAudit } from '../workspaces/record-audit.ts';
import { kindOfFile } from './read-text.ts';
import { readingJob, SOURCE_READING, type Source } from './source.ts';
import { insertSource } from './source-store.ts';

type NewSource =
  | { kind: 'article'; title: string; text: string; address: string | null }
  | { kind: 'file'; name: string; bytes: Uint8Array }
  | { kind: 'url'; address: string };

/**
 * Takes a source in, to be read by a job. Refuses `invalid_request` for files Halo cannot read and addresses with a user
 * name, `too_large`, `conflict` for one source too many.
 */
export async function addSource(
  deps: Deps,
  { workspaceId, actor, ...added }: { workspaceId: string; actor: Actor } & NewSource,
): Promise<{ id: string }> {
  const source = { workspaceId, id: newId(), ...rowOf(added) };
  const { id, kind, title } = source;
  await deps.db.transaction(async (tx) => {
    const most = KNOWLEDGE_LIMITS.sources;
    if (!(await insertSource(tx.sql, source, deps.now(), most))) {
      throw new Refusal('conflict', `A workspace has at most ${most} sources of knowledge.`);
    }
    const entry = { workspaceId, actor, action: 'knowledge.added' as const, subject: title, detail: { kind } };
    await recordAudit(deps, tx, entry);
    await deps.jobs.insert(tx, SOURCE_READING, [readingJob({ workspaceId, sourceId: id, version: 1 })]);
  });
  return { id };
}

type SourceRow = Pick<Source, 'kind' | 'title' | 'address' | 'fileName'> & {
  body: string | null;
  file: Uint8Array | null;
};

function rowOf(added: NewSource): SourceRow {
  const nothing = { address: null, fileName: null, body: null, file: null };
  if (added.kind === 'article') {
    const { title, text, address } = added;
    return { ...nothing, kind: 'article', title, body: text, address };
  }
  if (added.kind === 'url') {
    const { href, host, pathname, username, password } = new URL(added.address);
    if (username || password) throw new Refusal('invalid_request', 'url: it holds a user name', { path: 'url' });
    const title = (host + (pathname === '/' ? '' : pathname)).slice(0, KNOWLEDGE_LIMITS.titleCharacters);
    return { ...nothing, kind: 'url', title, address: href };
  }
  const { name, bytes } = added;
  if (kindOfFile(name) === null) {
    throw new Refusal('invalid_request', 'name: Halo reads .txt, .md, .html and .pdf files.', { path: 'name' });
  }
  if (bytes.length === 0) throw new Refusal('invalid_request', 'data: the file is empty', { path: 'data' });
  if (bytes.length > KNOWLEDGE_LIMITS.fileBytes) {
    throw new Refusal('too_large', `A file may have ${KNOWLEDGE_LIMITS.fileBytes / 1_000_000} MB at most.`);
  }
  return { ...nothing, kind: 'file', title: name, fileName: name, file: bytes };
}
