import type { Tx } from '../db/database.ts';
import { newId } from '../db/new-id.ts';
import type { Deps } from '../deps.ts';
import { addIdentitySecret, type NewIdentitySecret } from '../identity/add-identity-secret.ts';
import type { Actor } from './audit.ts';
import { insertServerKey, insertWidgetKey } from './key-store.ts';
import { hashKey, hintOf, newServerKey, newWidgetKey } from './keys.ts';
import { recordAudit } from './record-audit.ts';
import { addToWorkspace, listOperatorIds } from './teammate-store.ts';
import type { ServerKeyScope } from './workspace.ts';
import { insertWorkspace } from './workspace-store.ts';

export interface NewWorkspace {
  name: string;
  actor: Actor;
  isDemo?: boolean;
  /** Becomes owner, beside the operators of the installation. */
  ownerId?: string;
  /** With scopes, a server key is made as well. */
  serverKeyScopes?: ServerKeyScope[];
}

/** A workspace with everything that is shown once. */
export interface FoundedWorkspace {
  id: string;
  name: string;
  isDemo: boolean;
  widgetKey: string;
  identitySecret: NewIdentitySecret;
  serverKey: string | null;
}

/** Makes a workspace with its widget key, identity secret and owners, and tells the rooms above. */
export async function foundWorkspace(
  deps: Pick<Deps, 'now' | 'secrets' | 'publish'>,
  tx: Tx,
  wanted: NewWorkspace,
): Promise<FoundedWorkspace> {
  const id = newId();
  const isDemo = wanted.isDemo ?? false;
  await insertWorkspace(tx.sql, { id, name: wanted.name, isDemo });
  const widgetKey = newWidgetKey();
  await insertWidgetKey(tx.sql, id, widgetKey);
  const identitySecret = await addIdentitySecret(deps, tx, id);
  let serverKey: string | null = null;
  if (wanted.serverKeyScopes) {
    const made = newServerKey();
    serverKey = made.key;
    await insertServerKey(tx.sql, id, {
      id: made.id,
      hash: hashKey(made.key),
      hint: hintOf(made.key),
      name: 'First key',
      scopes: wanted.serverKeyScopes,
    });
  }
  const owners = await listOperatorIds(tx.sql);
  if (wanted.ownerId && !owners.includes(wanted.ownerId)) owners.push(wanted.ownerId);
  await addToWorkspace(tx.sql, id, owners, 'owner');
  await recordAudit(deps, tx, {
    workspaceId: id,
    actor: wanted.actor,
    action: 'workspace.created',
    subject: wanted.name,
  });
  await deps.publish(tx, 'workspaceCreated', [{ workspaceId: id, name: wanted.name }]);
  return { id, name: wanted.name, isDemo, widgetKey, identitySecret, serverKey };
}
