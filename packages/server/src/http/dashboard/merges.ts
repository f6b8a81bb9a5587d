import type { MergedAnswer, MergeKey, MergePreviewAnswer } from '@halo/wire/dashboard/merges.ts';
import { mergeBody, mergePreviewQuery } from '@halo/wire/dashboard/merges.ts';
import type { JoinedKey } from '../../contacts/joined-entries.ts';
import { mergeContacts } from '../../contacts/merge-contacts.ts';
import { personOf } from '../../contacts/read-contact-record.ts';
import { suggestMerges } from '../../contacts/suggest-merges.ts';
import { undoMerge } from '../../contacts/undo-merge.ts';
import { previewMergeEffects } from '../../tickets/preview-merge-effects.ts';
import { workspaceRoute } from './dashboard-route.ts';

export const mergeSuggestions = workspaceRoute({
  method: 'get',
  path: '/contacts/:contactId/suggestions',
  needs: 'contacts',
  handle: (deps, { workspace, params }) => suggestMerges(deps, workspace.id, params.contactId!),
});

export const mergePreview = workspaceRoute({
  method: 'get',
  path: '/contacts/:contactId/merge/:loserId',
  needs: 'contacts.merge',
  query: mergePreviewQuery,
  handle: async (deps, { workspace, params, query }): Promise<MergePreviewAnswer> => {
    const names = { workspaceId: workspace.id, survivorId: params.contactId!, loserId: params.loserId! };
    const effects = await previewMergeEffects(deps, { ...names, samePerson: query.samePerson === 'true' });
    const { survivor, loser, joined, moves, readers } = effects;
    const { conversations, tickets, events, sessions } = moves;
    return {
      survivor: personOf(survivor.contact),
      loser: personOf(loser.contact),
      traits: joined.traits.map(toMergeKey),
      context: joined.context.map(toMergeKey),
      companies: joined.companies.map(({ companyId, companyExternalId, companyName, trust, from }) => ({
        ...{ id: companyId, displayName: companyName || companyExternalId, trust, from },
      })),
      moves: { conversations, tickets, events, sessions },
      readers,
    };
  },
});

export const mergeContact = workspaceRoute({
  method: 'post',
  path: '/contacts/:contactId/merge/:loserId',
  needs: 'contacts.merge',
  body: mergeBody,
  handle: async (deps, { workspace, params, body, actor }): Promise<MergedAnswer> => {
    const names = { survivorId: params.contactId!, loserId: params.loserId! };
    const { mergeId } = await mergeContacts(deps, { workspace, ...names, samePerson: body.samePerson, actor });
    return { mergeId };
  },
});

export const unmergeContact = workspaceRoute({
  method: 'post',
  path: '/merges/:mergeId/undo',
  needs: 'contacts.merge',
  handle: (deps, { workspace, params, actor }) => undoMerge(deps, { workspace, mergeId: params.mergeId!, actor }),
});

function toMergeKey({ key, wins, reason, survivor, loser }: JoinedKey): MergeKey {
  return { key, wins, reason, survivor, loser };
}
