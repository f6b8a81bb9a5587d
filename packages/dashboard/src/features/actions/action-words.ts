import type { ActionCallLine, ActionView, AnswerCall } from '@halo/wire/dashboard/actions.ts';

const WHO = {
  anonymous: 'for everybody, visitors included',
  claimed: 'for whoever names an account',
  verified: 'for proven people only',
} as const;

/** What an action does to whom, on one line: "reads, for proven people only". */
export function actionSentence({ method, neededTrust, needsClick }: ActionView): string {
  const deed = method === 'GET' ? 'Reads' : 'Changes something';
  return `${deed}, ${WHO[neededTrust]}${needsClick ? ', after their click' : ''}`;
}

const OUTCOMES: Record<ActionCallLine['outcome'], string> = {
  waiting: 'Waits for the click',
  running: 'Under way',
  done: 'Done',
  failed: 'Failed',
  declined: 'Not wanted',
  expired: 'Not confirmed in time',
  refused: 'Refused',
  rehearsed: 'Not sent: tried out',
};

const REASONS: Record<string, string> = {
  trust: 'the caller had not proven enough',
  person_gone: 'the person is gone',
  arguments: 'the AI filled in what does not fit',
  address: 'an argument does not fit into the address',
  off: 'the action was switched off',
  gone: 'the action was removed',
  check_failed: 'the check itself failed',
  nobody_to_click: 'nobody could be asked',
  changed: 'the action was changed meanwhile',
  interrupted: 'the server stopped meanwhile; nobody knows whether it was done',
  timeout: 'no answer in time',
  too_large: 'the answer was too large',
  not_allowed: 'the address may not be called',
  failed: 'the address could not be reached',
};

/** How a call ended, in words: "Refused: the caller had not proven enough". */
export function outcomeWords({
  outcome,
  reason,
  status,
}: Pick<ActionCallLine, 'outcome' | 'reason' | 'status'>): string {
  const why = reason?.startsWith('identity:')
    ? `${reason.slice('identity:'.length).replace('trait:', '')} of the person is not verified`
    : reason && (REASONS[reason] ?? (reason === 'status' ? `status ${status}` : reason));
  return why ? `${OUTCOMES[outcome]}: ${why}` : OUTCOMES[outcome];
}

/** How a call ended and by whose click, beside an answer: "Done (200), confirmed by Ada". */
export function answerCallWords(call: AnswerCall, customer: string): string {
  const { outcome, status, clicked } = call;
  if (outcome === 'declined') return `Declined by ${customer}`;
  const ended = outcomeWords(call);
  const answered = status !== null && outcome === 'done' ? `${ended} (status ${status})` : ended;
  return clicked ? `${answered}, confirmed by ${customer}` : answered;
}
