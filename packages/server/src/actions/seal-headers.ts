import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { type Action, type ActionInput, sealedTo } from './action.ts';
import { readTemplate } from './request.ts';

interface Header {
  name: string;
  value: string;
}

/** The secret headers of an action, opened. */
export function openHeaders(
  deps: Pick<Deps, 'secrets'>,
  action: Pick<Action, 'workspaceId' | 'id'>,
  sealed: Uint8Array | null,
): Header[] {
  if (sealed === null) return [];
  return JSON.parse(deps.secrets.open(Buffer.from(sealed), sealedTo(action, 'headers')));
}

/**
 * The secret headers of an action as they are stored. A value that is not given anew stays only while the action goes to
 * the same origin: whoever may change the address could else have it sent to themselves. Refuses `invalid_request`.
 */
export function sealHeaders(
  deps: Pick<Deps, 'secrets'>,
  action: Pick<Action, 'workspaceId' | 'id'> & Pick<ActionInput, 'url' | 'secretHeaders'>,
  before: { url: string; sealed: Uint8Array | null } | null,
): Uint8Array | null {
  if (action.secretHeaders.length === 0) return null;
  const stays = before !== null && readTemplate(before.url)?.url.origin === readTemplate(action.url)?.url.origin;
  const known = stays ? openHeaders(deps, action, before.sealed) : [];
  const headers = action.secretHeaders.map(({ name, value }, index) => {
    const kept = value ?? known.find((each) => each.name === name)?.value;
    if (kept === undefined) {
      const path = `secretHeaders.${index}.value`;
      throw new Refusal('invalid_request', `${path}: give the value of "${name}" for this address`, { path });
    }
    return { name, value: kept };
  });
  return deps.secrets.seal(JSON.stringify(headers), sealedTo(action, 'headers'));
}
