import { sourceOfCall } from '../identity/identify-log.ts';
import type { Proof } from '../identity/prove-user.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import type { ContactWrite } from './contact-write.ts';

/** One call from a browser or a backend, whose proof is known. */
export interface LiveCall {
  workspace: Workspace;
  proof: Proof;
  requestId: string;
  sdk: string | null;
  userAgent?: string | null | undefined;
  receivedAt: Date;
}

/** What the writes of all live calls have in common, from their proof and their frame; `bulkWrite` is its quiet twin. */
export function liveWrite({ workspace, proof, requestId, sdk, userAgent, receivedAt }: LiveCall) {
  return {
    workspace,
    source: sourceOfCall({ byServerKey: proof.method === 'server_key', sdk }),
    bulk: false,
    trust: proof.trust,
    method: proof.method,
    keyId: proof.keyId,
    ownToken: proof.method === 'token',
    token: proof.token,
    requestId,
    sdk,
    userAgent,
    receivedAt,
  } satisfies Partial<ContactWrite>;
}
