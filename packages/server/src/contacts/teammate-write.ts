import { TEAMMATE } from '@halo/wire/merge-traits.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import type { ContactWrite } from './contact-write.ts';

/** A call of a teammate from the dashboard. */
export interface TeammateCall {
  workspace: Workspace;
  teammate: { id: string };
  requestId: string;
  receivedAt: Date;
}

/** What the writes of teammates have in common; the key that proves them is they themselves. */
export function teammateWrite({ workspace, teammate, requestId, receivedAt }: TeammateCall) {
  return {
    workspace,
    source: TEAMMATE,
    door: 'dashboard',
    bulk: false,
    trust: 'verified',
    method: null,
    keyId: teammate.id,
    ownToken: false,
    token: null,
    provenCompanies: [],
    leadEmails: [],
    session: null,
    messageId: null,
    mayCreate: () => true,
    wouldRefuse: null,
    ignored: [],
    requestId,
    sdk: null,
    receivedAt,
  } satisfies Partial<ContactWrite>;
}
