import type { ToolCall } from '@halo/wire/dashboard/agent.ts';
import type { RankedPassage } from '../knowledge/rank-passages.ts';
import { cleanLine } from './prompt/clean-line.ts';

/** What a search found, as teammates see it beside an answer. */
export function foundPassages(passages: readonly RankedPassage[]): NonNullable<ToolCall['found']> {
  return passages.map(({ title, heading, cover }) => ({
    title: cleanLine([title, heading].filter(Boolean).join(' › ')),
    cover: Math.round(cover * 100) / 100,
  }));
}
