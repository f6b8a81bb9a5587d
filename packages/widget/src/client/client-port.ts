import type { IdentifyAnswer, IdentifyCompanyAnswer } from '../answers.ts';
import type { Look } from '../configure.ts';
import type { Happenings } from '../happenings.ts';
import type { HaloOptions } from '../options.ts';
import type { Traits } from '../traits.ts';
import type { Chat, CreateChat } from './chat.ts';
import type { Hearer } from './chat-door.ts';
import type { ClientFacts } from './client-facts.ts';
import type { Core } from './core.ts';
import type { Events } from './events.ts';
import type { Page } from './page.ts';
import type { ChatPicture } from './picture.ts';

/** Halo on a page, but for what is drawn. */
export interface Client {
  readonly core: Core;
  readonly events: Events;
  /** The chat, which comes with the panel's file: fetched when somebody speaks, opens the panel, or has talked before. */
  chat(): Promise<Chat>;
  identify(userId: unknown, traits?: Traits, options?: { userToken?: string | null }): Promise<IdentifyAnswer>;
  identifyCompany(companyId: unknown, traits?: Traits): Promise<IdentifyCompanyAnswer>;
  send(text: string, pictures?: ChatPicture[]): Promise<void>;
  requestHuman(): Promise<void>;
  /** The panel has been opened or closed. */
  opened(open: boolean): void;
  /** Takes up the conversation of this session, if there is one. */
  resume(): void;
  /** The in-app messages have come: from now on they hear what the chat hears. */
  join(hearer: Hearer): void;
  /** A visitor's traits: the session's own (identity I9). */
  describe(traits: Traits): void;
  setContext(key: string, entry: unknown): void;
  clearContext(key?: string): void;
  /** What there is to draw has come, or has changed. */
  draw(look: Look): void;
  reset(): Promise<void>;
  debug(): ClientFacts;
  /** `keeps`: as a page that is left does, so that the next one goes on with what is stored and waiting. */
  destroy(keeps?: boolean): void;
}

export interface ClientDeps {
  options: HaloOptions;
  page: Page;
  apiUrl: string;
  /** True after `destroy`: this tab begins a new session. */
  fresh: boolean;
  loadChat(): Promise<{ createChat: CreateChat }>;
  emit<K extends keyof Happenings>(event: K, detail: Happenings[K]): void;
  /** The person is gone: what the page still draws of them goes with them. */
  onForget(): void;
}
