import { inboxQuery, messagesQuery, type ReplyAnswer, readMarkBody, replyBody } from '@halo/wire/dashboard/inbox.ts';
import { LIMITS } from '@halo/wire/limits.ts';
import { addNote } from '../../conversations/add-note.ts';
import { handBack } from '../../conversations/hand-back.ts';
import { markReadByTeam } from '../../conversations/mark-read.ts';

import { readAttachment } from '../../conversations/read-attachment.ts';
import { readSentImages } from '../../conversations/read-sent-images.ts';

import { showTyping } from '../../conversations/show-typing.ts';
import { addOutcomes } from '../../engine/add-outcomes.ts';

import { readPrompt } from '../../engine/read-prompt.ts';
import { Refusal } from '../../refusal.ts';
import { browseInbox } from '../../tickets/browse-inbox.ts';
import { countInboxViews } from '../../tickets/count-inbox-views.ts';
import { inboxMessage } from '../../tickets/inbox-line.ts';
import { readCustomerPanel } from '../../tickets/read-customer-panel.ts';
import { readThread } from '../../tickets/read-thread.ts';
import { readThreadHead } from '../../tickets/read-thread-head.ts';
import { readThreadStretch } from '../../tickets/read-thread-stretch.ts';
import { replyToConversation } from '../../tickets/reply-to-conversation.ts';
import { takeOverConversation } from '../../tickets/take-over-conversation.ts';
import { imageResponse } from '../image-response.ts';
import { workspaceRoute } from './dashboard-route.ts';

export const inboxViews = workspaceRoute({
  method: 'get',
  path: '/inbox/views',
  needs: 'inbox',
  handle: (deps, { workspace, teammate }) => countInboxViews(deps, workspace.id, teammate.id),
});

export const inbox = workspaceRoute({
  method: 'get',
  path: '/inbox',
  needs: 'inbox',
  query: inboxQuery,
  handle: (deps, { workspace, teammate, query: { view, ...page } }) =>
    browseInbox(deps, { workspaceId: workspace.id, view, teammateId: teammate.id }, page),
});

export const thread = workspaceRoute({
  method: 'get',
  path: '/conversations/:conversationId',
  needs: 'inbox',
  handle: async (deps, { workspace, params }) =>
    addOutcomes(deps, workspace.id, await readThread(deps, workspace.id, params.conversationId!)),
});

export const threadMessages = workspaceRoute({
  method: 'get',
  path: '/conversations/:conversationId/messages',
  needs: 'inbox',
  query: messagesQuery,
  handle: async (deps, { workspace, params, query }) => {
    const named = { workspaceId: workspace.id, conversationId: params.conversationId! };
    return addOutcomes(deps, workspace.id, await readThreadStretch(deps, { ...named, ...query }));
  },
});

export const attachment = workspaceRoute({
  method: 'get',
  path: '/conversations/:conversationId/attachments/:attachmentId',
  needs: 'inbox',
  handle: async (deps, { workspace, params }) =>
    imageResponse(
      await readAttachment(deps, {
        ...{ workspaceId: workspace.id, conversationId: params.conversationId! },
        id: params.attachmentId!,
      }),
    ),
});

export const customerPanel = workspaceRoute({
  method: 'get',
  path: '/conversations/:conversationId/customer',
  needs: 'inbox',
  handle: (deps, { workspace, params }) => readCustomerPanel(deps, workspace.id, params.conversationId!),
});

export const prompt = workspaceRoute({
  method: 'get',
  path: '/conversations/:conversationId/prompts/:promptId',
  needs: 'inbox',
  handle: (deps, { workspace, params }) =>
    readPrompt(deps, {
      workspaceId: workspace.id,
      conversationId: params.conversationId!,
      promptId: params.promptId!,
    }),
});

export const reply = workspaceRoute({
  method: 'post',
  path: '/conversations/:conversationId/messages',
  needs: 'inbox',
  maxBytes: LIMITS.chatBodyBytes,
  body: replyBody,
  handle: async (
    deps,
    { workspace, teammate, params, body: { internal, images: sent, ...said } },
  ): Promise<ReplyAnswer> => {
    const named = { workspaceId: workspace.id, conversationId: params.conversationId! };
    const images = readSentImages(sent);
    if (said.body === '' && images.length === 0)
      throw new Refusal('invalid_request', 'body: it is blank', { path: 'body' });
    const say = internal ? addNote : replyToConversation;
    const message = await say(deps, { ...named, ...said, images, teammate });
    return { message: inboxMessage(message), ...(await readThreadHead(deps, named.workspaceId, named.conversationId)) };
  },
});

export const typing = workspaceRoute({
  method: 'post',
  path: '/conversations/:conversationId/typing',
  needs: 'inbox',
  perMinute: 60,
  handle: async (deps, { workspace, teammate, params }) => {
    const named = { workspaceId: workspace.id, conversationId: params.conversationId! };
    await showTyping(deps, { ...named, name: teammate.name });
    return undefined;
  },
});

export const takeOver = workspaceRoute({
  method: 'post',
  path: '/conversations/:conversationId/take-over',
  needs: 'inbox',
  handle: async (deps, { workspace, teammate, params }) => {
    const named = { workspaceId: workspace.id, conversationId: params.conversationId! };
    await takeOverConversation(deps, { ...named, teammate });
    return readThreadHead(deps, named.workspaceId, named.conversationId);
  },
});

export const handBackToAi = workspaceRoute({
  method: 'post',
  path: '/conversations/:conversationId/hand-back',
  needs: 'inbox',
  handle: async (deps, { workspace, teammate, params }) => {
    const named = { workspaceId: workspace.id, conversationId: params.conversationId! };
    await handBack(deps, { ...named, teammate });
    return readThreadHead(deps, named.workspaceId, named.conversationId);
  },
});

export const markThreadRead = workspaceRoute({
  method: 'post',
  path: '/conversations/:conversationId/read',
  needs: 'inbox',
  body: readMarkBody,
  handle: async (deps, { workspace, params, body }) => {
    await markReadByTeam(deps, { workspaceId: workspace.id, conversationId: params.conversationId!, seq: body.seq });
    return undefined;
  },
});
