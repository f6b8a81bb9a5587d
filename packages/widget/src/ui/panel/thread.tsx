import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ChatState } from '../../client/chat-state.ts';
import { fill } from '../../words/fill.ts';
import { useWords } from '../../words/use-words.ts';
import { ConfirmCard } from './confirm-card.tsx';
import { Ending } from './ending.tsx';
import { LeadFormView } from './lead-form.tsx';
import { MessageView } from './message-view.tsx';
import type { PanelActions } from './panel-view.tsx';
import { Portrait } from './portrait.tsx';
import { Ring } from './ring.tsx';

interface ThreadProps {
  state: ChatState;
  greeting: boolean;
  actions: PanelActions;
}

/** Closer to the end than this, the reader follows what is new. */
const NEAR_PX = 80;

function Start({ state, greeting, actions }: ThreadProps) {
  const words = useWords();
  const { look, firstName } = state;
  return (
    <div class="start">
      <Portrait src={look.style.logo} class="logo" />
      <p class="hello">{firstName ? fill(words.helloName, { name: <bdi>{firstName}</bdi> }) : words.hello}</p>
      <p class="greeting" dir="auto">
        {(greeting && look.greeting) || words.howHelp}
      </p>
      {look.suggestions.length > 0 && !actions.lead.asks(state)?.mustAnswer && (
        <ul class="suggestions" aria-label={words.suggestions}>
          {look.suggestions.map((question) => (
            <li key={question}>
              <button type="button" onClick={() => actions.send(question)}>
                <span dir="auto">{question}</span>
                <svg viewBox="0 0 16 16" aria-hidden="true">
                  <path
                    d="M6 3.5L10.5 8 6 12.5"
                    fill="none"
                    stroke="currentColor"
                    stroke-width="1.5"
                    stroke-linecap="round"
                    stroke-linejoin="round"
                  />
                </svg>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** The conversation, kept at its end while the reader is there. */
export function Thread(props: ThreadProps) {
  const words = useWords();
  const { state, actions } = props;
  const { messages, typing, loading, look } = state;
  const scroller = useRef<HTMLElement>(null);
  const [away, setAway] = useState(false);
  const follows = useRef(true);
  const own = messages.filter((message) => message.author === 'user').length;
  const seenOwn = useRef(own);
  const settled = new Set(
    messages.flatMap((message) => message.actions.flatMap((action) => (action.type === 'confirmed' ? action.id : []))),
  );

  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return;
    if (own > seenOwn.current) follows.current = true;
    seenOwn.current = own;
    if (follows.current) box.scrollTop = box.scrollHeight;
  });

  function scrolled(): void {
    const box = scroller.current;
    if (!box) return;
    follows.current = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PX;
    setAway(!follows.current);
  }

  function toEnd(): void {
    follows.current = true;
    setAway(false);
    scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
  }

  return (
    <div class="middle">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section class="thread" ref={scroller} onScroll={scrolled} tabIndex={0} aria-label={words.conversation}>
        {messages.length === 0 && loading && (
          <p class="connecting">
            <Ring turning />
            <span>{words.connecting}</span>
          </p>
        )}
        {messages.length === 0 && !loading && <Start {...props} />}
        {messages.map((message, index) => [
          <MessageView
            key={message.key}
            message={message}
            first={messages[index - 1]?.author !== message.author || messages[index - 1]?.name !== message.name}
            agent={look.name || words.support}
            leaving={state.online && !state.paused}
            onRetry={actions.retry}
            load={actions.picture}
          />,
          ...message.actions.map(
            (action) =>
              action.type === 'confirm' &&
              !settled.has(action.id) && <ConfirmCard key={action.id} asked={action} confirm={actions.confirm} />,
          ),
        ])}
        {typing !== null && (
          <p class="typing">
            <span class="hidden">{fill(words.typing, { name: <bdi>{typing || words.support}</bdi> })}</span>
            <i />
            <i />
            <i />
          </p>
        )}
        <LeadFormView state={state} form={actions.lead} />
        <Ending state={state} onRate={actions.rate} />
      </section>
      {away && (
        <button type="button" class="to-end" onClick={toEnd}>
          {words.newest}
        </button>
      )}
    </div>
  );
}
