import type { ChatMessage } from '../../client/transcript.ts';
import { Markdown, SafeLink } from './markdown.tsx';
import { memo } from './memo.ts';
import { type LoadPicture, Pictures } from './pictures.tsx';
import { readLink } from './read-link.ts';

interface MessageProps {
  message: ChatMessage;
  /** Whether the one before was by somebody else. */
  first: boolean;
  agent: string;
  onRetry(key: string): void;
  load: LoadPicture;
}

const REASONS = {
  sign_in: 'Please sign in to write to us.',
  too_long: 'Not sent: this is too long.',
  pictures: 'Not sent: these pictures were not taken.',
  pictures_lost: 'The pictures were too large to be kept. Please add them again.',
};

function Sources({ message }: { message: ChatMessage }) {
  if (message.sources.length === 0) return null;
  return (
    <ol class="sources" aria-label="Sources">
      {message.sources.map(({ title, url }) => {
        const link = url ? readLink(url) : null;
        return (
          <li>
            {link ? (
              <SafeLink link={link} shown={title}>
                {title}
              </SafeLink>
            ) : (
              title
            )}
          </li>
        );
      })}
    </ol>
  );
}

function OwnMessage({ message, onRetry, load }: MessageProps) {
  const uploads = message.state === 'waiting' && message.pictures.length > 0;
  return (
    <div class="own">
      <Pictures pictures={message.pictures} load={load} />
      {message.text && (
        <div class="bubble">
          <span class="hidden">You: </span>
          <p dir="auto">{message.text}</p>
        </div>
      )}
      {uploads && (
        <p class="fate" role="status">
          Sending
        </p>
      )}
      {message.why === 'pictures_lost' && message.state !== 'failed' && <p class="fate">{REASONS.pictures_lost}</p>}
      {message.state === 'failed' && (
        <p class="fate failed">
          {message.why ? REASONS[message.why] : 'Not sent.'}{' '}
          {message.retryable && (
            <button type="button" class="plain" onClick={() => onRetry(message.key)}>
              Try again
            </button>
          )}
        </p>
      )}
    </div>
  );
}

/** One message: the person's own on the accent, answers plain, what Halo says small and in the middle. */
export const MessageView = memo((props: MessageProps) => {
  const { message, first, agent, onRetry, load } = props;
  if (message.author === 'user') return <OwnMessage {...props} />;
  if (message.author === 'system') {
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
          <bdi>{message.author === 'teammate' ? message.name || 'Support' : message.name || agent}</bdi>
        </p>
      )}
      {empty && message.state === 'streaming' && (
        <p class="typing">
          <span class="hidden">Answering</span>
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
          {empty ? 'No answer came.' : 'The answer broke off.'} Your message is safe.{' '}
          {message.retryable && (
            <button type="button" class="plain" onClick={() => onRetry(message.key)}>
              Try again
            </button>
          )}
        </p>
      )}
    </div>
  );
});
