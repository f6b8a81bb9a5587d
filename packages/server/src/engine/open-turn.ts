import { LIMITS } from '@halo/wire/limits.ts';
import { readCompanyId } from '@halo/wire/subject-id.ts';
import { readAgent } from '../agents/read-agent.ts';
import { admitCaller } from '../contacts/admit-caller.ts';
import { addMessages } from '../conversations/add-messages.ts';
import { continueConversation } from '../conversations/continue-conversation.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { collectImages } from './collect-images.ts';
import type { Asked, OpenTurn } from './turn.ts';

/**
 * Takes a question in: everything that can be refused is refused first, then the caller is admitted, and the
 * conversation and the message are stored in one transaction. A repeat of a `messageId` finds its message again.
 */
export async function openTurn(deps: Deps, asked: Asked): Promise<OpenTurn> {
  refuseBad(asked);
  const { workspace, proof, sessionId, companyId, mayCreate, requestId, sdk, userAgent, receivedAt } = asked;
  const agent = await readAgent(deps, workspace.id, asked.agentId);
  const images = await collectImages(deps, asked.images, asked.signal);
  const admitted = await admitCaller(deps, {
    ...{ workspace, proof, sessionId, companyId, mayCreate, requestId, sdk, userAgent, receivedAt },
    said: { customFields: asked.customFields, context: asked.context },
  });
  // An unproved caller may guess ids, but never so that a proved one's message counts as said (safety W5).
  const clientId = asked.messageId && `${admitted.trust}:${asked.messageId}`;
  return deps.db.transaction(async (tx) => {
    const conversation = await continueConversation(deps, tx, { admitted, agentId: agent.id });
    const { workspaceId, id: conversationId } = conversation;
    const [question] = await addMessages(deps, tx, [
      {
        workspaceId,
        conversationId,
        author: 'user',
        body: asked.message.trim() === '' ? '' : asked.message,
        images,
        clientId,
      },
    ]);
    return { effects: 'all', asked, admitted, agent, conversation, question: question!, images };
  });
}

function refuseBad({ message, images, companyId, ...words }: Asked): void {
  if (message.trim() === '' && images.length === 0)
    throw new Refusal('invalid_request', 'message: it is blank', { path: 'message' });
  const company = companyId === null ? null : readCompanyId(companyId);
  if (company && !company.ok) throw new Refusal('invalid_company_id', `company_id: ${company.why}.`);
  refuseLargeWords(words);
}

/** What a call may send along with its question. Refuses `too_large`. */
export function refuseLargeWords({ customFields, context }: Pick<Asked, 'customFields' | 'context'>): void {
  if (JSON.stringify(customFields ?? {}).length > LIMITS.customFieldsCharacters) {
    throw tooLarge('custom_fields', `${LIMITS.customFieldsCharacters} characters`);
  }
  if (Buffer.byteLength(JSON.stringify(context ?? {})) > LIMITS.userBytes) {
    throw tooLarge('context', `${LIMITS.userBytes} bytes`);
  }
}

function tooLarge(path: string, limit: string): Refusal {
  return new Refusal('too_large', `${path}: at most ${limit} of JSON are taken; nothing was stored.`, { path });
}
