import type { LeadBody } from '@halo/wire/sdk/leads.ts';
import type { ChatState } from './chat-state.ts';
import type { Core } from './core.ts';
import { toHaloError } from './halo-error.ts';

/** The form in which a visitor says who they are. */
export interface LeadForm {
  /** Whether to ask now; null for no. What is known already is not asked for. */
  asks(state: ChatState): { name: boolean; mustAnswer: boolean } | null;
  submit(email: string, name: string): Promise<void>;
  skip(): void;
}

const FAULTS: Record<string, ChatState['leadFault']> = {
  invalid_request: 'emailWrong',
  rate_limited: 'tooOften',
};

export function createLeadForm(core: Core): LeadForm {
  const { session, store } = core;
  const known = (key: string) => {
    const value = core.who.sessionTraits[key];
    return typeof value === 'string' ? value.trim() : '';
  };

  function settle(lead: 'given' | 'skipped'): void {
    session.update({ lead });
    store.set({ lead });
  }

  return {
    asks({ look, human, lead, messages }) {
      const { ask, required } = look.leadForm;
      const { record } = session;
      if (core.who.userId !== null || record.user !== null || record.lead || lead === 'given') return null;
      const mustAnswer = ask === 'first_message' && required;
      const due =
        ask === 'handoff' ? human === 'asked' : ask === 'first_message' && (mustAnswer || messages.length === 0);
      return due && !known('email') ? { name: !known('name'), mustAnswer } : null;
    },
    async submit(email, name) {
      const { signal } = core;
      session.save();
      store.set({ lead: 'sending', leadFault: null });
      const body: LeadBody = { session_id: session.record.id, email, name: name || known('name') || undefined };
      try {
        await core.api.json('POST', '/leads', { body, signal });
        settle('given');
      } catch (cause) {
        const { code } = toHaloError(cause);
        if (signal.aborted) return;
        // Somebody who is known by now has nothing to say here.
        if (code === 'conflict') settle('given');
        else store.set({ lead: 'open', leadFault: FAULTS[code] ?? 'notReached' });
      }
    },
    skip: () => settle('skipped'),
  };
}
