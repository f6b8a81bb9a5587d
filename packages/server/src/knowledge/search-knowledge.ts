import type { Deps } from '../deps.ts';
import { findAlike, type Meaning } from './find-alike.ts';
import { type FusedPassage, fuseRankings } from './fuse-rankings.ts';
import { findCandidates, weighWords } from './passage-store.ts';
import { rankPassages, weightsOf } from './rank-passages.ts';
import { readLanguage } from './read-language.ts';
import { askedWords } from './search-words.ts';
import { synonymsOf } from './synonyms.ts';

const CANDIDATES = 80;
/** As many as are ever shown, and some that both rankings may agree on. */
const ALIKE = 20;
const QUESTION_CHARACTERS = 1_000;

/** The passages of a workspace's knowledge that a question means, best first: by its words, and by `meaning` where it is given. */
export async function searchKnowledge(
  deps: Pick<Deps, 'db'>,
  {
    workspaceId,
    question,
    limit,
    meaning = null,
  }: { workspaceId: string; question: string; limit: number; meaning?: Meaning | null },
): Promise<FusedPassage[]> {
  const { sql } = deps.db;
  const language = await readLanguage(deps, workspaceId);
  const asked = { workspaceId, language, words: askedWords(question.slice(0, QUESTION_CHARACTERS)) };
  const [{ words, passages, length }, alike] = await Promise.all([
    weighWords(sql, asked, synonymsOf(language)),
    meaning ? findAlike(deps, meaning, ALIKE) : [],
  ]);
  if (passages === 0 || (words.length === 0 && alike.length === 0)) return [];
  const weights = weightsOf(words, passages);
  const candidates = await findCandidates(sql, workspaceId, weights, alike, CANDIDATES);
  return fuseRankings(rankPassages(candidates, weights, length), alike).slice(0, limit);
}
