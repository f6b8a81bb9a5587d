import { type AgentPreviewAnswer, agentPreviewAnswer, agentPreviewBody } from '@halo/wire/sdk/previews.ts';
import { readCompanyId } from '@halo/wire/subject-id.ts';
import { previewTurn } from '../../engine/preview-turn.ts';
import { proveUser } from '../../identity/prove-user.ts';
import { Refusal } from '../../refusal.ts';
import { sdkRoute } from './sdk-route.ts';

/** `POST /agent/preview`: what the model would see in a chat call like this one, without calling it. */
export const agentPreviewRoute = sdkRoute({
  method: 'post',
  path: '/agent/preview',
  summary: 'Shows exactly what the model would see, without calling it.',
  keys: ['server'],
  scope: 'read',
  body: agentPreviewBody,
  answer: agentPreviewAnswer,
  refuses: ['invalid_user_id', 'invalid_company_id'],
  handle: async (deps, call): Promise<Omit<AgentPreviewAnswer, 'request_id'>> => {
    const { workspace, key, requestId, sdk, receivedAt, clientIp, body } = call;
    const proof = await proveUser(deps, {
      ...{ workspace, key, requestId, sdk, receivedAt, clientIp },
      userId: body.user_id,
      userToken: body.user_token,
      harmlessWhenAnonymous: true,
    });
    const preview = await previewTurn(deps, {
      workspace,
      proof,
      sessionId: body.session_id ?? null,
      companyId: companyOf(body.company_id),
      customFields: body.custom_fields ?? null,
      context: body.context ?? null,
    });
    return {
      system: preview.system,
      customer_block: preview.customerBlock,
      sections: preview.sections,
      trust: preview.trust,
      omitted: preview.omitted,
    };
  },
});

function companyOf(value: string | number | null | undefined): string | null {
  if (value === null || value === undefined || value === '') return null;
  const read = readCompanyId(value);
  if (!read.ok) throw new Refusal('invalid_company_id', `company_id: ${read.why}.`);
  return read.id;
}
