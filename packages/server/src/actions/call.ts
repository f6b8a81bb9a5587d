import type { CallOutcome } from '@halo/wire/dashboard/actions.ts';
import type { CallTrust } from '@halo/wire/sdk/values.ts';
import { cutText } from '../cut-text.ts';

/** One use of an action, from the wish to its end. */
export interface ActionCall {
  workspaceId: string;
  id: string;
  actionId: string;
  actionName: string;
  actionVersion: number;
  conversationId: string | null;
  /** The row of the session that may click. */
  sessionId: string | null;
  companyId: string | null;
  triedBy: string | null;
  /** The contact it was tried as. */
  triedAs: string | null;
  /** What the AI saw when it made the call; null where nothing of that is kept. */
  promptId: string | null;
  trust: CallTrust;
  arguments: Arguments;
  outcome: CallOutcome;
  reason: string | null;
  status: number | null;
  ms: number | null;
  once: string | null;
  expiresAt: string | null;
  createdAt: string;
}

export type Arguments = Record<string, string | number | boolean>;

/** How long a person may take to click. */
export const CLICK_MS = 10 * 60_000;
/** A call that is not over by now has lost its server: it was sent at most once, and nobody knows what came of it. */
export const LOST_MS = 3 * 60_000;
/** How long the log is kept. */
export const LOG_DAYS = 30;

const LOGGED_CHARACTERS = 100;
const RESULT_CHARACTERS = 2_000;
// Every control character but line breaks and tabs.
const CONTROLS = /[^\P{Cc}\n\r\t]/gu;

/** Arguments as the log keeps them. */
export function cutArguments(values: Record<string, unknown>): Record<string, string | number | boolean> {
  return Object.fromEntries(
    Object.entries(values)
      .slice(0, 20)
      .map(([key, value]) => [
        cutText(key, 40),
        typeof value === 'number' || typeof value === 'boolean' ? value : cutText(wordsOf(value), LOGGED_CHARACTERS),
      ]),
  );
}

function wordsOf(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

/** What a service answered to a call that a person confirmed, as it is kept beside it. */
export function keptResult(text: string | null | undefined): string | null {
  return text ? cutText(text.replace(CONTROLS, ''), RESULT_CHARACTERS) : null;
}

/** Why a call was not sent. The reason is for the log and for the team, never for the model. */
export class CallRefused extends Error {
  readonly reason: string;

  constructor(reason: string) {
    super(`a call was refused: ${reason}`);
    this.name = 'CallRefused';
    this.reason = reason;
  }
}
