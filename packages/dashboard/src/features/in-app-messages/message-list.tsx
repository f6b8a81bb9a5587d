import type { InAppMessageRow } from '@halo/wire/dashboard/in-app-messages.ts';
import { MessageSquare, PanelTop } from 'lucide-react';
import { audienceSentence, messageName } from './in-app-words.ts';
import { StateMark } from './state-mark.tsx';

/** Every message with whom it is for and what came of it; the whole row opens it. */
export function MessageList({
  messages,
  onOpen,
}: {
  messages: readonly InAppMessageRow[];
  onOpen: (id: string) => void;
}) {
  return (
    <ul className="divide-y divide-line overflow-hidden rounded-box border border-line">
      {messages.map((message) => {
        const Icon = message.kind === 'banner' ? PanelTop : MessageSquare;
        return (
          <li key={message.id}>
            <button
              type="button"
              onClick={() => onOpen(message.id)}
              className="flex w-full flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5 text-start transition-colors duration-[120ms] hover:bg-hover focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-focus"
            >
              <Icon size={16} aria-hidden="true" className="shrink-0 text-ink-faint" />
              <span className="min-w-0 flex-1 basis-48">
                <span className="sr-only">{message.kind === 'banner' ? 'Banner: ' : 'Message: '}</span>
                <span dir="auto" className="block truncate text-body text-ink">
                  {messageName(message)}
                </span>
                <span dir="auto" className="block truncate text-note text-ink-faint">
                  {audienceSentence(message)}
                </span>
              </span>
              <Numbers message={message} />
              <StateMark state={message.state} />
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** How many people it was shown to, and what they did with it. */
function Numbers({ message: { numbers } }: { message: InAppMessageRow }) {
  return (
    <span className="flex gap-4 text-note text-ink-soft tabular-nums">
      {(['shown', 'clicked', 'dismissed'] as const).map((each) => (
        <span key={each}>
          <strong className="font-strong text-ink">{numbers[each].toLocaleString('en-GB')}</strong> {each}
        </span>
      ))}
    </span>
  );
}
