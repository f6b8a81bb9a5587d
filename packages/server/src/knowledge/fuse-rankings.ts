import { isGoodEnough, type RankedPassage } from './rank-passages.ts';

/** A passage of two rankings with its place in each, from 1; null where only the other found it. */
export interface FusedPassage extends RankedPassage {
  byWords: number | null;
  byMeaning: number | null;
}

/** The constant of reciprocal rank fusion, as its paper has it. */
const SOFTNESS = 60;

/**
 * One ranking of that by words and that by meaning, by reciprocal rank fusion; `alike`: digests, best first. What the
 * words are certain of stays first, so that meaning brings passages and orders the rest, but decides no quote.
 */
export function fuseRankings(ranked: readonly RankedPassage[], alike: readonly string[]): FusedPassage[] {
  const places = new Map(alike.map((digest, index) => [digest, index + 1]));
  let holding = 0;
  const fused = ranked.map((passage): FusedPassage => {
    if (passage.score > 0) holding += 1;
    return {
      ...passage,
      byWords: passage.score > 0 ? holding : null,
      byMeaning: places.get(passage.digest) ?? null,
    };
  });
  const worth = (place: number | null) => (place === null ? 0 : 1 / (SOFTNESS + place));
  const worthOf = (passage: FusedPassage) =>
    isQuotable(passage) ? Number.POSITIVE_INFINITY : worth(passage.byWords) + worth(passage.byMeaning);
  const worths = new Map(fused.map((passage) => [passage, worthOf(passage)]));
  // Equal ones stay as the words have them.
  return fused.toSorted((a, b) => (worths.get(a) === worths.get(b) ? 0 : worths.get(b)! - worths.get(a)!));
}

/** Whether the built-in answerer, which goes by words alone, would quote this one. */
export function isQuotable(passage: FusedPassage | undefined): boolean {
  return passage?.byWords === 1 && isGoodEnough(passage);
}
