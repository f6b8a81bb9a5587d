import type { InboxMessage } from '@halo/wire/dashboard/inbox.ts';
import { ThumbsDown, ThumbsUp } from 'lucide-react';
import { Fragment, useEffect, useLayoutEffect, useRef } from 'react';
import { Button } from '../../ui/button.tsx';
import { ScrollRegion } from '../../ui/scroll-region.tsx';
import { useNow } from '../../ui/time.tsx';
import { dayHeading } from '../../ui/time-words.ts';
import { MessageItem, OutgoingItem } from './message-item.tsx';
import type { useOutbox } from './outbox.ts';

interface MessageListProps {
  conversationId: string;
  messages: InboxMessage[];
  outbox: ReturnType<typeof useOutbox>;
  customer: string;
  myName: string;
  rating: { rating: 'good' | 'bad'; comment: string | null } | null;
  /** How far the customer has read. */
  readSeq: number;
  earlier: { has: boolean; loading: boolean; load: () => void };
  onShowPrompt: (promptId: string) => void;
}

const TOGETHER = 5 * 60_000;

/** What was said, oldest first. Stays at the end as messages arrive, unless one has scrolled up to read. */
export function MessageList(props: MessageListProps) {
  const { messages, outbox, customer, earlier } = props;
  const now = useNow();
  const scroller = useRef<HTMLElement>(null);
  const atEnd = useRef(true);
  const firstSeq = messages[0]?.seq;
  const heightBefore = useRef(0);
  const count = messages.length + outbox.box.length;

  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when something was said, by anybody
  useEffect(() => {
    const list = scroller.current;
    if (list && atEnd.current) list.scrollTop = list.scrollHeight;
  }, [count]);
  // Earlier messages come in above: what one was reading must not move.
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when earlier messages came
  useLayoutEffect(() => {
    const list = scroller.current;
    if (!list) return;
    if (!atEnd.current && heightBefore.current > 0) list.scrollTop += list.scrollHeight - heightBefore.current;
    heightBefore.current = list.scrollHeight;
  }, [firstSeq]);

  const lastOurs = messages.findLast(({ author, internal }) => (author === 'teammate' || author === 'ai') && !internal);
  const newest = messages.at(-1);
  return (
    <ScrollRegion
      ref={scroller}
      data-own-arrows
      role="log"
      aria-label="Messages"
      onScroll={({ currentTarget: list }) => {
        atEnd.current = list.scrollHeight - list.scrollTop - list.clientHeight < 48;
        heightBefore.current = list.scrollHeight;
      }}
      className="min-h-0 flex-1 overflow-y-auto px-3 pb-4 desk:px-4"
    >
      {earlier.has && (
        <div className="flex justify-center pt-3">
          <Button small working={earlier.loading} onClick={earlier.load}>
            Show earlier messages
          </Button>
        </div>
      )}
      {messages.map((message, index) => {
        const before = messages[index - 1];
        const day = dayHeading(message.createdAt, now);
        const newDay = !before || dayHeading(before.createdAt, now) !== day;
        return (
          <Fragment key={message.id}>
            {newDay && (
              <div className="sticky top-0 z-10 flex justify-center pt-3">
                <span className="rounded-full border border-line bg-ground px-2.5 py-0.5 text-note text-ink-faint">
                  {day}
                </span>
              </div>
            )}
            <MessageItem
              message={message}
              conversationId={props.conversationId}
              customer={customer}
              follows={!newDay && before !== undefined && continues(before, message)}
              onShowPrompt={props.onShowPrompt}
            />
          </Fragment>
        );
      })}
      {lastOurs && lastOurs === newest && props.readSeq >= lastOurs.seq && (
        <p className="pt-1 text-note text-ink-faint">Read</p>
      )}
      {props.rating && (
        <p className="flex items-center justify-center gap-1.5 pt-4 text-note text-ink-soft">
          {props.rating.rating === 'good' ? (
            <ThumbsUp size={12} aria-hidden="true" />
          ) : (
            <ThumbsDown size={12} aria-hidden="true" />
          )}
          Rated {props.rating.rating}
          {props.rating.comment && <span dir="auto">: {props.rating.comment}</span>}
        </p>
      )}
      {outbox.box.map((message) => (
        <OutgoingItem
          key={message.clientId}
          message={message}
          name={props.myName}
          onAgain={() => outbox.sendAgain(message)}
          onDiscard={() => outbox.discard(message)}
        />
      ))}
    </ScrollRegion>
  );
}

/** Whether a message needs no heading of its own. An answer of the AI always has one: it opens what the AI saw. */
function continues(before: InboxMessage, message: InboxMessage): boolean {
  return (
    message.author !== 'ai' &&
    before.author === message.author &&
    before.authorId === message.authorId &&
    before.internal === message.internal &&
    Date.parse(message.createdAt) - Date.parse(before.createdAt) < TOGETHER
  );
}
