import { mergeUsersAnswer, mergeUsersBody, undoMergeAnswer, undoMergeBody } from '@halo/wire/sdk/merge.ts';
import { standing } from '../../contacts/context.ts';
import type { JoinedKey } from '../../contacts/joined-entries.ts';
import type { MergedSide } from '../../contacts/merge.ts';
import { mergeContacts } from '../../contacts/merge-contacts.ts';
import { readContactWhole } from '../../contacts/read-users.ts';
import { requireUnmerged } from '../../contacts/refuse-merged.ts';
import { undoMerge } from '../../contacts/undo-merge.ts';
import { previewMergeEffects } from '../../tickets/preview-merge-effects.ts';
import type { CallerKey } from '../../workspaces/workspace.ts';
import { sdkRoute } from './sdk-route.ts';
import { wholeUser } from './user-record.ts';

export const mergeUsersRoute = sdkRoute({
  method: 'post',
  path: '/users/merge',
  summary: 'Make two users one, or tell what that would do.',
  keys: ['server'],
  scope: 'merge',
  body: mergeUsersBody,
  answer: mergeUsersAnswer,
  refuses: ['not_found', 'merged', 'rate_limited'],
  async handle(deps, call) {
    const { workspace, body } = call;
    call.limit('write', { trust: 'verified', externalId: null });
    const survivor = await requireUnmerged(deps, workspace.id, body.survivor_id);
    const loser = await requireUnmerged(deps, workspace.id, body.loser_id);
    const asked = { survivorId: survivor.id, loserId: loser.id, samePerson: body.same_person === true };
    const { moves, readers, joined } = await previewMergeEffects(deps, { workspaceId: workspace.id, ...asked });
    const done = body.preview ? null : await mergeContacts(deps, { workspace, ...asked, actor: actorOf(call.key) });
    const { after, traits, context, companies } = done?.joined ?? joined;
    return {
      success: true as const,
      result: done ? ('merged' as const) : ('preview' as const),
      ...(done && { merge_id: done.mergeId }),
      user: sideToWire(after),
      keys: [...traits.map((key) => keyToWire('trait', key)), ...context.map((key) => keyToWire('context', key))],
      companies: companies.map(({ companyExternalId, trust, from }) => ({
        company_id: companyExternalId,
        trust,
        from,
      })),
      moves: {
        ...{ conversations: moves.conversations, tickets: moves.tickets },
        ...{ events: moves.events, sessions: moves.sessions },
      },
      readers: readers.map(({ side, survivors, losers }) => ({
        user_id: (side === 'survivor' ? survivor : loser).externalId,
        conversations_of_survivor: survivors,
        conversations_of_loser: losers,
      })),
    };
  },
});

export const undoMergeRoute = sdkRoute({
  method: 'post',
  path: '/users/merge/undo',
  summary: 'Take a merge back: both users are there again.',
  keys: ['server'],
  scope: 'merge',
  body: undoMergeBody,
  answer: undoMergeAnswer,
  refuses: ['not_found', 'conflict', 'rate_limited'],
  async handle(deps, call) {
    const { workspace, body } = call;
    call.limit('write', { trust: 'verified', externalId: null });
    const undone = await undoMerge(deps, { workspace, mergeId: body.merge_id, actor: actorOf(call.key) });
    const [survivor, loser] = await Promise.all(
      [undone.survivorId, undone.loserId].map((id) => readContactWhole(deps, workspace.id, id)),
    );
    return { success: true as const, survivor: sideToWire(survivor!), loser: sideToWire(loser!) };
  },
});

function actorOf(key: CallerKey) {
  return { kind: 'server_key' as const, id: key.kind === 'server' ? key.id : '' };
}

function sideToWire({ contact, context, memberships }: MergedSide) {
  return wholeUser(contact, standing(context), memberships);
}

function keyToWire(scope: 'trait' | 'context', { key, wins, reason, survivor, loser }: JoinedKey) {
  return {
    ...{ key, scope, wins, reason },
    ...(survivor !== undefined && { survivor }),
    ...(loser !== undefined && { loser }),
  };
}
