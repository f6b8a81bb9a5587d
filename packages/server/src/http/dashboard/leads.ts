import { addLeadBody, dismissBody, leadFormBody } from '@halo/wire/dashboard/duplicates.ts';
import { pageQuery } from '@halo/wire/dashboard/paging.ts';
import { changeLeadForm } from '../../agents/change-lead-form.ts';
import { listLeadForms } from '../../agents/list-lead-forms.ts';
import { addLead } from '../../contacts/add-lead.ts';
import { dismissDuplicates } from '../../contacts/dismiss-duplicates.ts';
import { readContactRecord } from '../../contacts/read-contact-record.ts';
import { browseDuplicates } from '../../conversations/browse-duplicates.ts';
import { workspaceRoute } from './dashboard-route.ts';

export const newLead = workspaceRoute({
  method: 'post',
  path: '/leads',
  needs: 'contacts.edit',
  body: addLeadBody,
  handle: async (deps, call) => readContactRecord(deps, call.workspace.id, await addLead(deps, call, call.body)),
});

export const duplicates = workspaceRoute({
  method: 'get',
  path: '/duplicates',
  needs: 'contacts',
  query: pageQuery,
  handle: (deps, { workspace, query }) => browseDuplicates(deps, workspace.id, query),
});

export const dismissDuplicate = workspaceRoute({
  method: 'post',
  path: '/duplicates/dismiss',
  needs: 'contacts.merge',
  body: dismissBody,
  handle: async (deps, { workspace, body }) => {
    await dismissDuplicates(deps, workspace.id, body.email);
    return { done: true };
  },
});

export const leadForms = workspaceRoute({
  method: 'get',
  path: '/lead-forms',
  needs: 'enter',
  handle: (deps, { workspace }) => listLeadForms(deps, workspace.id),
});

export const patchLeadForm = workspaceRoute({
  method: 'patch',
  path: '/lead-forms/:agentId',
  needs: 'settings',
  body: leadFormBody,
  handle: (deps, { workspace, params, body, actor }) =>
    changeLeadForm(deps, workspace.id, { agentId: params.agentId!, form: body }, actor),
});
