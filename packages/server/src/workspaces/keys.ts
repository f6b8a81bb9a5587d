import { createHash, randomInt } from 'node:crypto';
import { SERVER_KEY_PREFIX, WIDGET_KEY_PREFIX } from './workspace.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const KEY_CHARACTERS = 40;
const ID_CHARACTERS = 12;

/** The publishable key of a browser snippet: it names the workspace and proves nothing. */
export function newWidgetKey(): string {
  return WIDGET_KEY_PREFIX + randomText(KEY_CHARACTERS);
}

/** A server key and the public id it is listed under. Only its hash is ever stored. */
export function newServerKey(): { id: string; key: string } {
  return { id: `key_${randomText(ID_CHARACTERS)}`, key: SERVER_KEY_PREFIX + randomText(KEY_CHARACTERS) };
}

/** How a server key is stored and looked up. Keys are random beyond guessing, so a plain hash is enough. */
export function hashKey(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

/** What a table may show of a key: its prefix and its last four characters. */
export function hintOf(key: string): string {
  return `${key.slice(0, key.lastIndexOf('_') + 1)}…${key.slice(-4)}`;
}

/** Letters and digits only, so that a double click selects the whole of it. */
function randomText(characters: number): string {
  let text = '';
  for (let i = 0; i < characters; i++) text += ALPHABET[randomInt(ALPHABET.length)];
  return text;
}
