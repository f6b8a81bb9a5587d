import type { LiveCheckAnswer, SeenIdentify } from '@halo/wire/dashboard/install.ts';
import type { Deps } from '../deps.ts';
import { readSighting } from '../workspaces/read-install.ts';
import { displayName } from './contact.ts';
import { findIdentify, findTokenFault, type SeenLine } from './live-check-store.ts';

/** What Setup > Install waits for: the script, the first identify, the first signed token, and what went wrong last. */
export async function readLiveCheck(deps: Pick<Deps, 'db'>, workspaceId: string): Promise<LiveCheckAnswer> {
  const { sql } = deps.db;
  const [sighting, first, last, token, fault] = await Promise.all([
    readSighting(deps, workspaceId),
    findIdentify(sql, workspaceId, 'first', false),
    findIdentify(sql, workspaceId, 'last', false),
    findIdentify(sql, workspaceId, 'first', true),
    findTokenFault(sql, workspaceId),
  ]);
  return {
    script: sighting && { at: sighting.lastAt, sdk: sighting.sdk },
    firstIdentify: seen(first),
    lastIdentify: seen(last),
    firstToken: seen(token),
    lastTokenError: fault,
  };
}

function seen(line: SeenLine | null): SeenIdentify | null {
  if (!line) return null;
  const { name, email, ignored, ...rest } = line;
  return { ...rest, displayName: displayName({ name, email }), ignored: ignored ?? [] };
}
