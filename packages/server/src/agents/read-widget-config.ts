import type { IdentityMode } from '@halo/wire/sdk/values.ts';
import { UUID } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { readSettings } from '../workspaces/read-settings.ts';
import type { Agent } from './agent.ts';
import { readAgent } from './read-agent.ts';

/** What a page may know before anybody has proved anything. */
export interface WidgetConfig {
  agent: Pick<
    Agent,
    'id' | 'name' | 'greeting' | 'suggestedMessages' | 'liveHelpLabel' | 'leadForm' | 'style' | 'status'
  >;
  workspaceName: string;
  tracking: boolean;
  identityMode: IdentityMode;
  /** Whether visitors who prove nothing may write. */
  anonymous: boolean;
}

/** What the widget needs to draw itself; nothing of it is secret. Refuses `not_found`. */
export async function readWidgetConfig(deps: Pick<Deps, 'db'>, workspaceId: string): Promise<WidgetConfig> {
  if (!UUID.test(workspaceId)) throw new Refusal('not_found', 'There is no such workspace.');
  const settings = await readSettings(deps, workspaceId);
  const { id, name, greeting, suggestedMessages, liveHelpLabel, leadForm, style, status } = await readAgent(
    deps,
    workspaceId,
  );
  return {
    agent: { id, name, greeting, suggestedMessages, liveHelpLabel, leadForm, style, status },
    workspaceName: settings.name,
    tracking: settings.tracking,
    identityMode: settings.identityMode,
    anonymous: settings.whoMayWrite === 'everybody',
  };
}
