import type { ChatAction } from '@halo/wire/sdk/chat.ts';
import { useRef, useState } from 'preact/hooks';
import { useWords } from '../../words/use-words.ts';

/** Says what the person pressed; throws where that did not arrive, or came too late. */
export type Confirm = (id: string, decision: 'confirm' | 'decline') => Promise<void>;

interface ConfirmCardProps {
  asked: Extract<ChatAction, { type: 'confirm' }>;
  confirm: Confirm;
}

/** Asks the person for their word before something is changed for them: what will happen, with what, and two buttons. */
export function ConfirmCard({ asked, confirm }: ConfirmCardProps) {
  const words = useWords();
  const [state, setState] = useState<'open' | 'sending' | 'tooLate' | 'notReached'>('open');
  const card = useRef<HTMLElement>(null);
  const late = state === 'tooLate' || Date.parse(asked.expires_at) <= Date.now();
  const title = `halo-confirm-${asked.id}`;

  async function press(decision: 'confirm' | 'decline'): Promise<void> {
    if (state === 'sending') return;
    setState('sending');
    // The card goes when it is done: whoever was on its buttons goes on in the conversation.
    card.current?.closest<HTMLElement>('.thread')?.focus({ preventScroll: true });
    try {
      await confirm(asked.id, decision);
    } catch (error) {
      setState((error as { status?: number }).status === 409 ? 'tooLate' : 'notReached');
    }
  }

  return (
    <section ref={card} class="lead" aria-labelledby={title}>
      <p id={title} class="by" dir="auto">
        {asked.title}
      </p>
      {asked.details.length > 0 && (
        <dl>
          {asked.details.map(({ label, value }) => (
            <div key={label}>
              <dt dir="auto">{label}</dt>
              <dd dir="auto">{value}</dd>
            </div>
          ))}
        </dl>
      )}
      <p class={late ? 'fate' : 'fate failed'} role="alert">
        {late ? words.tooLate : state === 'notReached' && words.notReached}
      </p>
      {!late && (
        <div class="row">
          <button type="button" class="main" aria-disabled={state === 'sending'} onClick={() => press('confirm')}>
            {state === 'sending' ? words.sending : words.confirm}
          </button>
          <button type="button" class="plain" aria-disabled={state === 'sending'} onClick={() => press('decline')}>
            {words.notNow}
          </button>
        </div>
      )}
    </section>
  );
}
