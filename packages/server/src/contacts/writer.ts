import { type GroupCommit, groupCommit } from '../db/group-commit.ts';
import { nameKey } from './batch.ts';
import { type ContactWrite, isWritten, type WriteOutcome } from './contact-write.ts';
import { type WriteDeps, writeContacts } from './write-contacts.ts';

/** The queue before `writeContacts`: calls that arrive together share a transaction, a call alone never waits. */
export type Writer = GroupCommit<ContactWrite, WriteOutcome>;

export function openWriter(deps: WriteDeps): Writer {
  return groupCommit<ContactWrite, WriteOutcome>({
    run: (writes) => writeContacts(deps, writes),
    keysOf,
    workspaceOf: (write) => write.workspace.id,
    laneOf: (write) => (write.bulk ? 'bulk' : 'interactive'),
    bytesOf: roughBytes,
  });
}

/** People, sessions and written companies; a company that is only linked is shared by all its members. */
function keysOf({ workspace, person, company, session }: ContactWrite): string[] {
  const keys: string[] = [];
  if (person) keys.push(`p ${nameKey(workspace.id, person.externalId)}`);
  if (company && isWritten(company)) keys.push(`c ${nameKey(workspace.id, company.externalId)}`);
  if (session?.sessionId) keys.push(`s ${workspace.id} ${session.sessionId}`);
  return keys;
}

function roughBytes(write: ContactWrite): number {
  let bytes = 500;
  for (const part of [write.person, write.company]) {
    for (const group of part?.traits ?? []) bytes += Object.keys(group.values).length * 60;
    if (part?.context) bytes += 2_000;
  }
  return bytes;
}
