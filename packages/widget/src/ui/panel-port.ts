import type { Chat, CreateChat } from '../client/chat.ts';
import type { Client } from '../client/client-port.ts';
import type { Words } from '../words/words.ts';
import type { Highlights } from './panel/highlight.ts';

/** Where the launcher lets the panel stand. */
export interface PanelPlace {
  root: ShadowRoot;
  /** The element inside the shadow that carries theme, direction and colours. */
  frame: HTMLElement;
  close(): void;
}

/** What the loader hands to the panel, which comes in a file of its own. */
export interface PanelPort extends PanelPlace {
  chat: Chat;
  client: Client;
  nonce?: string;
  /** Null: English, which the panel's file brings with it. */
  words: Words | null;
  greeting(): boolean;
}

/** The panel as the launcher moves it. */
export interface Panel {
  show(): void;
  hide(): void;
  destroy(): void;
}

/** What the panel's file holds: everything that is not needed before somebody speaks. */
export interface PanelFile {
  mountPanel(port: PanelPort): Panel;
  createChat: CreateChat;
  createHighlights(nonce?: string): Highlights;
}
