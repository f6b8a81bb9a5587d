import { useRef, useState } from 'preact/hooks';
import type { ChatState } from '../../client/chat-state.ts';
import type { LeadForm } from '../../client/lead-form.ts';
import { useWords } from '../../words/use-words.ts';

interface LeadFormViewProps {
  state: ChatState;
  form: LeadForm;
}

/** Asks a visitor for name and e-mail, in the thread: once, kindly, and only for what is not known. */
export function LeadFormView({ state, form }: LeadFormViewProps) {
  const words = useWords();
  const [email, setEmail] = useState('');
  const [name, setName] = useState('');
  const [missing, setMissing] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const asks = form.asks(state);
  if (!asks) {
    return state.lead === 'given' && state.human === 'asked' ? (
      <p class="said" role="status">
        {words.emailKept}
      </p>
    ) : null;
  }
  const fault = missing ? words.emailMissing : state.leadFault && words[state.leadFault];
  const sending = state.lead === 'sending';

  function submit(event: Event): void {
    event.preventDefault();
    if (sending) return;
    setMissing(email.trim() === '');
    if (email.trim() === '') field.current?.focus();
    else void form.submit(email.trim(), name.trim());
  }

  return (
    <form class="lead" noValidate onSubmit={submit} aria-labelledby="halo-lead">
      <p id="halo-lead" class="by">
        {state.look.leadForm.ask === 'handoff' ? words.whereReach : words.whoAreYou}
      </p>
      {asks.name && (
        <label>
          <span>
            {words.name} <i>{words.optional}</i>
          </span>
          <input
            type="text"
            dir="auto"
            autocomplete="name"
            maxLength={200}
            value={name}
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </label>
      )}
      <label>
        <span>{words.email}</span>
        <input
          ref={field}
          type="email"
          dir="ltr"
          inputMode="email"
          autocomplete="email"
          maxLength={320}
          aria-required="true"
          aria-invalid={fault ? 'true' : undefined}
          aria-describedby={fault ? 'halo-lead-fault' : undefined}
          value={email}
          onInput={(event) => setEmail(event.currentTarget.value)}
        />
      </label>
      <p id="halo-lead-fault" class="fate failed" role="alert">
        {fault}
      </p>
      <div class="row">
        <button type="submit" class="main" aria-disabled={sending}>
          {sending ? words.sending : words.send}
        </button>
        {!asks.mustAnswer && (
          <button type="button" class="plain" onClick={form.skip}>
            {words.notNow}
          </button>
        )}
      </div>
    </form>
  );
}
