import { type CreateTicketAnswer, createTicketAnswer, createTicketBody } from '@halo/wire/sdk/tickets.ts';
import { proveUser } from '../../identity/prove-user.ts';
import { createTicket } from '../../tickets/create-ticket.ts';
import { priorityOf } from '../../tickets/ticket.ts';
import { WRITING } from '../known-refusals.ts';
import { sdkRoute } from './sdk-route.ts';

/** `POST /tickets/create`: work for the team that no chat began. */
export const createTicketRoute = sdkRoute({
  method: 'post',
  path: '/tickets/create',
  summary: 'Opens a ticket for a user, or for whoever has an e-mail.',
  keys: ['widget', 'server'],
  scope: 'write',
  body: createTicketBody,
  answer: createTicketAnswer,
  refuses: WRITING,
  handle: async (deps, call): Promise<Omit<CreateTicketAnswer, 'request_id'>> => {
    const { workspace, key, requestId, sdk, userAgent, receivedAt, clientIp, body } = call;
    const proof = await proveUser(deps, {
      ...{ workspace, key, requestId, sdk, receivedAt, clientIp },
      ...{ userId: body.user_id, userToken: body.user_token },
    });
    const { mayCreate } = call.limit('write', proof, body.session_id);
    const { ticket, admitted } = await createTicket(deps, {
      ...{ workspace, key, proof, mayCreate, requestId, sdk, userAgent, receivedAt, clientIp },
      sessionId: body.session_id ?? null,
      email: body.email ?? null,
      name: body.name ?? null,
      subject: body.subject,
      message: body.message || body.subject,
      metadata: body.metadata ?? {},
      source: body.source || 'api',
      priority: body.priority ?? 'normal',
      aiEnabled: body.ai_enabled ?? true,
      messageId: body.message_id ?? null,
    });
    return {
      success: true,
      ticket: {
        id: ticket.id,
        status: ticket.status,
        priority: priorityOf(ticket),
        subject: ticket.subject,
        source: ticket.source,
        conversation_id: ticket.conversationId,
        created_at: ticket.createdAt,
      },
      ...(admitted && { session_id: admitted.session.sessionId }),
      ...(proof.tokenError && { token_error: proof.tokenError }),
    };
  },
});
