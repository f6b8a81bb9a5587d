import type { Agent } from '../agents/agent.ts';
import type { AiSettings } from '../agents/ai-settings.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import type { AgentPersona } from './prompt/system-text.ts';

/** An agent as a prompt presents it. */
export function personaOfAgent(agent: Agent, workspace: Workspace, { guidance }: AiSettings): AgentPersona {
  const { name, instructions, goal, boundaries, skills } = agent;
  return { name, workspaceName: workspace.name, instructions, goal, boundaries, skills, guidance };
}
