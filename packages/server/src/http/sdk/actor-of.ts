import type { Actor } from '../../workspaces/audit.ts';
import type { CallerKey } from '../../workspaces/workspace.ts';

/** The server key as the audit log names it. */
export function actorOf(key: CallerKey): Actor {
  return { kind: 'server_key', id: key.kind === 'server' ? key.id : '' };
}
