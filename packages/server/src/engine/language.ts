import type { KnowledgeLanguage } from '@halo/wire/dashboard/knowledge.ts';
import { LANGUAGES, type Language } from './sayings/sayings.ts';

const OF_KNOWLEDGE: Partial<Record<KnowledgeLanguage, Language>> = {
  arabic: 'ar',
  dutch: 'nl',
  french: 'fr',
  german: 'de',
  italian: 'it',
  portuguese: 'pt',
  spanish: 'es',
};
const FORMER_NAMES: Record<string, string> = { iw: 'he' };

/**
 * The language in which Halo itself speaks in a turn: the one the page said (`de` of `de-AT`), else the one the knowledge
 * is written in, else English.
 */
export function languageOf(locale: string | null, knowledge: KnowledgeLanguage): Language {
  const name = locale?.split(/[-_]/)[0]?.toLowerCase() ?? '';
  const language = LANGUAGES.find((known) => known === (FORMER_NAMES[name] ?? name));
  if (language) return language;
  return locale ? 'en' : (OF_KNOWLEDGE[knowledge] ?? 'en');
}
