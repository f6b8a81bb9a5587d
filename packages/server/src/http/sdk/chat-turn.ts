import type { chatBody } from '@halo/wire/sdk/chat.ts';
import type { z } from 'zod';
import { openReader } from '../../contacts/open-reader.ts';
import type { Deps } from '../../deps.ts';
import { openTurn } from '../../engine/open-turn.ts';
import type { OpenTurn } from '../../engine/turn.ts';
import { proveUser } from '../../identity/prove-user.ts';
import { Refusal } from '../../refusal.ts';
import type { SdkCall } from './sdk-route.ts';

/** Modes whose names are kept for later. */
const LATER_MODES = ['voice', 'video', 'livehelp'];

export type ChatCall = SdkCall<z.output<typeof chatBody>>;

/** Proves the caller, counts the call and takes the question in: what both chat doors begin with. */
export async function openChatTurn(deps: Deps, call: ChatCall, signal: AbortSignal): Promise<OpenTurn> {
  const { workspace, key, requestId, sdk, userAgent, receivedAt, clientIp, body } = call;
  refuseMode(body.mode ?? 'chat');
  const proof = await proveUser(deps, {
    ...{ workspace, key, requestId, sdk, receivedAt, clientIp },
    userId: body.user_id,
    userToken: body.user_token,
  });
  const { mayCreate } = call.limit('chat', proof, body.session_id);
  return openTurn(deps, {
    ...{ workspace, proof, requestId, sdk, userAgent, receivedAt, signal },
    sessionId: body.session_id ?? null,
    companyId: body.company_id || null,
    agentId: body.agent_id ?? null,
    message: body.message,
    images: body.images ?? [],
    customFields: body.custom_fields ?? null,
    context: body.context ?? null,
    history: body.conversation_history ?? [],
    behavior: body.behavior_context ?? null,
    locale: body.locale ?? null,
    messageId: body.message_id ?? null,
    mayCreate,
    async proveAgain(sessionId) {
      const holder = { workspace, key, ...(await call.renew()) };
      const userId = holder.key.kind === 'server' ? body.user_id : null;
      const said = { sessionId, userId, userToken: body.user_token ?? null };
      return openReader(deps, { ...holder, ...said, requestId, sdk, receivedAt: deps.now(), clientIp });
    },
  });
}

function refuseMode(mode: string): void {
  if (mode === 'chat') return;
  if (LATER_MODES.includes(mode))
    throw new Refusal('mode_unavailable', `The mode "${mode}" is not available; use "chat".`);
  throw new Refusal('invalid_request', 'mode: there is no such mode', { path: 'mode' });
}
