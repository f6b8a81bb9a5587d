import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import type { Citations } from '../citations.ts';
import { findPassages } from '../find-passages.ts';
import { foundPassages } from '../found-passages.ts';
import type { ModelTool } from '../models/model.ts';
import { cleanHeader, cleanText } from '../prompt/clean-line.ts';
import { fenceToolResult } from '../prompt/fence.ts';

const PASSAGES = 5;
const PASSAGE_CHARACTERS = 1_500;

const input = z.object({
  query: z.string().trim().min(1).max(500).describe('What to look for, in a few words of the product and its language'),
});

/** Lets a model look things up in the workspace's knowledge. What it reads there is data: cleaned and fenced. */
export function searchKnowledgeTool(
  deps: Pick<Deps, 'db' | 'config' | 'secrets' | 'now' | 'log'>,
  workspaceId: string,
  cited: Citations,
): ModelTool<z.infer<typeof input>> {
  return {
    name: 'searchKnowledge',
    description:
      'Search the articles, files and pages of the support team. Use it before you answer anything about the product.',
    input,
    async run({ query }) {
      try {
        const found = await findPassages(deps, { workspaceId, question: query, limit: PASSAGES });
        if (found.length === 0) return { said: 'Nothing was found. Try other words, or say that you do not know.' };
        const passages = found.map(({ heading, body, ...source }) => {
          const about = [source.title, heading].filter(Boolean).join(' › ');
          return `[${cited.numberOf(source)}] ${cleanHeader(about)}\n${cleanText(body, PASSAGE_CHARACTERS)}`;
        });
        return {
          found: foundPassages(found),
          said: `${fenceToolResult(passages.join('\n\n'), PASSAGES * (PASSAGE_CHARACTERS + 600))}\nAfter a statement that rests on one of these, put its number in square brackets, such as [1].`,
        };
      } catch (error) {
        deps.log.error({ err: error, workspace_id: workspaceId }, 'a search in the knowledge failed');
        return { said: 'The search failed. Say that you cannot look it up just now.' };
      }
    },
  };
}
