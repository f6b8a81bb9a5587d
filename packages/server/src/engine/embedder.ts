import type { EmbeddingModel } from 'ai';
import { readAiSettings } from '../agents/read-ai-settings.ts';
import type { Deps } from '../deps.ts';
import type { Embedding } from '../knowledge/embedding.ts';
import { settingsOf } from './choose-model.ts';
import { type Embedded, type EmbeddingFault, embedTexts } from './models/embed-texts.ts';
import { openEmbedder } from './models/open-embedder.ts';
import { addEmbeddingCost } from './usage-store.ts';

type EmbedderDeps = Pick<Deps, 'db' | 'config' | 'secrets' | 'now'>;

/** The provider whose models answer in a workspace: its name and address; null where it offers no embeddings. */
export async function embeddingProvider(deps: EmbedderDeps, workspaceId: string): Promise<string | null> {
  const own = (await readAiSettings(deps, workspaceId)).model ?? deps.config.model;
  if (own.provider !== 'openai' && own.provider !== 'openai-compatible') return null;
  return own.baseUrl ? `${own.provider} ${own.baseUrl}` : own.provider;
}

/** Opens a model for embeddings of that provider, by the key that was given for it. Null where there is none. */
export async function openEmbedderOf(
  deps: EmbedderDeps,
  workspaceId: string,
  model: string,
): Promise<EmbeddingModel | null> {
  const { model: own } = await readAiSettings(deps, workspaceId);
  const { settings, fetch } = settingsOf(deps, workspaceId, own);
  return openEmbedder(settings, model, fetch);
}

/** Embeds texts and counts to the day what that took. */
export async function embedAndCount(
  deps: EmbedderDeps,
  { workspaceId, price }: Pick<Embedding, 'workspaceId' | 'price'>,
  model: EmbeddingModel,
  texts: readonly string[],
  timeoutMs: number,
): Promise<Embedded | EmbeddingFault> {
  const answer = await embedTexts(model, texts, timeoutMs);
  if ('fault' in answer || answer.tokens === 0) return answer;
  const costMicros = embeddingMicros(answer.tokens, price);
  const day = deps.now().toISOString().slice(0, 10);
  await addEmbeddingCost(deps.db.sql, { workspaceId, day, inputTokens: answer.tokens, costMicros });
  return answer;
}

/** Millionths of a dollar; null where no price is known. */
export function embeddingMicros(tokens: number, price: number | null): number | null {
  return price === null ? null : Math.round(tokens * price);
}
