import type { Deps } from '../deps.ts';
import { type AiSettings, NOTHING_SAID } from './ai-settings.ts';
import { findAiSettings } from './ai-settings-store.ts';

/** What a workspace says of its answering now. */
export async function readAiSettings(deps: Pick<Deps, 'db'>, workspaceId: string): Promise<AiSettings> {
  return (await findAiSettings(deps.db.sql, workspaceId)) ?? NOTHING_SAID;
}
