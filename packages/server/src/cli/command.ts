import type { ParseArgsOptionsConfig } from 'node:util';
import type { Config } from '../config.ts';
import type { Deps } from '../deps.ts';

/** One command as it was called, its words and options read. */
export interface CommandCall {
  config: Config;
  /** What stands after the command's own words. */
  words: string[];
  options: Record<string, string | boolean | (string | boolean)[] | undefined>;
  /** Opens the rooms, beside a running server or on their own; they are closed when the command is done. */
  deps(): Promise<Deps>;
}

/** What a command answers: the same as JSON and in words. */
export interface CommandAnswer {
  json: object;
  text: string;
  /** The command ran and found something wrong. */
  failed?: boolean;
}

export interface Command {
  name: string;
  usage: string;
  about: string;
  options?: ParseArgsOptionsConfig;
  run(call: CommandCall): Promise<CommandAnswer>;
}

/** The command was not understood; answered with its usage and exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The value of an option that must be given. */
export function need(call: CommandCall, option: string): string {
  const value = call.options[option];
  if (typeof value !== 'string' || value.trim() === '') throw new UsageError(`--${option} is missing`);
  return value;
}

/** The single word that must stand after the command. */
export function needWord({ words }: CommandCall, what: string): string {
  const [word, ...rest] = words;
  if (word === undefined || word.trim() === '') throw new UsageError(`${what} is missing`);
  if (rest.length > 0) throw new UsageError(`"${rest[0]}" is one word too many; put quotes around ${what}`);
  return word.trim();
}

/** `--org ID`, refused before the database is asked when it is no workspace id. */
export function needOrg(call: CommandCall): string {
  const id = need(call, 'org');
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id))
    throw new UsageError('--org is no workspace id; `halo workspace list` shows them');
  return id.toLowerCase();
}

/** Splits `name=value` at its first `=`. */
export function readPair(text: string): [name: string, value: string] {
  const at = text.indexOf('=');
  if (at < 1) throw new UsageError(`"${text}" is not of the form name=value`);
  return [text.slice(0, at), text.slice(at + 1)];
}

/** A value as people type it: JSON where it is JSON (`12`, `true`, `null`, `["a"]`), else the text itself. */
export function readValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
