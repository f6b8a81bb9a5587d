import type { Deps } from '../deps.ts';
import { logRefusal } from './log-refusal.ts';

/** Reports a server key that came with an `Origin`: whoever opened that page may have it now (safety K5). */
export function logServerKeyInBrowser(
  deps: Pick<Deps, 'db' | 'log' | 'live'>,
  call: {
    workspaceId: string;
    keyId: string;
    requestId: string;
    clientIp: string;
    receivedAt: Date;
    sdk: string | null;
  },
): void {
  const { workspaceId, keyId, requestId, clientIp, receivedAt: at, sdk } = call;
  const line = { workspaceId, at, contactId: null, externalId: null, sdk, keyId, requestId };
  logRefusal(
    deps,
    { ...line, source: 'browser', level: 'anonymous', result: 'refused', reason: 'server_key_in_browser' },
    clientIp,
  );
}
