import type { ModelProvider } from '@halo/wire/dashboard/agent.ts';

/** What a workspace says of its answering, beside its agents. No row is the same as all of it unsaid. */
export interface AiSettings {
  guidance: string[];
  /** Null: the provider of the server's environment. The key opens for this workspace's row only. */
  model: { provider: ModelProvider; model: string; baseUrl: string | null; keySealed: Uint8Array | null } | null;
  /** US dollars for a million tokens; null: unknown. */
  inputPrice: number | null;
  outputPrice: number | null;
  /** Calls of models a UTC day; null: no bound but the server's. */
  dailyCalls: number | null;
  dailyUnprovedCalls: number | null;
}

export const NOTHING_SAID: AiSettings = {
  guidance: [],
  model: null,
  inputPrice: null,
  outputPrice: null,
  dailyCalls: null,
  dailyUnprovedCalls: null,
};

/** Where a workspace's provider key is sealed to. */
export function keyPlace(workspaceId: string) {
  return { workspaceId, table: 'ai_settings', row: workspaceId };
}
