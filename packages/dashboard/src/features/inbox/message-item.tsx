import type { InboxMessage } from '@halo/wire/dashboard/inbox.ts';
import { readLink } from '@halo/wire/markdown/read-link.ts';
import { Lock, ScanText, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { MessageText, SafeLink } from '../../ui/message-text.tsx';
import { exactTime } from '../../ui/time-words.ts';
import { costWords } from '../agent/cost-words.ts';
import { AnswerCalls } from './answer-calls.tsx';
import { Decision } from './decision.tsx';
import type { Outgoing } from './outbox.ts';
import { PictureTray } from './picture-tray.tsx';
import { Pictures } from './pictures.tsx';

interface MessageItemProps {
  message: InboxMessage;
  conversationId: string;
  /** Who the customer is, as every list shows them. */
  customer: string;
  /** The same author said the message before, moments ago: no heading again. */
  follows: boolean;
  onShowPrompt: (promptId: string) => void;
}

function timeOf(at: string): string {
  return new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
}

/** One thing said. The customer stands on a ground of their own; notes on amber, with a lock. */
export function MessageItem({ message, conversationId, customer, follows, onShowPrompt }: MessageItemProps) {
  if (message.author === 'system') {
    return (
      <p className="py-2 text-center text-note text-ink-faint" title={exactTime(message.createdAt)}>
        <span dir="auto">{message.body}</span> · {timeOf(message.createdAt)}
      </p>
    );
  }
  const fault = message.actions.find((action) => action.type === 'error');
  const look = message.internal ? 'note' : message.author;
  return (
    <article
      className={follows ? 'pt-1' : 'pt-4'}
      aria-label={`${authorName(message, customer)}, ${timeOf(message.createdAt)}`}
    >
      {!follows && (
        <Heading look={look} name={authorName(message, customer)} at={message.createdAt}>
          {message.promptId && (
            <IconButton label="What the AI saw" small onClick={() => onShowPrompt(message.promptId!)}>
              <ScanText size={14} />
            </IconButton>
          )}
          {message.cost?.inputTokens != null && (
            <span className="shrink-0 text-note text-ink-faint tabular-nums">
              {(message.cost.inputTokens + (message.cost.outputTokens ?? 0)).toLocaleString('en-GB')} tokens
              {message.cost.costMicros !== null && `, ${costWords(message.cost.costMicros)}`}
            </span>
          )}
        </Heading>
      )}
      <Body look={look}>
        {message.body && <MessageText body={message.body} />}
        <Pictures conversationId={conversationId} pictures={message.attachments} />
        {message.sources.length > 0 && <Sources sources={message.sources} />}
        {fault && (
          <p className="mt-1 flex items-center gap-1.5 text-note text-danger-ink">
            <TriangleAlert size={12} aria-hidden="true" /> The model failed here ({fault.code}).
            {fault.retryable && ' The customer can ask again.'}
          </p>
        )}
      </Body>
      {message.calls && <AnswerCalls calls={message.calls} customer={customer} />}
      {message.decision && <Decision decision={message.decision} />}
    </article>
  );
}

function authorName(message: InboxMessage, customer: string): string {
  if (message.author === 'user') return customer;
  if (message.author === 'ai') return message.authorName ?? 'AI';
  return message.authorName ?? 'Teammate';
}

type Look = 'user' | 'ai' | 'teammate' | 'note' | 'system';

const ROLES: Partial<Record<Look, string>> = { ai: 'AI agent', note: 'Note' };

function Heading({ look, name, at, children }: { look: Look; name: string; at: string; children?: ReactNode }) {
  return (
    <header className="mb-1 flex h-6 min-w-0 items-center gap-2 text-list">
      {look === 'note' && <Lock size={12} aria-hidden="true" className="shrink-0 text-claimed" />}
      <span dir="auto" className="min-w-0 truncate font-strong text-ink">
        {name}
      </span>
      {ROLES[look] && <span className="shrink-0 text-note text-ink-faint">{ROLES[look]}</span>}
      <time dateTime={at} title={exactTime(at)} className="shrink-0 text-note text-ink-faint tabular-nums">
        {timeOf(at)}
      </time>
      {children}
    </header>
  );
}

function Body({ look, children }: { look: Look; children: ReactNode }) {
  return (
    <div
      className={classNames(
        'w-fit max-w-full min-w-0',
        look === 'user' && 'rounded-box bg-sunken px-3 py-2',
        look === 'teammate' && 'rounded-box bg-accent-soft px-3 py-2',
        look === 'note' && 'rounded-box bg-claimed-soft px-3 py-2',
      )}
    >
      {children}
    </div>
  );
}

function Sources({ sources }: { sources: InboxMessage['sources'] }) {
  return (
    <ul className="mt-2 flex flex-wrap gap-x-3 gap-y-1 text-note text-ink-faint">
      {sources.map(({ title, url }) => {
        const link = url ? readLink(url) : null;
        return (
          <li key={`${title} ${url}`} dir="auto" className="min-w-0 truncate">
            {link ? (
              <SafeLink link={link} shown={title} className="hover:underline">
                {title}
              </SafeLink>
            ) : (
              title
            )}
          </li>
        );
      })}
    </ul>
  );
}

interface OutgoingItemProps {
  message: Outgoing;
  name: string;
  onAgain: () => void;
  onDiscard: () => void;
}

/** A message on its way, or one that could not be sent and is kept. */
export function OutgoingItem({ message, name, onAgain, onDiscard }: OutgoingItemProps) {
  return (
    <article className="arrives pt-4" aria-label={`${name}, ${message.fault ? 'not sent' : 'sending'}`}>
      <Heading look={message.internal ? 'note' : 'teammate'} name={name} at={message.createdAt}>
        <span className={classNames('text-note', message.fault ? 'text-danger-ink' : 'text-ink-faint')}>
          {message.fault ? 'Not sent' : 'Sending'}
        </span>
      </Heading>
      <Body look={message.internal ? 'note' : 'teammate'}>
        {message.body && <MessageText body={message.body} />}
        <PictureTray pictures={message.pictures} />
      </Body>
      {message.fault && (
        <p role="alert" className="mt-1.5 flex flex-wrap items-center gap-x-3 gap-y-1 text-note text-ink-soft">
          {message.fault}
          <button type="button" onClick={onAgain} className="font-strong text-accent-ink hover:underline">
            Send again
          </button>
          <button type="button" onClick={onDiscard} className="text-ink-soft hover:underline">
            Discard
          </button>
        </p>
      )}
    </article>
  );
}
