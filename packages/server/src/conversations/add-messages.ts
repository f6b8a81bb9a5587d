import { storedTime } from '../contacts/traits.ts';
import type { Tx } from '../db/database.ts';
import { newId } from '../db/new-id.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { PICTURE_WORDS, type StoredAttachment } from './attachment.ts';
import { insertAttachment } from './attachment-store.ts';
import { bellsOf, type Conversation, firstWords } from './conversation.ts';
import { lockConversations, saveConversation } from './conversation-store.ts';
import { keepImages, toRows } from './keep-images.ts';
import { type AddedMessage, clientKey, type Message, type NewMessage, PREVIEW_CHARACTERS } from './message.ts';
import { findByClientKeys, insertMessage } from './message-store.ts';

/**
 * Says messages, all of one workspace, in the order given. Each gets the next `seq` of its conversation, counted under
 * the conversation's lock; one that was said before under its `clientId` comes back as it was, `repeated`. Refuses
 * `not_found` when a conversation is not of the workspace, `too_large` when there is no room for its pictures. After commit everybody who looks at the thread is told.
 */
export async function addMessages(deps: Deps, tx: Tx, list: NewMessage[]): Promise<AddedMessage[]> {
  const workspaceId = list[0]?.workspaceId;
  if (!workspaceId) return [];
  const ids = [...new Set(list.map((message) => message.conversationId))];
  const before = new Map((await lockConversations(tx.sql, workspaceId, ids)).map((row) => [row.id, row]));
  const after = new Map(before);
  const said = await alreadySaid(tx, workspaceId, ids, list);
  const at = storedTime(deps.now());

  const added: AddedMessage[] = [];
  const pictures: StoredAttachment[] = [];
  for (const asked of list) {
    const conversation = after.get(asked.conversationId);
    if (!conversation || asked.workspaceId !== workspaceId)
      throw new Refusal('not_found', 'There is no such conversation.');
    const key = asked.clientId ? keyOf(asked.conversationId, asked.author, asked.clientId) : null;
    const known = key === null ? undefined : said.get(key);
    if (known) {
      added.push({ ...known, repeated: true });
      continue;
    }
    const attachments = await keepImages(deps, tx, {
      ...{ workspaceId, images: asked.images ?? [] },
      proved: asked.author === 'teammate' || conversation.trust === 'verified',
    });
    const message = { ...toMessage(asked, conversation, at), attachments };
    pictures.push(...toRows(message, asked.images ?? []));
    after.set(conversation.id, withMessage(conversation, message));
    if (key !== null) said.set(key, message);
    added.push({ ...message, repeated: false });
  }

  const fresh = added.filter((message) => !message.repeated);
  if (fresh.length === 0) return added;
  // Sent one behind the other on the one connection; nobody waits between them.
  await Promise.all(fresh.map((message) => insertMessage(tx.sql, message)));
  await Promise.all(pictures.map((picture) => insertAttachment(tx.sql, picture)));
  const changed = [...after.values()].filter((conversation) => before.get(conversation.id) !== conversation);
  await Promise.all(changed.map((conversation) => saveConversation(tx.sql, conversation)));
  await deps.publish(
    tx,
    'messagesAdded',
    fresh.map(({ workspaceId, conversationId, author, internal }) => ({
      workspaceId,
      conversationId,
      author,
      internal,
    })),
  );
  tx.afterCommit(() => deps.live.ring(changed.flatMap(bellsOf)));
  return added;
}

async function alreadySaid(
  tx: Tx,
  workspaceId: string,
  ids: string[],
  list: NewMessage[],
): Promise<Map<string, Message>> {
  const keys = list.flatMap(({ author, clientId }) => (clientId ? [clientKey(author, clientId)] : []));
  if (keys.length === 0) return new Map();
  const found = await findByClientKeys(tx.sql, workspaceId, ids, keys);
  return new Map(
    found.map((message) => [keyOf(message.conversationId, message.author, message.clientId ?? ''), message]),
  );
}

function keyOf(conversationId: string, author: Message['author'], clientId: string): string {
  return `${conversationId} ${clientKey(author, clientId)}`;
}

function toMessage(asked: NewMessage, conversation: Conversation, at: string): Message {
  return {
    workspaceId: conversation.workspaceId,
    conversationId: conversation.id,
    id: asked.id ?? newId(),
    seq: conversation.lastSeq + 1,
    author: asked.author,
    authorId: asked.authorId ?? null,
    authorName: asked.authorName ?? null,
    internal: asked.internal ?? false,
    companyId: conversation.companyId,
    body: asked.body.toWellFormed().replaceAll('\u0000', '\ufffd'),
    notice: asked.notice ?? null,
    sources: asked.sources ?? [],
    actions: asked.actions ?? [],
    attachments: [],
    promptId: asked.promptId ?? null,
    decision: asked.decision ?? null,
    clientId: asked.clientId ?? null,
    createdAt: at,
  };
}

/** The conversation after a message. A note moves nothing that the person could see, not even the time of the last word. */
function withMessage(conversation: Conversation, message: Message): Conversation {
  const next = { ...conversation, lastSeq: message.seq };
  if (message.author === 'teammate') next.teamReadSeq = message.seq;
  if (message.internal) return next;
  if (message.author === 'user') {
    next.lastUserSeq = message.seq;
    next.userReadSeq = message.seq;
  }
  return {
    ...next,
    lastMessage: firstWords(message.body || (message.attachments.length > 0 ? PICTURE_WORDS : ''), PREVIEW_CHARACTERS),
    lastAuthor: message.author,
    lastMessageAt: message.createdAt,
  };
}
