import { useLayoutEffect, useRef } from 'preact/hooks';
import type { ChatState } from '../../client/chat-state.ts';
import type { LeadForm } from '../../client/lead-form.ts';
import type { PastDoor } from '../../client/past.ts';
import type { ChatPicture } from '../../client/picture.ts';
import { Composer } from './composer.tsx';
import type { Confirm } from './confirm-card.tsx';
import { Header } from './header.tsx';
import { Notice } from './notice.tsx';
import { PastView } from './past.tsx';
import type { LoadPicture } from './pictures.tsx';
import { Thread } from './thread.tsx';

/** What the panel can be asked to do. */
export interface PanelActions {
  send(text: string, pictures?: ChatPicture[]): void;
  picture: LoadPicture;
  retry(key: string): void;
  requestHuman(): void;
  confirm: Confirm;
  rate(rating: 'good' | 'bad'): void;
  lead: LeadForm;
  past: PastDoor;
  close(): void;
}

interface PanelViewProps {
  state: ChatState;
  /** Of the words, for dates. */
  language: string;
  greeting: boolean;
  actions: PanelActions;
}

/** The whole panel. */
export function PanelView({ state, language, greeting, actions }: PanelViewProps) {
  const { past } = state;
  const chat = useRef<HTMLDivElement>(null);
  const was = useRef(false);
  const next = useRef('');

  useLayoutEffect(() => {
    // Whoever comes back stands where they left, or where they write.
    const root = chat.current?.getRootNode() as ShadowRoot | undefined;
    if (was.current && !past) root?.querySelector<HTMLElement>(next.current || '.to-past')?.focus();
    was.current = past !== null;
    next.current = '';
  }, [past === null]);

  function write(): void {
    next.current = 'textarea,.lead input';
    actions.past.close();
  }

  return (
    <>
      <Header state={state} onPast={actions.past.open} onBack={actions.past.back} onClose={actions.close} />
      <Notice state={state} />
      {past && <PastView state={state} past={past} language={language} actions={actions} onWrite={write} />}
      {/* What was being written stays, out of sight. */}
      <div class="now" ref={chat} hidden={past !== null}>
        <Thread state={state} greeting={greeting} actions={actions} />
        {!actions.lead.asks(state)?.mustAnswer && <Composer state={state} actions={actions} />}
      </div>
    </>
  );
}
