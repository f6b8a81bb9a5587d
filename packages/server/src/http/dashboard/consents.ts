import { consentBody, listBody, listWordsBody } from '@halo/wire/dashboard/consents.ts';
import { browseLists } from '../../consents/browse-lists.ts';
import { changeConsent } from '../../consents/change-consent.ts';
import { readConsents } from '../../consents/read-consents.ts';
import { removeList } from '../../consents/remove-list.ts';
import { addList, changeList } from '../../consents/save-list.ts';
import { requireContact } from '../../contacts/read-contact-record.ts';
import { workspaceRoute } from './dashboard-route.ts';

export const subscriptionLists = workspaceRoute({
  method: 'get',
  path: '/subscription-lists',
  needs: 'contacts',
  handle: async (deps, { workspace }) => ({
    lists: (await browseLists(deps, workspace.id)).map(({ workspaceId: _, ...row }) => row),
  }),
});

export const newSubscriptionList = workspaceRoute({
  method: 'post',
  path: '/subscription-lists',
  needs: 'settings',
  body: listBody,
  handle: (deps, { workspace, actor, body }) => addList(deps, { workspaceId: workspace.id, actor, body }),
});

export const changeSubscriptionList = workspaceRoute({
  method: 'patch',
  path: '/subscription-lists/:listId',
  needs: 'settings',
  body: listWordsBody,
  handle: async (deps, { workspace, params, actor, body: words }) => {
    await changeList(deps, { workspaceId: workspace.id, id: params.listId!, actor, words });
    return undefined;
  },
});

export const deleteSubscriptionList = workspaceRoute({
  method: 'delete',
  path: '/subscription-lists/:listId',
  needs: 'settings',
  handle: async (deps, { workspace, params, actor }) => {
    await removeList(deps, { workspaceId: workspace.id, id: params.listId!, actor });
    return undefined;
  },
});

export const contactConsents = workspaceRoute({
  method: 'get',
  path: '/contacts/:contactId/subscriptions',
  needs: 'contacts',
  handle: async (deps, { workspace, params }) => {
    const { id } = await requireContact(deps, workspace.id, params.contactId!);
    return { consents: await readConsents(deps, workspace.id, id) };
  },
});

export const changeContactConsent = workspaceRoute({
  method: 'patch',
  path: '/contacts/:contactId/subscriptions/:listId',
  needs: 'contacts.edit',
  body: consentBody,
  handle: async (deps, { workspace, params, actor, body: { state } }) => {
    const contactId = params.contactId!;
    await changeConsent(deps, { workspaceId: workspace.id, contactId, list: { id: params.listId! }, state, actor });
    return { consents: await readConsents(deps, workspace.id, contactId) };
  },
});
