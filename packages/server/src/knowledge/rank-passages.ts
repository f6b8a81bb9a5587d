import { BETWEEN_HEADINGS } from './cut-into-passages.ts';
import type { AskedWord, CandidatePassage } from './passage-store.ts';
import { compoundsIn } from './search-words.ts';

/** A passage that a question found. */
export interface RankedPassage
  extends Pick<CandidatePassage, 'sourceId' | 'position' | 'digest' | 'title' | 'address' | 'heading' | 'body'> {
  /** What its words say; 0 where it holds none of the question's. */
  score: number;
  /** How sure its words make it that this answers the question, 0 to 1. */
  certainty: number;
}

/** A word of a question with how much it says: the rarer, the more. */
export interface WeighedWord {
  /** The word itself first, then what may stand for it. */
  lexemes: string[];
  place: number;
  weight: number;
}

/** The two constants of BM25, as its books have them. */
const SATURATION = 1.2;
const LENGTH_SHARE = 0.75;
/** What standing in the title counts for, in the last heading, in those above; in the text it is one each time. */
const PARTS = { A: 1.5, B: 3, C: 1 } as const;
/** What a word of the same meaning counts for, beside the word itself. */
const SYNONYM = 0.7;
/** What an alike title, and words that stand together, add; an alike heading adds one. */
const ADDED = 0.25;
/** Words of a question this close in it should be as close in the text. */
const NEAR_ASKED = 4;
const NEAR = 3;

/** A word that nobody wrote says as much as one that stands once. */
export function weightsOf(words: readonly AskedWord[], passages: number): WeighedWord[] {
  return words.map(({ lexeme, alike, place, passages: held }) => {
    const seen = Math.max(1, held);
    const weight = Math.log(1 + (passages - seen + 0.5) / (seen + 0.5));
    return { lexemes: [lexeme, ...alike], place, weight };
  });
}

/**
 * Ranks what was found, best first: BM25 over title, headings and text, raised where the heading says what was asked and
 * no more, where the title does, and where words stand together as they do in the question.
 */
export function rankPassages(
  candidates: readonly CandidatePassage[],
  words: readonly WeighedWord[],
  usualLength: number,
): RankedPassage[] {
  const ranked = candidates.map((candidate) => judge(candidate, words, usualLength));
  return ranked.toSorted(
    (a, b) => b.score - a.score || a.sourceId.localeCompare(b.sourceId) || a.position - b.position,
  );
}

function judge(candidate: CandidatePassage, words: readonly WeighedWord[], usualLength: number): RankedPassage {
  const { sourceId, position, digest, title, address, heading, body } = candidate;
  const all = words.reduce((sum, { weight }) => sum + weight, 0) || 1;
  const room = SATURATION * (1 - LENGTH_SHARE + (LENGTH_SHARE * candidate.length) / usualLength);
  const finds = words.map((word) => findWord(candidate, word));
  let score = 0;
  let covered = 0;
  for (const { weight, times, worth } of finds) {
    score += (weight * times * (SATURATION + 1)) / (times + room);
    covered += weight * worth;
  }
  const compounds = compoundsIn(heading.split(BETWEEN_HEADINGS).at(-1) ?? '');
  const alikeHeading = alikeness(finds, 'B', candidate.headingWords - compounds, all);
  const alikeTitle = alikeness(finds, 'A', candidate.titleWords, all);
  const together = nearness(finds) / all;
  score *= 1 + alikeHeading + ADDED * (alikeTitle + together);
  // Words that merely occur somewhere in a text prove little, be they all that was asked.
  const certainty = (covered / all + Math.max(alikeHeading, alikeTitle, together)) / 2;
  return { ...{ sourceId, position, digest, title, address, heading, body }, score, certainty };
}

interface Find {
  place: number;
  weight: number;
  /** Occurrences, each as much as its part counts for. */
  times: number;
  /** 1 where the word itself stands, less where only another of its meaning does, 0 where neither. */
  worth: number;
  /** The same for each part. */
  parts: Record<string, number>;
  positions: number[];
}

function findWord({ found }: CandidatePassage, { lexemes, place, weight }: WeighedWord): Find {
  const find: Find = { place, weight, times: 0, worth: 0, parts: {}, positions: [] };
  for (const [index, lexeme] of lexemes.entries()) {
    if (!Object.hasOwn(found, lexeme)) continue;
    const worth = index === 0 ? 1 : SYNONYM;
    const { positions, weights } = found[lexeme]!;
    find.worth = Math.max(find.worth, worth);
    find.positions.push(...positions);
    for (const part of weights) {
      // Titles and headings count once, however often they repeat a word.
      if (part === 'D') find.times += worth;
      find.parts[part] = Math.max(find.parts[part] ?? 0, worth);
    }
  }
  for (const [part, counts] of Object.entries(PARTS)) find.times += (find.parts[part] ?? 0) * counts;
  return find;
}

/** How much a part and the question say the same: the harmonic mean of what each has of the other. */
function alikeness(finds: readonly Find[], part: string, length: number, all: number): number {
  const inPart = finds.filter(({ parts }) => parts[part]);
  if (inPart.length === 0) return 0;
  const ofPart = Math.min(1, inPart.length / Math.max(1, length));
  const ofQuestion = inPart.reduce((sum, { weight, parts }) => sum + weight * parts[part]!, 0) / all;
  return (2 * ofPart * ofQuestion) / (ofPart + ofQuestion);
}

/** The weight of the question's neighbours that stand near each other in the passage as well. */
function nearness(finds: readonly Find[]): number {
  let near = 0;
  for (const [index, first] of finds.entries()) {
    const second = finds[index + 1];
    if (!second || second.place - first.place > NEAR_ASKED) continue;
    const meet = first.positions.some((at) => second.positions.some((other) => Math.abs(at - other) <= NEAR));
    if (meet) near += Math.min(first.weight, second.weight);
  }
  return near;
}

/** Whether a passage is good enough to be quoted as the answer. */
export function isGoodEnough(passage: RankedPassage | undefined): passage is RankedPassage {
  return passage !== undefined && passage.certainty > 0.5;
}
