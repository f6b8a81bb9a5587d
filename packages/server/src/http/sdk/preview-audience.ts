import { audiencePreviewAnswer, audiencePreviewBody } from '@halo/wire/sdk/previews.ts';
import { readUserId } from '@halo/wire/subject-id.ts';
import { readUser } from '../../contacts/read-users.ts';
import { storedTime } from '../../contacts/traits.ts';
import { previewAudience } from '../../filters/preview-audience.ts';
import { Refusal } from '../../refusal.ts';
import { parseWorkspaceFilter } from '../../segments/parse-workspace-filter.ts';
import { sdkRoute } from './sdk-route.ts';

export const previewAudienceRoute = sdkRoute({
  method: 'post',
  path: '/audiences/preview',
  summary: 'Count whom a filter means, and explain it.',
  keys: ['server'],
  scope: 'read',
  body: audiencePreviewBody,
  answer: audiencePreviewAnswer,
  refuses: ['invalid_filter', 'invalid_user_id', 'not_found', 'rate_limited'],
  async handle(deps, call) {
    const { workspace, body } = call;
    call.limit('read', { trust: 'verified', externalId: null });
    const userId = body.user_id === null || body.user_id === undefined ? null : readUserId(body.user_id);
    if (userId && !userId.ok) throw new Refusal('invalid_user_id', `user_id: ${userId.why}.`);
    const person = userId && (await readUser(deps, workspace.id, userId.id));
    const preview = await previewAudience(deps, {
      workspaceId: workspace.id,
      filter: await parseWorkspaceFilter(deps, workspace.id, body.filter ?? {}),
      contactType: body.contact_type ?? 'users',
      identityMode: workspace.identityMode,
      zone: workspace.timeZone,
      explain: body.explain === true,
      contactId: person?.contact.id ?? null,
    });
    return {
      count: preview.count,
      user_ids: preview.userIds,
      ...(preview.funnel && { funnel: preview.funnel }),
      ...(preview.hints && { hints: preview.hints }),
      ...(preview.explanation &&
        userId && {
          explanation: {
            user_id: userId.id,
            matches: preview.explanation.matches,
            conditions: preview.explanation.conditions.map(({ at, ...condition }) => ({
              ...condition,
              at: at === null ? null : storedTime(at),
            })),
          },
        }),
    };
  },
});
