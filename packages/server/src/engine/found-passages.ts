import type { ToolCall } from '@halo/wire/dashboard/agent.ts';
import type { RankedPassage } from '../knowledge/rank-passages.ts';
import { cleanLine } from './prompt/clean-line.ts';

/** What a search found, as teammates see it beside an answer. */
export function foundPassages(passages: readonly RankedPassage[]): NonNullable<ToolCall['found']> {
  return passages.map(({ title, heading, certainty }) => ({
    title: cleanLine([title, heading].filter(Boolean).join(' › ')),
    certainty: Math.round(certainty * 100) / 100,
  }));
}
