import type { IdentityKey } from './backend/sign-token.ts';

/** What Acme Forms, the customer, holds of Halo: where it runs, its own workspace, and that workspace's keys. */
export interface Acme {
  /** Where the backend reaches Halo, without a trailing slash. */
  apiUrl: string;
  /** Whether people reach Acme Forms over https. */
  isHttps: boolean;
  orgId: string;
  /** Publishable; it stands in every page. */
  widgetKey(): Promise<string>;
  /** Null while the workspace has no live identity secret. */
  identityKey(): Promise<IdentityKey | null>;
  /** The day from which everybody's sign-up, trial and renewal are counted. */
  since: Date;
  now(): Date;
}
