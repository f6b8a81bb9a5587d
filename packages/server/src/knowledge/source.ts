import type { KnowledgeLanguage } from '@halo/wire/dashboard/knowledge.ts';

/** One thing that agents may answer from. Times are ISO text. */
export interface Source {
  workspaceId: string;
  id: string;
  kind: 'article' | 'file' | 'url';
  title: string;
  /** Of a web page what is read; of others where people may read it themselves. */
  address: string | null;
  fileName: string | null;
  state: 'waiting' | 'reading' | 'ready' | 'failed';
  progress: number;
  fault: string | null;
  /** Counts up with every reading that was asked for. */
  version: number;
  passages: number;
  characters: number;
  createdAt: string;
  updatedAt: string;
  readAt: string | null;
}

/** What a source is read from. */
export interface SourceContent {
  body: string | null;
  file: Uint8Array | null;
}

/** A source as text: markdown, whatever it was. */
export interface ReadText {
  /** Null where the source itself names none. */
  title: string | null;
  text: string;
}

/** One stretch of a source, short enough to quote. */
export interface Passage {
  /** The headings above it, outermost first, joined by " › ". */
  heading: string;
  body: string;
}

/** Why a source could not be read, as a sentence for whoever added it. */
export class SourceFault extends Error {}

/** The queue of sources to read. */
export const SOURCE_READING = 'read-knowledge';

export interface SourceReading {
  workspaceId: string;
  sourceId: string;
  version: number;
}

export function readingJob(reading: SourceReading): { data: SourceReading; key: string } {
  return { data: reading, key: `${reading.sourceId} ${reading.version}` };
}

export const FIRST_LANGUAGE: KnowledgeLanguage = 'english';
