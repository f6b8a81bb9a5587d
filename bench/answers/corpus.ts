import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SDK_QUESTIONS } from './sdk-questions.ts';
import { TOOLS_QUESTIONS } from './tools-questions.ts';

/** A question as people ask it, with the page and the heading that answer it; null: nothing there does. */
export type Question =
  | readonly [question: string, page: string, heading: string]
  | readonly [question: string, nowhere: null];

/** Public documentation as npm brings it, and questions about it. */
export interface Corpus {
  name: string;
  questions: readonly Question[];
  files(): Promise<string[]>;
}

const PACKAGES = fileURLToPath(new URL('../../node_modules/', import.meta.url));

/** The ranking was tuned on the even questions of the first; the others are a check: their results were on screen meanwhile. */
export const CORPORA: readonly Corpus[] = [
  {
    name: 'tools',
    questions: TOOLS_QUESTIONS,
    async files() {
      const parts = ['overview', 'handbook', 'utils'].map((part) => `@base-ui/react/docs/react/${part}`);
      return [join(PACKAGES, 'postgres/README.md'), ...(await filesIn(['pino/docs', ...parts]))];
    },
  },
  {
    name: 'sdk',
    questions: SDK_QUESTIONS,
    files: () => filesIn(['03-ai-sdk-core', '04-ai-sdk-ui', '09-troubleshooting'].map((part) => `ai/docs/${part}`)),
  },
];

async function filesIn(folders: readonly string[]): Promise<string[]> {
  const all: string[] = [];
  for (const folder of folders) {
    const names = (await readdir(join(PACKAGES, folder))).filter((name) => /\.mdx?$/.test(name));
    all.push(...names.map((name) => join(PACKAGES, folder, name)));
  }
  return all;
}
