import type { CallResult } from '../../actions/call-action.ts';
import { fenceToolResult } from '../prompt/fence.ts';

const RESULT_CHARACTERS = 8_000;

/** What a model is told of a call: plain words of ours, and what came back as fenced data. Nothing of headers or proofs. */
export function describeCall(result: CallResult): string {
  switch (result.kind) {
    case 'waiting':
      return 'Not done yet. The customer sees a card with the buttons "Confirm" and "Not now" under your answer, and it is done only if they press Confirm. Say so in one sentence; do not say that it was done.';
    case 'rehearsed':
      return 'Not sent: this is a rehearsal, in which nothing is changed. Say what you would have done.';
    case 'refused':
      return refusal(result);
    case 'answered':
      return answer(result);
  }
}

function refusal({ reason, why }: Extract<CallResult, { kind: 'refused' }>): string {
  if (reason === 'arguments') return `Not called: ${fenceToolResult(why ?? 'the arguments do not fit', 300)}`;
  if (reason === 'address') return 'Not called: an argument does not fit into the address.';
  if (reason === 'repeated') return 'Not called again: the same was asked for already in this turn.';
  if (reason === 'trust' || reason === 'person_gone' || reason.startsWith('identity:')) {
    return 'Not allowed: it is not proven who the customer is. Say that you cannot do this for them here.';
  }
  return 'Not called: this is not available just now. Say that you cannot do this at the moment.';
}

function answer({ outcome, reason, status, text }: Extract<CallResult, { kind: 'answered' }>): string {
  if (status === null) return `It failed: ${FAULTS[reason ?? ''] ?? FAULTS.failed} Do not say that it was done.`;
  const said =
    text === null
      ? 'What it answered was no JSON and is left out.'
      : text === ''
        ? 'It answered nothing else.'
        : fenceToolResult(text, RESULT_CHARACTERS);
  const verdict = outcome === 'done' ? 'It was done' : 'It failed, so do not say that it was done';
  return `${verdict}: the service answered with status ${status}.\n${said}`;
}

const FAULTS: Record<string, string> = {
  timeout: 'the service did not answer in time, so nobody knows whether it was done.',
  too_large: 'the service answered more than is taken.',
  not_allowed: 'the address may not be called.',
  failed: 'the service could not be reached.',
};
