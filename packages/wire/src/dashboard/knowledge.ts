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
  /** More passages than these are searched by their words only. */
  embeddedPassages: 20_000,
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

/** A model of the workspace's own provider that turns texts into vectors; the price in US dollars for a million tokens. */
export const embeddingBody = z.strictObject({
  model: z.string().trim().min(1).max(200),
  price: z.number().min(0).max(1_000).nullable().default(null),
});
export type EmbeddingBody = z.input<typeof embeddingBody>;

export type TryEmbeddingAnswer =
  | { ok: true; dimensions: number; milliseconds: number; passages: number; tokens: number; costMicros: number | null }
  /** Why not, as a sentence. */
  | { ok: false; fault: string };

/** Search by meaning, beside that by words. */
export interface KnowledgeEmbedding {
  /** The provider that would be asked, such as `openai`; null: the one that answers here offers no embeddings. */
  provider: string | null;
  /** Null: off. */
  on: {
    model: string;
    price: number | null;
    dimensions: number;
    /** `moved`: the workspace answers with another provider now, which is not sent anything until somebody says so. */
    state: 'working' | 'waiting' | 'ready' | 'failed' | 'too_many' | 'moved';
    /** Why it waits or failed, as a sentence. */
    fault: string | null;
    passages: number;
    embedded: number;
  } | null;
}

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
  /** How many of them are found by meaning, too; null where that is off. */
  embedded: number | null;
  characters: number;
  createdAt: Timestamp;
  updatedAt: Timestamp;
  readAt: Timestamp | null;
}

/** Newest first. */
export interface KnowledgeAnswer {
  language: KnowledgeLanguage;
  embedding: KnowledgeEmbedding;
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
  /** What found it. */
  by: 'words' | 'meaning' | 'both';
}

/** What a question finds, best first. `answers`: the first is good enough for the built-in assistant to quote. */
export interface KnowledgeSearchAnswer {
  passages: FoundPassage[];
  answers: boolean;
}
