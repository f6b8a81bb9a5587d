import type { EscalationDecision, FilterVerdict } from '@halo/wire/dashboard/escalation.ts';
import { readableValue } from '../../ui/readable-value.ts';

/** What a turn decided about handing over, in one sentence; null where nothing spoke for it. Nothing came of a rehearsed one. */
export function decisionSentence(decision: EscalationDecision, isRehearsed = false): string | null {
  const sign = signWords(decision);
  if (sign === null) return null;
  const deed = DEEDS[isRehearsed ? 'rehearsed' : 'done'][decision.escalated ? 0 : 1];
  return `${deed}: ${sign}, ${reasonWords(decision)}${
    decision.priority ? '; with priority, since the person passes the priority filter' : ''
  }.`;
}

const DEEDS = {
  done: ['Handed over', 'Not handed over'],
  rehearsed: ['Would have been handed over', 'Would not have been handed over'],
} as const;

function signWords({ signal, value, threshold }: EscalationDecision): string | null {
  switch (signal) {
    case 'tool':
      return value ? `the AI asked for the team (“${value}”)` : 'the AI asked for the team';
    case 'asked':
      return 'the customer asked for a human';
    case 'phrase':
      return `the answer says “${value}”`;
    case 'confidence':
      return `its confidence of ${value} is under ${threshold}`;
    case null:
      return null;
  }
}

function reasonWords({ because, attempts, maxAttempts, escalationFilter }: EscalationDecision): string {
  switch (because) {
    case 'trusted':
      return 'which is reason enough';
    case 'always':
      return 'and any sign is enough';
    case 'searched':
      return 'and the searches that come first were made';
    case 'attempts':
      return `and it has answered ${attempts} of ${maxAttempts} times`;
    case 'waiting':
      return `but it goes on: answer ${attempts} of ${maxAttempts}, knowledge not searched yet`;
    case 'already':
      return 'but the team has this conversation already';
    case 'filter':
      return `but the person is not among those who are handed over${filterWords(escalationFilter)}`;
    case 'off':
      return 'but this agent never hands over by itself';
    case 'no_signal':
      return 'and nothing else';
  }
}

function filterWords(verdict: FilterVerdict | null): string {
  if (!verdict || verdict.why === 'asked') return '';
  return verdict.why === 'visitor' ? ' (a visitor matches no filter)' : ' (the filter could not be asked)';
}

/** Each condition that was asked, with what was found. */
export function conditionLines(verdict: FilterVerdict | null): string[] {
  return (verdict?.conditions ?? []).map(({ field, op, expected, found, pass }) => {
    const wanted = expected === null ? '' : ` ${readableValue(expected)}`;
    const was = found === null ? 'not set' : readableValue(found);
    return `${pass ? 'Yes' : 'No'}: ${field} ${op.replaceAll('_', ' ')}${wanted} (found: ${was})`;
  });
}
