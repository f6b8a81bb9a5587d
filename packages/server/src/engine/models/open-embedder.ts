import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { EmbeddingModel } from 'ai';
import type { ModelSettings } from './model.ts';
import { OPENAI_URL } from './open-model.ts';

/** More than the vectors of one batch take, however they are written. */
const MOST_BYTES = 16_000_000;

/** A provider's model for embeddings, by the key and address of its other models; null where it offers none. */
export function openEmbedder(
  { provider, baseUrl, apiKey }: ModelSettings,
  model: string,
  fetch: typeof globalThis.fetch = globalThis.fetch,
): EmbeddingModel | null {
  const bounded = boundedFetch(fetch);
  if (provider === 'openai') {
    const openai = createOpenAI({ apiKey: apiKey ?? '', baseURL: baseUrl ?? OPENAI_URL, fetch: bounded });
    return openai.embeddingModel(model);
  }
  if (provider !== 'openai-compatible' || !baseUrl) return null;
  const compatible = { name: 'compatible', baseURL: baseUrl, fetch: bounded, ...(apiKey && { apiKey }) };
  return createOpenAICompatible(compatible).embeddingModel(model);
}

/** The library reads an answer to its end, so an endless one has to break off under it. */
function boundedFetch(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    let bytes = 0;
    const counted = response.body?.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform(chunk, controller) {
          bytes += chunk.length;
          if (bytes > MOST_BYTES) controller.error(new Error('the answer has no end'));
          else controller.enqueue(chunk);
        },
      }),
    );
    return new Response(counted ?? null, { status: response.status, headers: response.headers });
  };
}
