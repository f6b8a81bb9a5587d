import type { ConsentState, ListKind } from '@halo/wire/dashboard/consents.ts';

/** Something people may be written to about. Its key and kind never change: filters name the one and mean the other. */
export interface SubscriptionList {
  workspaceId: string;
  id: string;
  key: string;
  name: string;
  kind: ListKind;
  description: string;
  createdAt: string;
}

export const MOST_LISTS = 50;

/** Whether somebody who said so, or was never asked (null), is subscribed to a list. */
export function effectiveState(kind: ListKind, said: ConsentState | null): ConsentState {
  return said ?? (kind === 'opt_out' ? 'subscribed' : 'unsubscribed');
}
