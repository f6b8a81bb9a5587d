import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { findWidgetKey } from './key-store.ts';
import { findSighting, type Sighting } from './sighting-store.ts';

/** The widget key that pages of this workspace use now. Refuses `not_found`. */
export async function readWidgetKey(deps: Pick<Deps, 'db'>, workspaceId: string): Promise<string> {
  const key = await findWidgetKey(deps.db.sql, workspaceId);
  if (!key) throw new Refusal('not_found', 'This workspace has no widget key.');
  return key;
}

/** When a page with the widget last loaded; null for never. */
export async function readSighting(deps: Pick<Deps, 'db'>, workspaceId: string): Promise<Sighting | null> {
  return findSighting(deps.db.sql, workspaceId);
}
