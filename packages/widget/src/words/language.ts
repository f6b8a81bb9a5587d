import { LAUNCHER_WORDS } from './launcher-words.ts';

/** A language the widget speaks. */
export type Language = keyof typeof LAUNCHER_WORDS;

const FORMER_NAMES: Record<string, string> = { iw: 'he' };

/** The first of these language tags that the widget speaks, such as `de` for `de-AT`; English when it speaks none. */
export function chooseLanguage(wanted: readonly unknown[]): Language {
  for (const tag of wanted) {
    const name = String(tag ?? '')
      .split(/[-_]/)[0]
      ?.toLowerCase();
    const language = FORMER_NAMES[name ?? ''] ?? name ?? '';
    if (Object.hasOwn(LAUNCHER_WORDS, language)) return language as Language;
  }
  return 'en';
}

export function directionOf(language: Language): 'rtl' | 'ltr' {
  return language === 'ar' || language === 'he' ? 'rtl' : 'ltr';
}
