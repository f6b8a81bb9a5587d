import type { InboxMessage, ReplyAnswer, ThreadAnswer } from '@halo/wire/dashboard/inbox.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { inWorkspace, kindSentence, send } from '../../api.ts';
import { type PickedPicture, toDataUrl } from './picked-pictures.ts';

/** A message on its way. It stays here until the thread holds it, so that nothing typed is ever lost. */
export interface Outgoing {
  clientId: string;
  body: string;
  internal: boolean;
  pictures: PickedPicture[];
  createdAt: string;
  /** Why it could not be sent, or null while it is under way. */
  fault: string | null;
}

const NONE: Outgoing[] = [];
const boxes = new Map<string, Outgoing[]>();
const listeners = new Set<() => void>();

function setBox(conversationId: string, box: Outgoing[]) {
  boxes.set(conversationId, box);
  for (const listener of listeners) listener();
}

/** The messages of a conversation that are on their way, and the way to send more. Repeating a send is harmless. */
export function useOutbox(workspaceId: string, conversationId: string) {
  const client = useQueryClient();
  const box = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => boxes.get(conversationId) ?? NONE,
  );
  const change = (clientId: string, next: Outgoing | null) => {
    const others = (boxes.get(conversationId) ?? NONE).filter((each) => each.clientId !== clientId);
    setBox(conversationId, next ? [...others, next].sort((a, b) => a.createdAt.localeCompare(b.createdAt)) : others);
  };
  const post = async (message: Outgoing) => {
    change(message.clientId, { ...message, fault: null });
    try {
      const { clientId, body, internal } = message;
      const images = await Promise.all(message.pictures.map(toDataUrl));
      const answer = await send<ReplyAnswer>(
        'POST',
        inWorkspace(workspaceId, 'conversations', conversationId, 'messages'),
        { clientId, body, internal, images },
      );
      client.setQueriesData<ThreadAnswer>({ queryKey: [workspaceId, 'thread', conversationId] }, (thread) =>
        thread
          ? {
              ...thread,
              conversation: answer.conversation,
              ticket: answer.ticket ?? thread.ticket,
              messages: withMessage(thread.messages, answer.message),
            }
          : thread,
      );
      change(message.clientId, null);
      for (const part of ['inbox', 'views']) void client.invalidateQueries({ queryKey: [workspaceId, part] });
    } catch (error) {
      change(message.clientId, { ...message, fault: kindSentence(error) });
    }
  };
  return {
    box,
    sendNew: (body: string, internal: boolean, pictures: PickedPicture[]) =>
      void post({
        clientId: newClientId(),
        body,
        internal,
        pictures,
        createdAt: new Date().toISOString(),
        fault: null,
      }),
    sendAgain: (message: Outgoing) => void post(message),
    discard: (message: Outgoing) => change(message.clientId, null),
  };
}

/** 128 random bits. `crypto.randomUUID` is missing where Halo runs without https. */
function newClientId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A thread's messages with one more or one renewed, by seq. */
function withMessage(messages: InboxMessage[], message: InboxMessage): InboxMessage[] {
  const others = messages.filter(({ id }) => id !== message.id);
  return [...others, message].sort((a, b) => a.seq - b.seq);
}
