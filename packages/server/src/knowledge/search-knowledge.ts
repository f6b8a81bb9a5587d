import type { Deps } from '../deps.ts';
import { findCandidates, weighWords } from './passage-store.ts';
import { type RankedPassage, rankPassages, weightsOf } from './rank-passages.ts';
import { readLanguage } from './read-language.ts';
import { askedWords } from './search-words.ts';
import { synonymsOf } from './synonyms.ts';

const CANDIDATES = 80;
const QUESTION_CHARACTERS = 1_000;

/** The passages of a workspace's knowledge that a question means, best first. */
export async function searchKnowledge(
  deps: Pick<Deps, 'db'>,
  { workspaceId, question, limit }: { workspaceId: string; question: string; limit: number },
): Promise<RankedPassage[]> {
  const { sql } = deps.db;
  const language = await readLanguage(deps, workspaceId);
  const asked = { workspaceId, language, words: askedWords(question.slice(0, QUESTION_CHARACTERS)) };
  const { words, passages, length } = await weighWords(sql, asked, synonymsOf(language));
  if (words.length === 0 || passages === 0) return [];
  const weights = weightsOf(words, passages);
  const candidates = await findCandidates(sql, workspaceId, weights, CANDIDATES);
  return rankPassages(candidates, weights, length).slice(0, limit);
}
