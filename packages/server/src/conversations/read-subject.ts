import type { Tx } from '../db/database.ts';
import { firstWords } from './conversation.ts';
import { readFirstWords } from './message-store.ts';

const SUBJECT_CHARACTERS = 120;

/** What a conversation is about: the person's first words on one line, or null while they have said nothing. */
export async function readSubject(
  tx: Tx,
  named: { workspaceId: string; conversationId: string },
): Promise<string | null> {
  const words = await readFirstWords(tx.sql, named.workspaceId, named.conversationId);
  return words === null ? null : firstWords(words, SUBJECT_CHARACTERS) || null;
}
