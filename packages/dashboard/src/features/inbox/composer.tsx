import { useEffect, useRef, useState } from 'react';
import { useKeys } from '../../keys.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Kbd } from '../../ui/kbd.tsx';

type Kind = 'reply' | 'note';

/** Drafts outlive moving between conversations, not the page. */
const drafts = new Map<string, string>();

interface ComposerProps {
  conversationId: string;
  customer: string;
  onSend: (body: string, internal: boolean) => void;
}

/** Where a teammate writes: to the customer, or a note only teammates see. */
export function Composer({ conversationId, customer, onSend }: ComposerProps) {
  const [kind, setKind] = useState<Kind>('reply');
  const place = `${conversationId} ${kind}`;
  const [, redraw] = useState(0);
  const text = drafts.get(place) ?? '';
  const write = (next: string) => {
    if (next) drafts.set(place, next);
    else drafts.delete(place);
    redraw((count) => count + 1);
  };
  const field = useRef<HTMLTextAreaElement>(null);
  const [wanted, setWanted] = useState(0);
  useEffect(() => {
    if (wanted > 0) field.current?.focus();
  }, [wanted]);
  const begin = (next: Kind) => {
    setKind(next);
    setWanted((count) => count + 1);
  };
  useKeys({ reply: () => begin('reply'), note: () => begin('note') });
  const send = () => {
    const body = text.trim();
    if (!body) return;
    write('');
    onSend(body, kind === 'note');
  };
  const isNote = kind === 'note';
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      className={classNames(
        'rounded-box border transition-colors duration-[120ms] focus-within:border-focus',
        isNote ? 'border-claimed bg-claimed-soft' : 'border-line-field bg-ground',
      )}
    >
      <div role="tablist" aria-label="What to write" className="flex gap-1 px-2 pt-1.5">
        {(['reply', 'note'] as const).map((each) => (
          <button
            key={each}
            type="button"
            role="tab"
            aria-selected={kind === each}
            onClick={() => begin(each)}
            className="h-7 rounded-control px-2 text-list text-ink-soft hover:text-ink aria-selected:font-strong aria-selected:text-ink"
          >
            {each === 'reply' ? 'Reply' : 'Note'}
          </button>
        ))}
      </div>
      <textarea
        ref={field}
        dir="auto"
        rows={2}
        aria-label={isNote ? 'Note for teammates' : `Reply to ${customer}`}
        placeholder={isNote ? 'Only teammates see this' : `Write to ${customer}`}
        value={text}
        maxLength={20_000}
        onChange={(event) => write(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) {
            event.preventDefault();
            send();
          }
          if (event.key === 'Escape') {
            event.preventDefault();
            event.currentTarget.blur();
          }
        }}
        className="field-sizing-content block max-h-56 min-h-14 w-full resize-none bg-transparent px-3 py-1.5 text-message text-ink outline-none"
      />
      <div className="flex items-center justify-end gap-2 px-2 pb-2">
        <span aria-hidden="true" className="hidden desk:inline">
          <Kbd keys="mod+enter" />
        </span>
        <Button type="submit" look="primary" small disabled={!text.trim()}>
          {isNote ? 'Add note' : 'Send'}
        </Button>
      </div>
    </form>
  );
}
