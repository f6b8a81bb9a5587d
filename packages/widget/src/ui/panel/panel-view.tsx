import type { ChatState } from '../../client/chat-state.ts';
import type { LeadForm } from '../../client/lead-form.ts';
import type { ChatPicture } from '../../client/picture.ts';
import { Composer } from './composer.tsx';
import type { Confirm } from './confirm-card.tsx';
import { Header } from './header.tsx';
import { Notice } from './notice.tsx';
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
  close(): void;
}

interface PanelViewProps {
  state: ChatState;
  greeting: boolean;
  actions: PanelActions;
}

/** The whole panel. */
export function PanelView({ state, greeting, actions }: PanelViewProps) {
  return (
    <>
      <Header state={state} onClose={actions.close} />
      <Notice state={state} />
      <Thread state={state} greeting={greeting} actions={actions} />
      {!actions.lead.asks(state)?.mustAnswer && <Composer state={state} actions={actions} />}
    </>
  );
}
