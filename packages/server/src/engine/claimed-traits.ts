import { readClaims } from '../contacts/call-body.ts';
import type { Proof } from '../identity/prove-user.ts';
import type { Workspace } from '../workspaces/workspace.ts';

/** What a valid token says of its user, as traits: the part of its claims that an identify would store. */
export function claimedTraits(
  proof: Pick<Proof, 'claims' | 'droppedClaims'>,
  workspace: Workspace,
): Record<string, unknown> {
  return Object.assign({}, ...readClaims(proof, workspace.timeZone).traits.map(({ values }) => values));
}
