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
}

export const SERVER_KEY_SCOPES = ['read', 'write', 'merge', 'erase', 'settings'] as const;
export type ServerKeyScope = (typeof SERVER_KEY_SCOPES)[number];

/** The key a call came with: the publishable widget key, or one of the workspace's server keys. */
export type CallerKey = { kind: 'widget' } | { kind: 'server'; id: string; scopes: ServerKeyScope[] };

export const WIDGET_KEY_PREFIX = 'ab_live_';
export const SERVER_KEY_PREFIX = 'ha_server_';
