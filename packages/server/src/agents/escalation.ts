import {
  type Because,
  type EscalationRules,
  escalationBody,
  type Search,
  type Signal,
} from '@halo/wire/dashboard/escalation.ts';

/** How every agent begins. */
export const FIRST_RULES: EscalationRules = {
  mode: 'conditional',
  threshold: 50,
  maxAttempts: 3,
  requiredSearches: ['knowledge'],
  escalationFilter: null,
  priorityFilter: null,
};

/** Rules as they were stored; what is missing is as it began. */
export function storedRules(stored: unknown): EscalationRules {
  const rules = { ...FIRST_RULES, ...(stored as Partial<EscalationRules>) };
  return escalationBody.parse(rules);
}

/** What one turn brought to light. */
export interface Evidence {
  /** The agent called its escalate tool. */
  tool: boolean;
  /** The person asked for a human in so many words. */
  asked: boolean;
  /** The answer speaks of handing over. */
  phrase: boolean;
  /** How sure the answer is, 0–100; null where nobody says. */
  confidence: number | null;
  /** Turns the AI has taken in this conversation, this one included. */
  attempts: number;
  /** Searches made in this conversation. */
  searches: readonly Search[];
  /** The team has this conversation already. */
  already: boolean;
  /** Whether the person passes the escalation filter; true where there is none. */
  passes: boolean;
}

export interface Verdict {
  escalate: boolean;
  because: Because;
  signal: Signal | null;
}

/**
 * Whether a turn hands its conversation over. The agent's own call and the person's own wish are always trusted as
 * signs; a phrase in the answer or too little confidence counts at once in `always`, and in `conditional` once the
 * required searches were made or the turns are used up. `off` hands nothing over, and nobody outside the escalation
 * filter is.
 */
export function decideEscalation(rules: EscalationRules, evidence: Evidence): Verdict {
  const signal = signalOf(rules, evidence);
  const no = (because: Because): Verdict => ({ escalate: false, because, signal });
  if (rules.mode === 'off') return no('off');
  if (signal === null) return no('no_signal');
  const because = signal === 'tool' || signal === 'asked' ? 'trusted' : doubtful(rules, evidence);
  if (because === 'already' || because === 'waiting') return no(because);
  if (!evidence.passes) return no('filter');
  return { escalate: true, because, signal };
}

/** The searches that are still to be made. */
export function missingSearches({ requiredSearches }: EscalationRules, made: readonly Search[]): Search[] {
  return requiredSearches.filter((search) => !made.includes(search));
}

function signalOf({ threshold }: EscalationRules, { tool, asked, phrase, confidence }: Evidence): Signal | null {
  if (tool) return 'tool';
  if (asked) return 'asked';
  if (phrase) return 'phrase';
  return confidence !== null && confidence < threshold ? 'confidence' : null;
}

function doubtful(rules: EscalationRules, { already, attempts, searches }: Evidence): Because {
  if (already) return 'already';
  if (rules.mode === 'always') return 'always';
  if (missingSearches(rules, searches).length === 0) return 'searched';
  return attempts >= rules.maxAttempts ? 'attempts' : 'waiting';
}
