import type { OpenLinkAnswer } from '@halo/wire/dashboard/teammates.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { findWorkspace } from './caller-store.ts';
import { type EntryLink, hashLinkToken } from './entry-link.ts';
import { findLink } from './entry-link-store.ts';
import { findTeammateByEmail, hasOperator } from './teammate-store.ts';

/** What a link offers, without using it up. Refuses `not_found` when it is used, expired or made up. */
export async function openLink(deps: Pick<Deps, 'db' | 'now'>, token: string): Promise<OpenLinkAnswer> {
  const link = await findUsableLink(deps, token);
  if (link.kind === 'owner') return { kind: 'owner', email: null, workspaceName: null, knownTeammate: false };
  const workspace = await findWorkspace(deps.db.sql, link.workspaceId);
  const known = await findTeammateByEmail(deps.db.sql, link.email);
  return {
    kind: 'invitation',
    email: link.email,
    workspaceName: workspace?.name ?? null,
    knownTeammate: known !== null,
  };
}

/** The link behind a token. An owner link counts only while there is no owner. */
export async function findUsableLink(deps: Pick<Deps, 'db' | 'now'>, token: string): Promise<EntryLink> {
  const link = await findLink(deps.db.sql, hashLinkToken(token), deps.now());
  if (!link || (link.kind === 'owner' && (await hasOperator(deps.db.sql)))) throw linkGone();
  return link;
}

export function linkGone(): Refusal {
  return new Refusal('not_found', 'This link was used before, has expired, or is not complete. Ask for a new one.');
}
