import type { AskedWord, CandidatePassage } from './passage-store.ts';

/** A passage that a question found. */
export interface RankedPassage extends Omit<CandidatePassage, 'found' | 'length'> {
  score: number;
  /** Share of what was asked that it speaks of, by the weight of the words, 0 to 1. */
  cover: number;
}

/** How much a word counts by where it stands: a source's title, the heading, the headings above that, the text. */
const PLACES: Record<string, number> = { A: 1.5, B: 3, C: 1, D: 1 };
const SATURATION = 1.2;
const LENGTH_SHARE = 0.4;

/** How much each word says: the rarer, the more. A word that nobody wrote says as much as one that stands once. */
export function weightsOf(words: readonly AskedWord[], passages: number): { lexeme: string; weight: number }[] {
  return words.map(({ lexeme, passages: held }) => {
    const seen = Math.max(1, held);
    return { lexeme, weight: Math.log(1 + (passages - seen + 0.5) / (seen + 0.5)) };
  });
}

/** Ranks what was found, best first: BM25 over title, headings and text, and a share for how much of it was asked. */
export function rankPassages(
  candidates: readonly CandidatePassage[],
  words: readonly { lexeme: string; weight: number }[],
  usualLength: number,
): RankedPassage[] {
  const all = words.reduce((sum, { weight }) => sum + weight, 0) || 1;
  const ranked = candidates.map(({ found, length, ...passage }) => {
    const room = SATURATION * (1 - LENGTH_SHARE + (LENGTH_SHARE * length) / usualLength);
    let score = 0;
    let covered = 0;
    for (const { lexeme, weight } of words) {
      const places = Object.hasOwn(found, lexeme) ? found[lexeme]! : [];
      if (places.length === 0) continue;
      const times = places.reduce((sum, place) => sum + (PLACES[place] ?? 1), 0);
      score += (weight * times * (SATURATION + 1)) / (times + room);
      covered += weight;
    }
    const cover = covered / all;
    return { ...passage, score: score * (0.5 + cover / 2), cover };
  });
  return ranked.toSorted(
    (a, b) => b.score - a.score || a.sourceId.localeCompare(b.sourceId) || a.position - b.position,
  );
}

const ENOUGH = 0.6;

/** Whether a passage speaks of enough of what was asked to be quoted as the answer. */
export function isGoodEnough(passage: RankedPassage | undefined): passage is RankedPassage {
  return passage !== undefined && passage.cover >= ENOUGH;
}
