import { APICallError, type EmbeddingModel, embedMany } from 'ai';
import { faultOf } from './model-fault.ts';

export interface Embedded {
  vectors: readonly (readonly number[])[];
  tokens: number;
}

/** Why texts were not embedded, as a sentence for operators; with how long the provider asks to be left alone. */
export interface EmbeddingFault {
  fault: string;
  retryable: boolean;
  waitMs: number | null;
}

const MOST_DIMENSIONS = 4_096;
const LONGEST_WAIT_MS = 3_600_000;

/**
 * Has texts turned into vectors, all of one length and in their order. Never throws, and never asks twice: whoever calls
 * knows how long there is time.
 */
export async function embedTexts(
  model: EmbeddingModel,
  texts: readonly string[],
  timeoutMs: number,
): Promise<Embedded | EmbeddingFault> {
  try {
    const { embeddings, usage } = await embedMany({
      ...{ model, values: [...texts], maxRetries: 0, maxParallelCalls: 1 },
      abortSignal: AbortSignal.timeout(timeoutMs),
      telemetry: { isEnabled: false },
    });
    const dimensions = embeddings[0]?.length ?? 0;
    const fits = embeddings.length === texts.length && embeddings.every(({ length }) => length === dimensions);
    if (!fits || dimensions < 1 || dimensions > MOST_DIMENSIONS) {
      return { fault: 'The provider answered with vectors that do not fit.', retryable: false, waitMs: null };
    }
    const tokens = Number.isSafeInteger(usage.tokens) && usage.tokens > 0 ? usage.tokens : 0;
    return { vectors: embeddings, tokens };
  } catch (error) {
    const { code, status, retryable } = faultOf(error, false);
    return { fault: FAULTS[code] ?? said(status), retryable, waitMs: waitOf(error) };
  }
}

const FAULTS: Record<string, string> = {
  provider_unauthorized: 'The provider does not take the key.',
  provider_rate_limited: 'The provider says there were too many calls.',
  provider_timeout: 'The provider did not answer in time.',
};

function said(status: number | undefined): string {
  return status === undefined
    ? 'The provider could not be reached, or answered something else.'
    : `The provider answered with status ${status}.`;
}

/** What `Retry-After` says in seconds, at most an hour. As a date it is left to the caller's own patience. */
function waitOf(error: unknown): number | null {
  const header = APICallError.isInstance(error) ? error.responseHeaders?.['retry-after'] : undefined;
  return header && /^\d{1,9}$/.test(header) ? Math.min(Number(header) * 1_000, LONGEST_WAIT_MS) : null;
}
