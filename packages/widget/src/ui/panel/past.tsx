import type { WireConversation } from '@halo/wire/sdk/conversations.ts';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { ChatState } from '../../client/chat-state.ts';
import type { Past } from '../../client/past.ts';
import { useWords } from '../../words/use-words.ts';
import { MARKS } from './announcer.ts';
import { MessageView } from './message-view.tsx';
import type { PanelActions } from './panel-view.tsx';
import { Ring } from './ring.tsx';

interface PastProps {
  state: ChatState;
  past: Past;
  language: string;
  actions: PanelActions;
  /** Back to where something can be written. */
  onWrite(): void;
}

const OUTCOMES = { resolved: 'solved', escalated: 'passedOn', abandoned: 'over' } as const;

/** The time of today, else the day. */
function when(at: string, language: string): string {
  const date = new Date(at);
  const today = date.toDateString() === new Date().toDateString();
  return new Intl.DateTimeFormat(language, today ? { timeStyle: 'short' } : { dateStyle: 'medium' }).format(date);
}

function Entry({ one, state, language, onRead }: Pick<PastProps, 'state' | 'language'> & EntryProps) {
  const words = useWords();
  const { look } = state;
  // Of the conversation in the chat, the page itself knows first.
  const unread = one.id === state.conversation?.id ? state.unread : one.unread;
  const outcome = one.status === 'live' ? 'stillOpen' : OUTCOMES[one.outcome ?? 'abandoned'];
  return (
    <li>
      <button type="button" class={unread ? 'new' : ''} data-id={one.id} onClick={() => onRead(one)}>
        {unread > 0 && <span class="hidden">{words.unread}: </span>}
        <span class="row">
          <span dir="auto">{one.last_message?.replace(MARKS, '') || words.picture}</span>
          <time dateTime={one.last_message_at}>{when(one.last_message_at, language)}</time>
        </span>
        <span class="sub">
          <bdi>{one.teammate_name || look.name || words.support}</bdi> · {words[outcome]}
        </span>
      </button>
    </li>
  );
}

interface EntryProps {
  one: WireConversation;
  onRead(one: WireConversation): void;
}

function List({ state, past, language, actions }: PastProps) {
  const words = useWords();
  const { conversations, next } = past;
  if (conversations.length === 0) return past.state === 'ready' ? <p class="nothing">{words.noConversations}</p> : null;
  return (
    <>
      <ul class="entries">
        {conversations.map((one) => (
          <Entry key={one.id} {...{ one, state, language }} onRead={actions.past.read} />
        ))}
      </ul>
      {next && past.state === 'ready' && (
        <button type="button" class="plain" onClick={actions.past.more}>
          {words.showMore}
        </button>
      )}
    </>
  );
}

/** The person's conversations, or the one of them that is being read: to read, not to write in. */
export function PastView(props: PastProps) {
  const words = useWords();
  const { state, past, actions } = props;
  const { thread } = past;
  const box = useRef<HTMLElement>(null);
  const came = useRef<string | undefined>(undefined);
  const id = thread?.conversation.id;
  const reading = thread ?? past;
  const able = state.online && !state.paused;

  useLayoutEffect(() => {
    const from = came.current && box.current?.querySelector<HTMLElement>(`[data-id="${came.current}"]`);
    (from || box.current)?.focus({ preventScroll: !from });
    came.current = id;
  }, [id]);

  useLayoutEffect(() => {
    if (id && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [id, thread?.state]);

  useEffect(() => {
    if (able && reading.state === 'failed') actions.past.again();
  }, [able]);

  return (
    <>
      <div class="middle">
        <section
          class="thread"
          ref={box}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          tabIndex={0}
          aria-label={thread ? words.conversation : words.conversations}
          aria-busy={reading.state === 'loading'}
        >
          {thread ? (
            thread.messages.map((message, index, all) => (
              <MessageView
                key={message.key}
                message={message}
                first={all[index - 1]?.author !== message.author || all[index - 1]?.name !== message.name}
                agent={state.look.name || words.support}
                leaving={false}
                onRetry={actions.retry}
                load={actions.past.picture}
              />
            ))
          ) : (
            <List {...props} />
          )}
          {reading.state === 'loading' && (
            <p class="connecting" role="status">
              <Ring turning />
              <span>{words.connecting}</span>
            </p>
          )}
          {reading.state === 'failed' && (
            <p class="nothing" role="alert">
              {words.notFetched}{' '}
              {able && (
                <button type="button" class="plain" onClick={actions.past.again}>
                  {words.tryAgain}
                </button>
              )}
            </p>
          )}
        </section>
      </div>
      <div class="foot">
        <button type="button" class="main" onClick={props.onWrite}>
          {words.askNew}
        </button>
      </div>
    </>
  );
}
