import type { WireConversation, WireMessage } from '@halo/wire/sdk/conversations.ts';

interface OldTalk {
  conversation: WireConversation;
  messages: WireMessage[];
}

/** A conversation of a question and an answer that has ended. */
export function pastConversation(id: string, lines: string[], more: Partial<WireConversation> = {}): OldTalk {
  const at = (minute: number) => new Date(Date.UTC(2026, 3, 30, 9, minute)).toISOString();
  const messages = lines.map((body, index): WireMessage => {
    const answers = index % 2 === 1;
    return {
      id: `${id}_${index + 1}`,
      seq: index + 1,
      author: answers ? (more.teammate_name ? 'teammate' : 'ai') : 'user',
      author_name: answers ? (more.teammate_name ?? null) : null,
      body,
      sources: [],
      actions: [],
      attachments: [],
      created_at: at(index),
    };
  });
  const conversation: WireConversation = {
    id,
    status: 'completed',
    outcome: 'resolved',
    handled_by: 'ai',
    teammate_name: null,
    last_message: lines.at(-1) ?? null,
    last_message_at: at(lines.length),
    unread: 0,
    created_at: at(0),
    ...more,
  };
  return { conversation, messages };
}
