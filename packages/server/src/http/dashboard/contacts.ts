import { addContactBody, contactsCountQuery, contactsQuery, timelineQuery } from '@halo/wire/dashboard/contacts.ts';
import { traitEdit } from '@halo/wire/dashboard/person.ts';
import { addContact } from '../../contacts/add-contact.ts';
import { browseContacts, countBrowsedContacts } from '../../contacts/browse-contacts.ts';
import { editTrait } from '../../contacts/edit-trait.ts';
import { readContactRecord, requireContact } from '../../contacts/read-contact-record.ts';
import { signOutEverywhere } from '../../contacts/sign-out-everywhere.ts';
import { signOutSession } from '../../contacts/sign-out-session.ts';
import { browseTimeline } from '../../tickets/browse-timeline.ts';
import { workspaceRoute } from './dashboard-route.ts';

export const contacts = workspaceRoute({
  method: 'get',
  path: '/contacts',
  needs: 'contacts',
  query: contactsQuery,
  handle: (deps, { workspace, query: { sort, cursor, limit, ...filter } }) =>
    browseContacts(deps, workspace.id, filter, { sort, cursor, limit }),
});

export const contactCount = workspaceRoute({
  method: 'get',
  path: '/contacts/count',
  needs: 'contacts',
  query: contactsCountQuery,
  handle: (deps, { workspace, query }) => countBrowsedContacts(deps, workspace.id, query),
});

export const contactRecord = workspaceRoute({
  method: 'get',
  path: '/contacts/:contactId',
  needs: 'contacts',
  handle: (deps, { workspace, params }) => readContactRecord(deps, workspace.id, params.contactId!),
});

export const newContact = workspaceRoute({
  method: 'post',
  path: '/contacts',
  needs: 'contacts.edit',
  body: addContactBody,
  handle: async (deps, call) => readContactRecord(deps, call.workspace.id, await addContact(deps, call, call.body)),
});

export const editContactTrait = workspaceRoute({
  method: 'patch',
  path: '/contacts/:contactId/traits',
  needs: 'contacts.edit',
  body: traitEdit,
  handle: async (deps, call) => {
    const id = call.params.contactId!;
    await editTrait(deps, call, { scope: 'user', id }, call.body);
    return readContactRecord(deps, call.workspace.id, id);
  },
});

export const signOutContact = workspaceRoute({
  method: 'post',
  path: '/contacts/:contactId/sign-out',
  needs: 'contacts.edit',
  handle: async (deps, { workspace, params, actor }) => {
    await signOutEverywhere(deps, { workspaceId: workspace.id, contactId: params.contactId!, actor });
    return readContactRecord(deps, workspace.id, params.contactId!);
  },
});

export const endContactSession = workspaceRoute({
  method: 'post',
  path: '/contacts/:contactId/sessions/:sessionRowId/end',
  needs: 'contacts.edit',
  handle: async (deps, { workspace, params, actor }) => {
    const contactId = params.contactId!;
    await signOutSession(deps, { workspaceId: workspace.id, contactId, sessionRowId: params.sessionRowId!, actor });
    return readContactRecord(deps, workspace.id, contactId);
  },
});

export const contactTimeline = workspaceRoute({
  method: 'get',
  path: '/contacts/:contactId/timeline',
  needs: 'contacts',
  query: timelineQuery,
  handle: async (deps, { workspace, params, query }) =>
    browseTimeline(deps, await requireContact(deps, workspace.id, params.contactId!), query),
});
