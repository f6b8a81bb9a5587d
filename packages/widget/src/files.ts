import type { createClient } from './client/client.ts';
import type { browserPage } from './client/page.ts';
import type { watchPage } from './client/watch-page.ts';
import type { mountInApp } from './ui/in-app/mount-in-app.tsx';
import type { PanelFile } from './ui/panel-port.ts';
import type { Language } from './words/language.ts';
import type { Words } from './words/words.ts';

export interface ClientFile {
  createClient: typeof createClient;
  browserPage: typeof browserPage;
  watchPage: typeof watchPage;
}

export interface InAppFile {
  mountInApp: typeof mountInApp;
}

/** What the panel says in one language. */
export interface WordsFile {
  words: Words;
}

/** The files beside the loader. `attempt` counts from 0: a browser may remember that an address failed. */
export interface Files {
  client(attempt: number): Promise<ClientFile>;
  panel(attempt: number): Promise<PanelFile>;
  inApp(attempt: number): Promise<InAppFile>;
  /** Of every language but English, which the panel brings with it. */
  words(language: Exclude<Language, 'en'>, attempt: number): Promise<WordsFile>;
}

/** Fetches a file once, and again only after it has failed. */
export function fetchOnce<T>(fetch: (attempt: number) => Promise<T>): () => Promise<T> {
  let file: Promise<T> | null = null;
  let attempt = 0;
  return () => {
    file ??= fetch(attempt++).catch((cause) => {
      file = null;
      throw cause;
    });
    return file;
  };
}
