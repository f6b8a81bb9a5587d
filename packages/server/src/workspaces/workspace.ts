import type { IdentityMode } from '@halo/wire/sdk/values.ts';

/** One customer of Halo. `id` is `org_id` on the wire. */
export interface Workspace {
  id: string;
  name: string;
  isDemo: boolean;
  identityMode: IdentityMode;
  whoMayWrite: 'everybody' | 'identified';
  companyProof: 'token' | 'member';
  timeZone: string;
  /** Hours after which a user token is too old whatever its `exp` says; null for no such bound. */
  maxTokenAgeHours: number | null;
  tracking: boolean;
  /** Days for which log lines are kept. */
  identifyLogDays: number;
  /** Days after which sessions are forgotten that have ended, or in which somebody known never wrote. */
  sessionDays: number;
  /** Days without a sign of life after which visitors who never wrote are forgotten. */
  visitorDays: number;
  /** Days for which it is kept what the AI saw; null for as long as the conversation. */
  promptDays: number | null;
}

/** For how long a workspace keeps what, in days. */
export interface Retention extends Pick<Workspace, 'identifyLogDays' | 'sessionDays' | 'visitorDays' | 'promptDays'> {
  workspaceId: string;
}

export const SERVER_KEY_SCOPES = ['read', 'write', 'merge', 'erase', 'settings'] as const;
export type ServerKeyScope = (typeof SERVER_KEY_SCOPES)[number];

/** The key a call came with: the publishable widget key, or one of the workspace's server keys. */
export type CallerKey = { kind: 'widget' } | { kind: 'server'; id: string; scopes: ServerKeyScope[] };

export const WIDGET_KEY_PREFIX = 'ab_live_';
export const SERVER_KEY_PREFIX = 'ha_server_';
