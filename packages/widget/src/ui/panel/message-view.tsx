import { readLink } from '@halo/wire/markdown/read-link.ts';
import { useEffect, useState } from 'preact/hooks';
import type { ChatMessage } from '../../client/transcript.ts';
import { fill } from '../../words/fill.ts';
import { useWords } from '../../words/use-words.ts';
import { Markdown, SafeLink } from './markdown.tsx';
import { memo } from './memo.ts';
import { noticeLine } from './notice-text.ts';
import { type LoadPicture, Pictures } from './pictures.tsx';

interface MessageProps {
  message: ChatMessage;
  /** Whether the one before was by somebody else. */
  first: boolean;
  agent: string;
  /** Whether messages can leave now. */
  leaving: boolean;
  onRetry(key: string): void;
  load: LoadPicture;
}

const REASONS = { sign_in: 'signIn', too_long: 'tooLong', pictures: 'refused', pictures_lost: 'lost' } as const;

function Sources({ message }: { message: ChatMessage }) {
  const words = useWords();
  if (message.sources.length === 0) return null;
  return (
    <ol class="sources" aria-label={words.sources}>
      {message.sources.map(({ title, url }) => {
        const link = url ? readLink(url) : null;
        return (
          <li>
            {link ? (
              <SafeLink link={link} shown={title}>
                {title}
              </SafeLink>
            ) : (
              <bdi>{title}</bdi>
            )}
          </li>
        );
      })}
    </ol>
  );
}

/** Words alone are gone in a moment; only a wait that grows long is worth a line. */
const LONG_MS = 3_000;

function Sending({ at }: { at: number }) {
  const words = useWords();
  const [due, setDue] = useState(at === 0);
  useEffect(() => {
    const timer = setTimeout(() => setDue(true), at);
    return () => clearTimeout(timer);
  }, [at]);
  if (!due) return null;
  return (
    <p class="fate" role="status">
      {words.sending}
    </p>
  );
}

function OwnMessage({ message, leaving, onRetry, load }: MessageProps) {
  const words = useWords();
  return (
    <div class="own">
      <Pictures pictures={message.pictures} load={load} />
      {message.text && (
        <div class="bubble">
          <span class="hidden">{words.you} </span>
          <p dir="auto">{message.text}</p>
        </div>
      )}
      {leaving && message.state === 'waiting' && <Sending at={message.pictures.length > 0 ? 0 : LONG_MS} />}
      {message.why === 'pictures_lost' && message.state !== 'failed' && <p class="fate">{words.lost}</p>}
      {message.state === 'failed' && (
        <p class="fate failed">
          {words[message.why ? REASONS[message.why] : 'notSent']}{' '}
          {message.retryable && (
            <button type="button" class="plain" onClick={() => onRetry(message.key)}>
              {words.tryAgain}
            </button>
          )}
        </p>
      )}
    </div>
  );
}

/** One message: the person's own on the accent, answers plain, what Halo says small and in the middle. */
export const MessageView = memo((props: MessageProps) => {
  const words = useWords();
  const { message, first, agent, onRetry, load } = props;
  if (message.author === 'user') return <OwnMessage {...props} />;
  if (message.author === 'system') {
    const said = noticeLine(message, words);
    // A name must not turn a line of the reader's own language.
    if (said) return <p class="said">{fill(said.line, { name: <bdi>{said.name}</bdi> })}</p>;
    return (
      <p class="said" dir="auto">
        {message.text}
      </p>
    );
  }
  const empty = message.text.trim() === '';
  return (
    <div class="answer">
      {first && (
        <p class="by">
          <bdi>{message.name || (message.author === 'teammate' ? words.support : agent)}</bdi>
        </p>
      )}
      {empty && message.state === 'streaming' && (
        <p class="typing">
          <span class="hidden">{words.answering}</span>
          <i />
          <i />
          <i />
        </p>
      )}
      {!empty && <Markdown text={message.text} />}
      <Pictures pictures={message.pictures} load={load} />
      <Sources message={message} />
      {message.state === 'cut' && (
        <p class="fate failed">
          {empty ? words.noAnswer : words.brokeOff}{' '}
          {message.retryable && (
            <button type="button" class="plain" onClick={() => onRetry(message.key)}>
              {words.tryAgain}
            </button>
          )}
        </p>
      )}
    </div>
  );
});
