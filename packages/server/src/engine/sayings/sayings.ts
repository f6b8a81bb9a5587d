import { sayings as ar } from './ar.ts';
import { sayings as de } from './de.ts';
import { sayings as en } from './en.ts';
import { sayings as es } from './es.ts';
import { sayings as fr } from './fr.ts';
import { sayings as he } from './he.ts';
import { sayings as it } from './it.ts';
import { sayings as ja } from './ja.ts';
import { sayings as nl } from './nl.ts';
import { sayings as pl } from './pl.ts';
import { sayings as pt } from './pt.ts';

/** The languages that Halo itself speaks in a conversation: those of the widget. */
export const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'pl', 'ja', 'ar', 'he'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What Halo says in a conversation, without a model. `{…}` are filled in by `fill`. */
export interface Sayings {
  hello: string;
  helloName: string;
  howHelp: string;
  ofCourse: string;
  identity: string;
  welcome: string;
  goodbye: string;
  goodbyeName: string;
  problem: string;
  problems: string;
  canPassOn: string;
  noErrorThere: string;
  othersOnRecord: string;
  noErrorForThat: string;
  noErrorExplains: string;
  noInstructions: string;
  whatISee: string;
  offer: string;
  knewNothing: string;
  notSure: string;
  noAnswer: string;
  notTold: string;
  noName: string;
  notSignedIn: string;
  nothingKnown: string;
  thisIsKnown: string;
  more: string;
  onRecord: string;
  from: string;
  twoAnswers: string;
  which: string;
  passedOn: string;
  teamHas: string;
  leaveName: string;
  leaveEmail: string;
  leaveBoth: string;
  button: string;
  confirm: string;
}

export const SAYINGS: Readonly<Record<Language, Sayings>> = { ar, de, en, es, fr, he, it, ja, nl, pl, pt };

/** Puts values in the places named by them, once each. */
export function fill(saying: string, values: Record<string, string | number>): string {
  return saying.replace(/\{(\w+)\}/g, (place, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : place,
  );
}

/** Whether a text holds this saying, in whichever language it was said. */
export function holdsSaying(text: string | undefined, saying: keyof Sayings): boolean {
  return text !== undefined && LANGUAGES.some((language) => text.includes(SAYINGS[language][saying]));
}
