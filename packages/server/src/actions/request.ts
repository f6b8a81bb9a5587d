import type { ActionMethod } from '@halo/wire/dashboard/actions.ts';
import type { Action } from './action.ts';
import { type Arguments, CallRefused } from './call.ts';

/** What is about to be sent, but for its headers. */
export interface ActionRequest {
  method: ActionMethod;
  url: string;
  body: string | null;
}

/** A placeholder that is a whole segment of a path. */
const SEGMENT = /^\{([a-zA-Z0-9_]+)\}$/;

/** Names that stand in the path of a template, and its address with a harmless word in their places; null for no URL. */
export function readTemplate(template: string): { names: string[]; url: URL; loose: boolean } | null {
  const { origin, path, rest } = split(template);
  const segments = path.split('/');
  const names = segments.flatMap((segment) => SEGMENT.exec(segment)?.[1] ?? []);
  const filled = origin + segments.map((segment) => (SEGMENT.test(segment) ? 'x' : segment)).join('/') + rest;
  if (!URL.canParse(filled)) return null;
  return { names, url: new URL(filled), loose: /[{}]/.test(filled) };
}

/**
 * Fills in an action's address and body (safety O2). Each value in the path is one encoded segment, whatever it holds:
 * what could climb out of it is refused, and the address is read again to see that it is where the operator said.
 */
export function buildRequest(
  { method, url: template }: Pick<Action, 'method' | 'url'>,
  identity: Arguments,
  filled: Arguments,
): ActionRequest {
  // Identity last: nothing a model says stands in the place of a proven value.
  const values = new Map(Object.entries({ ...filled, ...identity }));
  const { origin, path, rest } = split(template);
  const segments = path.split('/').map((segment) => {
    const name = SEGMENT.exec(segment)?.[1];
    if (name === undefined) return segment;
    const value = values.get(name);
    values.delete(name);
    return encodeSegment(value);
  });
  const url = new URL(origin + segments.join('/') + rest);
  const meant = readTemplate(template)?.url;
  if (url.origin !== meant?.origin || url.pathname.split('/').length !== meant.pathname.split('/').length) {
    throw new CallRefused('address');
  }
  if (method === 'GET' || method === 'DELETE') {
    for (const [name, value] of values) url.searchParams.set(name, String(value));
    return { method, url: url.href, body: null };
  }
  return { method, url: url.href, body: JSON.stringify(Object.fromEntries(values)) };
}

/** Dots alone climb, encoded or not; so may a path inside a segment, where a receiver decodes it too early. */
function encodeSegment(value: string | number | boolean | undefined): string {
  const text = value === undefined ? '' : String(value);
  const climbs = text.split(/[/\\]/).some((part) => part === '' || part === '.' || part === '..');
  if (climbs || !text.isWellFormed()) throw new CallRefused('address');
  return encodeURIComponent(text);
}

/** A template as its origin, its path, and what follows the path. */
function split(template: string): { origin: string; path: string; rest: string } {
  const [, origin = '', path = '', rest = ''] = /^([a-z]+:\/\/[^/?#\\]*)([^?#]*)(.*)$/is.exec(template) ?? [];
  return { origin, path, rest };
}
