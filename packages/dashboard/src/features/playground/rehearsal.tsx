import type { ContactRecordAnswer } from '@halo/wire/dashboard/contacts.ts';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ScrollRegion } from '../../ui/scroll-region.tsx';
import { useMedia } from '../../ui/use-media.ts';
import { QuestionField } from './question-field.tsx';
import { RehearsedAnswer } from './rehearsed-answer.tsx';
import { SeenPanel } from './seen-panel.tsx';
import { NOTHING_ALONG, readAlong, SentAlongFields } from './sent-along.tsx';
import { useRehearsal } from './use-rehearsal.ts';
import { Whom, type WhomSearch } from './whom.tsx';

export interface RehearsalProps {
  search: WhomSearch;
  record: ContactRecordAnswer | null;
  /** The agent's own instructions. */
  instructions: string;
}

/** A talk as somebody: the chat, and beside it what the AI saw. On narrow pages that opens over the chat. */
export function Rehearsal({ search, record, instructions }: RehearsalProps) {
  const { turns, isAsking, ask, stop, startOver } = useRehearsal();
  const [along, setAlong] = useState(NOTHING_ALONG);
  const [shown, setShown] = useState<number | null>(null);
  const isWide = useMedia('(min-width: 64rem)');
  const sent = readAlong(along);
  const picked = turns.find(({ id }) => id === shown);
  const seen = picked ?? (isWide ? turns.findLast(({ prompt }) => prompt !== null) : undefined);
  const end = useRef<HTMLDivElement>(null);
  const length = turns.at(-1)?.text.length ?? 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever arrives is kept in view
  useEffect(() => end.current?.scrollIntoView({ block: 'nearest' }), [turns.length, length]);
  const onAsk = (message: string) => {
    if (!sent) return;
    setShown(null);
    const whom = { contactId: record?.person.contactId ?? null, companyId: search.company ?? null };
    void ask(message, { ...whom, trust: search.as ?? 'verified', ...sent });
  };
  return (
    <div className={classNames('grid min-h-0 flex-1 grid-rows-[minmax(0,1fr)]', isWide && 'grid-cols-2')}>
      <div className="flex min-h-0 min-w-0 flex-col">
        <ScrollRegion
          aria-label="Chat"
          className="flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto px-4 py-5 desk:px-6"
        >
          <Whom search={search} record={record} />
          <SentAlongFields along={along} own={instructions} onChange={setAlong} />
          {turns.length === 0 ? (
            <EmptyState title="Nothing asked yet">
              The AI answers as it would answer them. Nothing is stored: no conversation, no ticket, and they are not
              told. The audit log says whom you chatted as.
            </EmptyState>
          ) : (
            <ol aria-live="polite" className="flex flex-col gap-6">
              {turns.map((turn) => (
                <RehearsedAnswer
                  key={turn.id}
                  turn={turn}
                  isShown={turn.id === seen?.id}
                  onShow={() => setShown(turn.id)}
                />
              ))}
            </ol>
          )}
          <div ref={end} />
        </ScrollRegion>
        <div className="flex shrink-0 flex-col gap-2 border-t border-line px-4 py-3 desk:px-6">
          <QuestionField isAsking={isAsking} disabled={sent === null} onAsk={onAsk} onStop={stop} />
          {turns.length > 0 && (
            <Button look="quiet" small className="-ms-2 self-start" onClick={startOver}>
              Start over
            </Button>
          )}
        </div>
      </div>
      {isWide ? (
        <ScrollRegion aria-label="What the AI saw" className="min-h-0 overflow-y-auto border-s border-line px-6 py-5">
          <h2 className="mb-4 text-message font-strong text-ink">What the AI saw</h2>
          {seen ? (
            <SeenPanel turn={seen} />
          ) : (
            <p className="text-body text-ink-soft">With each answer the prompt stands here, exactly as it was sent.</p>
          )}
        </ScrollRegion>
      ) : (
        <Dialog wide open={picked !== undefined} onClose={() => setShown(null)} title="What the AI saw">
          {picked && <SeenPanel turn={picked} />}
        </Dialog>
      )}
    </div>
  );
}
