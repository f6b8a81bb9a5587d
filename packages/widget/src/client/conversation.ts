import type { ChatAction, ChatBody } from '@halo/wire/sdk/chat.ts';
import type { StreamFrame, WireMessage } from '@halo/wire/sdk/conversations.ts';
import type { RequestHumanAnswer, RequestHumanBody } from '@halo/wire/sdk/human.ts';
import { isRead } from './chat-state.ts';
import type { Core } from './core.ts';
import { type HaloError, isTemporary, stayWith, toHaloError } from './halo-error.ts';
import type { History } from './history.ts';
import type { ChatPicture } from './picture.ts';
import { proven } from './proof.ts';
import type { Item } from './queue.ts';
import { randomId } from './random-id.ts';
import { createFrameReader, readText } from './read-frames.ts';
import { type ChatMessage, mergeMessage } from './transcript.ts';

const TYPING_MS = 6_000;
const ANSWER_HEAD_MS = 60_000;

/** Pictures may take a slow line so long. */
const UPLOAD_MS = 300_000;

const picturesOf = (data: Item['data']) => (data.pictures ?? []) as ChatPicture[];

/** Why a message can never be sent, where a person can do something about it. */
function reasonOf({ code, status, details }: HaloError, withPictures: boolean): ChatMessage['why'] {
  if (code === 'identified_only') return 'sign_in';
  if (withPictures && (status === 413 || String(details.path).startsWith('images'))) return 'pictures';
  return status === 413 ? 'too_long' : undefined;
}

interface ConversationDeps {
  core: Core;
  history: History;
  /** There is a conversation now, so there is something to listen for. */
  listen(): void;
}

/** The chat of the present person: what they say, what is answered, who answers. */
export interface Conversation {
  send(text: string, pictures?: ChatPicture[]): Promise<void>;
  /** Shows messages that an earlier page has left unsent. */
  restore(items: Item[]): void;
  /** Sends a failed message, or the question of a broken answer, again under its old id. */
  retry(key: string): void;
  requestHuman(): Promise<void>;
  deliver(item: Item): Promise<unknown>;
  /** Takes in a frame of the live stream. */
  hear(frame: StreamFrame): void;
}

export function createConversation({ core, history, listen }: ConversationDeps): Conversation {
  const { store } = core;
  let typingTimer: ReturnType<typeof setTimeout> | undefined;

  const setMessages = (change: (messages: ChatMessage[]) => ChatMessage[]) =>
    store.set({ messages: change(store.get().messages) });
  const patch = (key: string, change: (message: ChatMessage) => Partial<ChatMessage>) =>
    setMessages((all) => all.map((message) => (message.key === key ? { ...message, ...change(message) } : message)));
  const without = (key: string) => setMessages((all) => all.filter((message) => message.key !== key));
  const find = (key: string) => store.get().messages.find((message) => message.key === key);

  function draft(key: string, author: ChatMessage['author'], text: string, state: ChatMessage['state']): ChatMessage {
    return { key, author, name: null, text, sources: [], actions: [], pictures: [], at: core.page.now(), state };
  }

  /** What the person said, as the queue holds it. */
  function ownDraft({ id, data }: Item, state: ChatMessage['state']): ChatMessage {
    const said = { ...draft(id, 'user', String(data.text), state), pictures: picturesOf(data) };
    return data.lost ? { ...said, why: 'pictures_lost' } : said;
  }

  /** Tells the page of a whole message, and counts it when nobody is looking. */
  function announce(message: Pick<ChatMessage, 'key' | 'id' | 'author' | 'name' | 'text'>): void {
    const { id, key, author, name, text } = message;
    core.emit('message', { id: id ?? key, author, name, text });
    if (author === 'user') return;
    const { unread } = store.get();
    if (isRead(store.get()) && core.page.visible()) history.markRead();
    else {
      store.set({ unread: unread + 1 });
      core.emit('unread', unread + 1);
    }
  }

  function act(action: ChatAction, key: string): void {
    if (action.type === 'sources') patch(key, () => ({ sources: action.sources ?? [] }));
    if (action.type === 'confirm') patch(key, ({ actions }) => ({ actions: [...actions, action] }));
    if (action.type === 'escalated') store.set({ human: 'asked' });
    if (action.type === 'error') patch(key, () => ({ state: 'cut', retryable: action.retryable }));
    if (action.type === 'handled_by') {
      const { conversation } = store.get();
      if (conversation) {
        store.set({ conversation: { ...conversation, handled_by: 'teammate', teammate_name: action.name ?? null } });
      }
    }
    core.emit('action', action);
  }

  async function readAnswer(response: Response, question: string, signal: AbortSignal): Promise<void> {
    const key = `${question}:answer`;
    const seen: ChatAction[] = [];
    const take = (action: ChatAction) => {
      seen.push(action);
      act(action, key);
    };
    setMessages((all) => [...all, draft(key, 'ai', '', 'streaming')]);
    const reader = createFrameReader({
      text: (part) => patch(key, (message) => ({ text: message.text + part })),
      action: take,
      // The closing list repeats what came singly; a server may also send only the list.
      actions: (all) => all.slice(seen.length).forEach(take),
    });
    let broken = false;
    try {
      await readText(response, (chunk) => !signal.aborted && reader.push(chunk));
    } catch {
      broken = true;
    }
    if (signal.aborted) return;
    const answer = find(key);
    if (!answer) return;
    if (broken) {
      patch(key, () => ({ state: 'cut', retryable: true }));
      // What was cut here may be whole on the server.
      setTimeout(() => !signal.aborted && history.catchUp(), 2_000);
    } else if (answer.state === 'streaming' && answer.text.trim() === '') {
      without(key);
    } else if (answer.state === 'streaming') {
      patch(key, () => ({ state: 'sent' }));
      announce({ ...answer, text: answer.text });
    }
    listen();
  }

  async function deliverMessage(item: Item): Promise<void> {
    const { signal } = core;
    core.session.save();
    const images = picturesOf(item.data).map(({ url = '' }) => url);
    const response = await proven(core, (user_token) => {
      const { who } = core;
      const hasTraits = !who.userId && Object.keys(who.sessionTraits).length > 0;
      const body: ChatBody = {
        message: item.data.text as string,
        user_id: who.userId ?? undefined,
        user_token: user_token ?? undefined,
        session_id: core.session.record.id,
        company_id: who.companyId ?? undefined,
        custom_fields: hasTraits ? who.sessionTraits : undefined,
        context: who.context ?? undefined,
        locale: core.locale,
        message_id: item.id,
        images: images.length > 0 ? images : undefined,
      };
      const timeout = images.length > 0 ? UPLOAD_MS : ANSWER_HEAD_MS;
      return core.api.call('POST', '/chat/stream', { body, signal, timeout });
    });
    stayWith(signal);
    core.adopt(response.headers.get('x-session-id'));
    core.session.update({ talked: true });
    if (!find(item.id)) setMessages((all) => [...all, ownDraft(item, 'sent')]);
    else patch(item.id, () => ({ state: 'sent' }));
    history.begin(response.headers.get('x-conversation-id'));
    void readAnswer(response, item.id, signal);
  }

  async function deliverHuman(): Promise<void> {
    const { signal } = core;
    core.session.save();
    const answer = await proven(core, (user_token) => {
      const body: RequestHumanBody = {
        session_id: core.session.record.id,
        user_id: core.who.userId ?? undefined,
        user_token: user_token ?? undefined,
      };
      return core.api.json<RequestHumanAnswer>('POST', '/conversations/human', { body, signal });
    });
    stayWith(signal);
    core.adopt(answer.session_id);
    core.session.update({ talked: true });
    history.begin(answer.conversation_id);
    const known = store.get().messages.some((message) => message.author !== 'user' && message.text === answer.message);
    if (answer.message && !known) {
      const { message, notice, teammate_name: name = null } = answer;
      setMessages((all) => [...all, { ...draft(randomId(), 'system', message, 'sent'), notice, name }]);
    }
    store.set({ human: 'asked' });
    listen();
  }

  function hearMessage(conversationId: string, message: WireMessage): void {
    const { conversation, messages } = store.get();
    if (conversation?.id !== conversationId) {
      // Opened elsewhere, and newer than what is on screen: read from its beginning.
      if (!history.isBusy()) history.turnTo(conversationId);
      return;
    }
    const known = messages.some((one) => one.id === message.id);
    const next = mergeMessage(messages, message);
    const joined = next.length === messages.length;
    store.set({ messages: next, typing: message.author === 'user' ? store.get().typing : null });
    if (!known && !joined)
      announce({
        key: message.id,
        id: message.id,
        author: message.author,
        name: message.author_name,
        text: message.body,
      });
  }

  return {
    send(text, pictures = []) {
      const key = randomId();
      setMessages((all) => [...all, { ...draft(key, 'user', text, 'waiting'), pictures }]);
      const { conversation } = store.get();
      if (conversation?.status === 'completed') store.set({ rating: null, human: 'no' });
      core.emit('message', { id: key, author: 'user', name: null, text });
      return core.pushMessage(key, text, pictures);
    },
    restore(items) {
      const own = items.filter((item) => item.kind === 'message' && !find(item.id));
      const drafts = own.map((item) => ownDraft(item, 'waiting'));
      if (drafts.length) setMessages((all) => [...all, ...drafts]);
    },
    retry(key) {
      const question = key.replace(/:answer$/, '');
      const message = find(question);
      if (!message) return;
      without(`${question}:answer`);
      if (message.state === 'failed') patch(question, () => ({ state: 'waiting' }));
      void core.pushMessage(question, message.text, message.pictures);
    },
    async requestHuman() {
      if (store.get().human !== 'no') return;
      const { signal } = core;
      store.set({ human: 'asking' });
      const item: Item = { id: randomId(), kind: 'human', at: core.page.now(), data: { user: core.who.userId } };
      await core.queue.push(item).catch((cause) => {
        const error = toHaloError(cause);
        if (signal.aborted || error.code === 'identity_paused') return;
        store.set({ human: 'no' });
        throw error;
      });
    },
    async deliver(item) {
      try {
        return await (item.kind === 'human' ? deliverHuman() : deliverMessage(item));
      } catch (cause) {
        const error = toHaloError(cause);
        if (error.status && !isTemporary(error) && error.code !== 'identity_paused') {
          const why = reasonOf(error, picturesOf(item.data).length > 0);
          patch(item.id, () => ({ state: 'failed', retryable: why === undefined, why }));
        }
        throw cause;
      }
    },
    hear(frame) {
      if (frame.type === 'ready') void history.catchUp();
      else if (frame.type === 'message') hearMessage(frame.conversation_id, frame.message);
      else if (frame.type === 'conversation') history.take(frame.conversation);
      else if (frame.type === 'typing' && frame.conversation_id === store.get().conversation?.id) {
        store.set({ typing: frame.name ?? '' });
        clearTimeout(typingTimer);
        typingTimer = setTimeout(() => store.set({ typing: null }), TYPING_MS);
      }
    },
  };
}
