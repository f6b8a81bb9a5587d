import { z } from 'zod';

export const escalationMode = z.enum(['off', 'always', 'conditional']);
export type EscalationMode = z.infer<typeof escalationMode>;

/** Searches that an agent may have to make before a doubtful answer hands over. */
export const SEARCHES = ['knowledge'] as const;
export type Search = (typeof SEARCHES)[number];

const filter = z.record(z.string(), z.unknown());

/**
 * When an agent hands a conversation to the team by itself. `threshold`: an answer less sure than this counts as a sign
 * (0–100). `maxAttempts` is held between 1 and 10. `escalationFilter: null` is everybody, visitors included;
 * `priorityFilter: null` is nobody. Filters are asked of users and leads alike.
 */
export const escalationBody = z.strictObject({
  mode: escalationMode,
  threshold: z.int().min(0).max(100),
  maxAttempts: z.int().transform((turns) => Math.min(10, Math.max(1, turns))),
  requiredSearches: z.array(z.enum(SEARCHES)).max(SEARCHES.length),
  escalationFilter: filter.nullable(),
  priorityFilter: filter.nullable(),
});
export type EscalationRules = z.infer<typeof escalationBody>;

export interface EscalationsAnswer {
  agents: ({ id: string; name: string } & EscalationRules)[];
}

/** What said that the team is needed, the most telling first. */
export type Signal = 'tool' | 'asked' | 'phrase' | 'confidence';

/**
 * What decided. `off`: the agent never hands over. `no_signal`: nothing asked for it. `already`: the team has it.
 * `waiting`: the searches and turns that come first are not done. `filter`: the person is not among those who are handed
 * over. `trusted`: the agent's own call and the person's own wish need nothing else. `always`: any sign is enough.
 * `searched`, `attempts`: the required searches were made, or the turns are used up.
 */
export type Because =
  | 'off'
  | 'no_signal'
  | 'already'
  | 'waiting'
  | 'filter'
  | 'trusted'
  | 'always'
  | 'searched'
  | 'attempts';

/** How a filter was answered for one person. `visitor`: nobody is known. `failed`: it could not be asked. */
export interface FilterVerdict {
  matches: boolean;
  why: 'asked' | 'visitor' | 'failed';
  conditions: { field: string; op: string; expected: unknown; found: unknown; pass: boolean }[];
}

/** A decision about handing over with all it rests on. */
export interface EscalationDecision {
  escalated: boolean;
  priority: boolean;
  because: Because;
  signal: Signal | null;
  /** The agent's reason, the phrase in the answer, or the confidence. */
  value: string | number | null;
  mode: EscalationMode;
  threshold: number;
  maxAttempts: number;
  confidence: number | null;
  /** Turns the AI has taken, this one included. */
  attempts: number;
  missingSearches: Search[];
  /** What the AI has tried in this conversation, by the names of its tools. */
  tools: string[];
  escalationFilter: FilterVerdict | null;
  priorityFilter: FilterVerdict | null;
}
