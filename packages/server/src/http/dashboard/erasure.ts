import { liftErasureBody } from '@halo/wire/dashboard/contacts.ts';
import { eraseContact } from '../../contacts/erase-contact.ts';
import { liftErasure } from '../../contacts/lift-erasure.ts';
import { exportPerson } from '../../privacy/export-person.ts';
import { exportResponse } from '../export-response.ts';
import { workspaceRoute } from './dashboard-route.ts';

export const exportContact = workspaceRoute({
  method: 'get',
  path: '/contacts/:contactId/export',
  needs: 'contacts.export',
  handle: async (deps, { workspace, params, actor }) =>
    exportResponse(await exportPerson(deps, { workspaceId: workspace.id, contactId: params.contactId!, actor })),
});

export const eraseOneContact = workspaceRoute({
  method: 'delete',
  path: '/contacts/:contactId',
  needs: 'contacts.erase',
  handle: async (deps, { workspace, params, actor }) => {
    await eraseContact(deps, { workspaceId: workspace.id, contactId: params.contactId!, actor });
    return undefined;
  },
});

export const liftOneErasure = workspaceRoute({
  method: 'post',
  path: '/erasures/lift',
  needs: 'contacts.erase',
  body: liftErasureBody,
  handle: async (deps, { workspace, body, actor }) => {
    await liftErasure(deps, { workspaceId: workspace.id, name: body.name, actor });
    return undefined;
  },
});
