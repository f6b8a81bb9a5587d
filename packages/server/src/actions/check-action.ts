import { checkOutsideUrl, OutsideError } from '../fetch-outside.ts';
import { Refusal } from '../refusal.ts';
import type { ActionInput } from './action.ts';
import { readTemplate } from './request.ts';

/** Names that mean something else to a model. */
const TAKEN = ['searchKnowledge', 'escalate', 'highlightElement'];
/** Headers that Halo sets itself, and those that frame a request. */
const OURS =
  /^(?:host|connection|keep-alive|transfer-encoding|content-length|content-type|expect|upgrade|te|trailer|accept-encoding|user-agent|idempotency-key|proxy-.*|halo-.*)$/i;

/** Refuses `invalid_request`, with the path, what shapes cannot say of an action. */
export function checkAction(outsideAllow: string[], action: ActionInput): void {
  if (TAKEN.includes(action.name)) throw fault('name', 'this name is taken by a tool of Halo');
  checkNames(action);
  checkAddress(outsideAllow, action);
  checkHeaders(action);
  if (action.needsClick && action.clickText === '') {
    throw fault('clickText', 'say what the person confirms, in a few words');
  }
}

function checkNames({ arguments: list, identity }: ActionInput): void {
  const seen = new Set<string>();
  for (const [place, names] of [
    ['identity', identity.map(({ name }) => name)],
    ['arguments', list.map(({ name }) => name)],
  ] as const) {
    for (const [index, name] of names.entries()) {
      if (seen.has(name)) throw fault(`${place}.${index}.name`, `"${name}" is there twice`);
      seen.add(name);
    }
  }
}

function checkAddress(outsideAllow: string[], { url: template, arguments: list, identity }: ActionInput): void {
  const read = readTemplate(template);
  if (!read || /[\s\\]/.test(template)) throw fault('url', 'this is no address');
  if (read.loose)
    throw fault('url', 'a placeholder such as {order_id} is a whole part of the path, between two slashes');
  if (read.url.hash !== '' || template.includes('#')) throw fault('url', 'an address to call has no "#"');
  if (new Set(read.names).size < read.names.length) throw fault('url', 'each placeholder stands there once');
  try {
    checkOutsideUrl(read.url.href, outsideAllow);
  } catch (error) {
    throw error instanceof OutsideError ? fault('url', error.message) : error;
  }
  for (const name of read.names) {
    const argument = list.find((each) => each.name === name);
    if (!argument && !identity.some((each) => each.name === name)) {
      throw fault('url', `{${name}} is neither an argument nor an identity parameter`);
    }
    if (argument && !argument.required) throw fault('url', `{${name}} must be a required argument`);
  }
}

function checkHeaders({ headers, secretHeaders }: ActionInput): void {
  const seen = new Set<string>();
  for (const { name } of [...headers, ...secretHeaders]) {
    if (OURS.test(name)) throw fault('headers', `"${name}" is set by Halo`);
    if (seen.has(name.toLowerCase())) throw fault('headers', `"${name}" is there twice`);
    seen.add(name.toLowerCase());
  }
}

function fault(path: string, why: string): Refusal {
  return new Refusal('invalid_request', `${path}: ${why}`, { path });
}
