import { z } from 'zod';
import type { ModelTool } from '../models/model.ts';
import { cleanLine } from '../prompt/clean-line.ts';

/** A CSS selector and nothing else: no markup, no rule body, no control character. */
const SELECTOR = /^[^\p{C}<{}]{1,200}$/u;

const input = z.object({
  selector: z.string().regex(SELECTOR).describe('CSS selector of the element, such as #save-button'),
  label: z.string().trim().max(100).optional().describe('A few words shown beside the element'),
});

/** Lets a model point at something on the page the person looks at. It changes nothing there. */
export const highlightElementTool: ModelTool<z.infer<typeof input>> = {
  name: 'highlightElement',
  description:
    'Highlight an element of the page the customer looks at, by a CSS selector that your instructions or knowledge name. Never guess selectors.',
  input,
  async run({ selector, label: sent }) {
    const label = cleanLine(sent ?? '');
    return {
      said: 'The element is highlighted if it is on the page.',
      action: { type: 'highlight', selector, ...(label && { label }) },
    };
  },
};
