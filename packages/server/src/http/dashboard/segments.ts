import { audienceBody, audienceListBody, segmentBody } from '@halo/wire/dashboard/segments.ts';
import { browseAudience } from '../../contacts/browse-audience.ts';
import { namePeople } from '../../contacts/name-people.ts';
import { requireContact } from '../../contacts/read-contact-record.ts';
import { previewAudience } from '../../filters/preview-audience.ts';
import { browseSegments } from '../../segments/browse-segments.ts';
import { parseWorkspaceFilter } from '../../segments/parse-workspace-filter.ts';
import { readContactSegments } from '../../segments/read-contact-segments.ts';
import { removeSegment } from '../../segments/remove-segment.ts';
import { saveSegment } from '../../segments/save-segment.ts';
import { workspaceRoute } from './dashboard-route.ts';
import { wireExplanation } from './wire-explanation.ts';

const SAMPLE = 10;

export const segments = workspaceRoute({
  method: 'get',
  path: '/segments',
  needs: 'contacts',
  handle: async (deps, { workspace }) => ({
    segments: (await browseSegments(deps, workspace.id)).map(({ workspaceId: _, version: __, ...row }) => row),
  }),
});

export const newSegment = workspaceRoute({
  method: 'post',
  path: '/segments',
  needs: 'contacts.edit',
  body: segmentBody,
  handle: async (deps, { workspace, body, actor }) => {
    const { id } = await saveSegment(deps, { workspaceId: workspace.id, id: null, ...body, actor });
    return { id };
  },
});

export const changeSegment = workspaceRoute({
  method: 'patch',
  path: '/segments/:segmentId',
  needs: 'contacts.edit',
  body: segmentBody,
  handle: async (deps, { workspace, params, body, actor }) => {
    const { id } = await saveSegment(deps, { workspaceId: workspace.id, id: params.segmentId!, ...body, actor });
    return { id };
  },
});

export const deleteSegment = workspaceRoute({
  method: 'delete',
  path: '/segments/:segmentId',
  needs: 'contacts.edit',
  handle: async (deps, { workspace, params, actor }) => {
    await removeSegment(deps, { workspaceId: workspace.id, id: params.segmentId!, actor });
    return undefined;
  },
});

export const contactSegments = workspaceRoute({
  method: 'get',
  path: '/contacts/:contactId/segments',
  needs: 'contacts',
  handle: async (deps, { workspace, params }) => {
    const { id } = await requireContact(deps, workspace.id, params.contactId!);
    return { segments: await readContactSegments(deps, workspace.id, id) };
  },
});

export const audienceContacts = workspaceRoute({
  method: 'post',
  path: '/contacts/query',
  needs: 'contacts',
  body: audienceListBody,
  handle: async (deps, { workspace, body: { filter, contactType, sort, cursor, limit, ...narrower } }) =>
    browseAudience(
      deps,
      {
        ...{ workspaceId: workspace.id, filter: await parseWorkspaceFilter(deps, workspace.id, filter), contactType },
        ...{ identityMode: workspace.identityMode, zone: workspace.timeZone },
      },
      narrower,
      { sort, cursor, limit },
    ),
});

export const audience = workspaceRoute({
  method: 'post',
  path: '/audiences/preview',
  needs: 'contacts',
  body: audienceBody,
  handle: async (deps, { workspace, body }) => {
    const { contactId = null, explain, contactType } = body;
    const filter = await parseWorkspaceFilter(deps, workspace.id, body.filter);
    const preview = await previewAudience(deps, {
      ...{ workspaceId: workspace.id, filter, contactType, explain, contactId, sample: SAMPLE },
      ...{ identityMode: workspace.identityMode, zone: workspace.timeZone },
    });
    const { count, funnel, hints, explanation } = preview;
    return {
      count,
      sample: await namePeople(deps, workspace.id, preview.sample ?? []),
      ...(funnel && { funnel }),
      ...(hints && { hints }),
      ...(explanation && { explanation: wireExplanation(explanation) }),
    };
  },
});
