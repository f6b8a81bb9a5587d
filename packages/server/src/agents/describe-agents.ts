import type { AgentAnswer } from '@halo/wire/dashboard/agent.ts';
import type { Deps } from '../deps.ts';
import { listAgents } from './agent-store.ts';
import { readAiSettings } from './read-ai-settings.ts';

/** The agents of a workspace and what it says of their answering, for those who set them. No key is in it. */
export async function describeAgents(deps: Pick<Deps, 'db' | 'config'>, workspaceId: string): Promise<AgentAnswer> {
  const [agents, settings] = await Promise.all([
    listAgents(deps.db.sql, workspaceId),
    readAiSettings(deps, workspaceId),
  ]);
  const { provider, model, unprovedPerDay } = deps.config.model;
  return {
    agents: agents.map((agent) => {
      const { id, name, greeting, suggestedMessages, liveHelpLabel, style, updatedAt } = agent;
      const { instructions, goal, boundaries, skills } = agent;
      return {
        ...{ id, name, greeting, suggestedMessages, liveHelpLabel, style, updatedAt },
        ...{ instructions, goal, boundaries, skills },
      };
    }),
    settings: {
      ...settings,
      model: settings.model && {
        provider: settings.model.provider,
        model: settings.model.model,
        baseUrl: settings.model.baseUrl,
        hasKey: settings.model.keySealed !== null,
      },
      server: { provider, model, dailyUnprovedCalls: unprovedPerDay },
    },
  };
}
