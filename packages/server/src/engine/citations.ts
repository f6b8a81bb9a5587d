import type { ChatSource } from '@halo/wire/sdk/chat.ts';
import { cleanLine } from './prompt/clean-line.ts';

const MARK = /\[(\d{1,2})\]/g;

/** A source as people see it under an answer. */
export function chatSource({ title, address }: { title: string; address: string | null }): ChatSource {
  return { title: cleanLine(title) || 'Untitled', ...(address && { url: address }) };
}

/** The sources that a turn's searches found, numbered as they came, and which of them an answer names. */
export interface Citations {
  /** The number of a source, a new one where it is new. */
  numberOf(source: { title: string; address: string | null; sourceId: string }): number;
  /**
   * What an answer rests on: every source up to the last whose number it names, so that the numbers fit the list; an
   * answer that names none, the first that was found.
   */
  namedIn(text: string): ChatSource[];
}

export function citations(): Citations {
  const numbers = new Map<string, number>();
  const sources: ChatSource[] = [];
  return {
    numberOf({ sourceId, ...source }) {
      const known = numbers.get(sourceId);
      if (known !== undefined) return known;
      sources.push(chatSource(source));
      numbers.set(sourceId, sources.length);
      return sources.length;
    },
    namedIn(text) {
      const named = [...text.matchAll(MARK)].map(([, digits]) => Number(digits)).filter((n) => n <= sources.length);
      return sources.slice(0, Math.max(1, ...named));
    },
  };
}
