import { useRef, useState } from 'preact/hooks';
import type { ChatState } from '../../client/chat-state.ts';
import type { LeadForm } from '../../client/lead-form.ts';

interface LeadFormViewProps {
  state: ChatState;
  form: LeadForm;
}

/** Asks a visitor for name and e-mail, in the thread: once, kindly, and only for what is not known. */
export function LeadFormView({ state, form }: LeadFormViewProps) {
  const [email, setEmail] = useState('');
  const [name, setName] = useState('');
  const [missing, setMissing] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const asks = form.asks(state);
  if (!asks) {
    return state.lead === 'given' && state.human === 'asked' ? (
      <p class="said" role="status">
        Thank you. We write to you there if you leave.
      </p>
    ) : null;
  }
  const fault = missing ? 'Please type your e-mail address.' : state.leadFault;
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
        {state.look.leadForm.ask === 'handoff' ? 'Where can the team reach you?' : 'Before we begin, who are you?'}
      </p>
      {asks.name && (
        <label>
          <span>
            Name <i>(optional)</i>
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
        <span>E-mail</span>
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
          {sending ? 'Sending' : 'Send'}
        </button>
        {!asks.mustAnswer && (
          <button type="button" class="plain" onClick={form.skip}>
            Not now
          </button>
        )}
      </div>
    </form>
  );
}
