import type { ActionBody, ActionView, actionBody } from '@halo/wire/dashboard/actions.ts';
import type { z } from 'zod';

/** An action as it is being written. */
export type ActionDraft = z.output<typeof actionBody>;

export const NEW_ACTION: ActionDraft = {
  ...{ name: '', description: '', method: 'GET', url: '', headers: [], secretHeaders: [], arguments: [], identity: [] },
  ...{
    minimumTrust: 'verified',
    needsClick: false,
    clickText: '',
    timeoutSeconds: 10,
    maxKilobytes: 64,
    enabled: true,
  },
};

/** A saved action to be changed: its secrets stay where nothing is typed. */
export function draftOf(action: ActionView): ActionDraft {
  const { id: _, neededTrust: __, createdAt: ___, updatedAt: ____, secretHeaders, ...rest } = action;
  return { ...rest, secretHeaders: secretHeaders.map((name) => ({ name, value: null })) };
}

/** The draft as it is sent; a click is asked for by nobody but who says so, and then with its words. */
export function bodyOf(draft: ActionDraft): ActionBody {
  return { ...draft, name: draft.name.trim(), clickText: draft.needsClick ? draft.clickText : '' };
}
