import { z } from 'zod';
import type { Timestamp } from '../sdk/values.ts';

/** Languages whose words PostgreSQL knows how to reduce; `simple` takes every word as it is written. */
export const KNOWLEDGE_LANGUAGES = [
  'simple',
  'arabic',
  'armenian',
  'basque',
  'catalan',
  'danish',
  'dutch',
  'english',
  'finnish',
  'french',
  'german',
  'greek',
  'hindi',
  'hungarian',
  'indonesian',
  'irish',
  'italian',
  'lithuanian',
  'nepali',
  'norwegian',
  'portuguese',
  'romanian',
  'russian',
  'serbian',
  'spanish',
  'swedish',
  'tamil',
  'turkish',
  'yiddish',
] as const;
const knowledgeLanguage = z.enum(KNOWLEDGE_LANGUAGES);
export type KnowledgeLanguage = z.infer<typeof knowledgeLanguage>;

/** Bounds of what is taken in. */
export const KNOWLEDGE_LIMITS = {
  sources: 1_000,
  articleCharacters: 200_000,
  fileBytes: 10_000_000,
  titleCharacters: 200,
  questionCharacters: 1_000,
} as const;

const title = z.string().trim().min(1).max(KNOWLEDGE_LIMITS.titleCharacters);
const address = z.url({ protocol: /^https?$/ }).max(2_000);

export const articleBody = z.strictObject({
  title,
  /** Markdown. */
  text: z.string().trim().min(1).max(KNOWLEDGE_LIMITS.articleCharacters),
  /** Where people can read it themselves: what a citation leads to. */
  url: address.nullable().default(null),
});
export type ArticleBody = z.input<typeof articleBody>;

export const fileBody = z.strictObject({
  /** With its ending, which says what it is: txt, md, html, pdf. */
  name: title,
  /** Base64. */
  data: z.string().min(1),
});
export type FileBody = z.input<typeof fileBody>;

/** A page to read: https, on the public internet, where robots.txt allows it. */
export const urlBody = z.strictObject({ url: address });
export type UrlBody = z.input<typeof urlBody>;

export const knowledgeSettingsBody = z.strictObject({ language: knowledgeLanguage });
export type KnowledgeSettingsBody = z.input<typeof knowledgeSettingsBody>;

export const knowledgeQuestionBody = z.strictObject({
  question: z.string().trim().min(1).max(KNOWLEDGE_LIMITS.questionCharacters),
});
export type KnowledgeQuestionBody = z.input<typeof knowledgeQuestionBody>;

export interface KnowledgeSource {
  id: string;
  kind: 'article' | 'file' | 'url';
  title: string;
  url: string | null;
  fileName: string | null;
  state: 'waiting' | 'reading' | 'ready' | 'failed';
  /** Percent of the reading that is under way. */
  progress: number;
  /** Why it failed, as a sentence. What was read before stays in use. */
  fault: string | null;
  passages: number;
  characters: number;
  createdAt: Timestamp;
  updatedAt: Timestamp;
  readAt: Timestamp | null;
}

/** Newest first. */
export interface KnowledgeAnswer {
  language: KnowledgeLanguage;
  sources: KnowledgeSource[];
}

/** One source; `text` of articles only. */
export interface KnowledgeSourceAnswer {
  source: KnowledgeSource;
  text: string | null;
}

export interface FoundPassage {
  sourceId: string;
  title: string;
  /** The headings above it, outermost first, joined by " › "; may be empty. */
  heading: string;
  url: string | null;
  text: string;
  /** How sure it is that this answers the question, 0 to 1. */
  certainty: number;
}

/** What a question finds, best first. `answers`: the first is good enough for the built-in assistant to quote. */
export interface KnowledgeSearchAnswer {
  passages: FoundPassage[];
  answers: boolean;
}
