import type { EmbeddingModel } from 'ai';
import { readAiSettings } from '../agents/read-ai-settings.ts';
import type { Deps } from '../deps.ts';
import type { Embedding, PassageEmbedding, PassageToEmbed } from '../knowledge/embedding.ts';
import { keepVectors } from '../knowledge/keep-vectors.ts';
import { pauseEmbedding } from '../knowledge/pause-embedding.ts';
import { readEmbedding } from '../knowledge/read-embedding.ts';
import { takePassages } from '../knowledge/take-passages.ts';
import { packVector } from '../knowledge/vector.ts';
import { embedAndCount, embeddingProvider, openEmbedderOf } from './embedder.ts';
import { cleanText } from './prompt/clean-line.ts';
import { takeCall } from './usage-store.ts';

const BATCH = 64;
const CHARACTERS = 2_000;
const TIMEOUT_MS = 15_000;
const MOST_FAILURES = 8;
const FIRST_WAIT_MS = 5_000;
const NO_BOUND = 2_147_483_647;
const DAY_MS = 86_400_000;

/**
 * Embeds the next passages of a workspace and asks for more. May be done twice and by two at once: what has a vector is
 * not sent again. Whatever goes wrong is noted in words, and search by words goes on.
 */
export async function embedPassages(deps: Deps, { workspaceId, space, failed }: PassageEmbedding): Promise<void> {
  const embedding = await readEmbedding(deps, workspaceId);
  // Knowledge goes only to the provider that somebody agreed to.
  if (embedding?.space !== space || (await embeddingProvider(deps, workspaceId)) !== embedding.provider) return;
  const passages = await takePassages(deps, embedding, BATCH);
  if (passages.length === 0) return;
  const model = await open(deps, embedding);
  if (!model) return pauseEmbedding(deps, embedding, "The provider's key cannot be opened.", null);
  if (!(await mayCall(deps, workspaceId))) {
    const at = new Date((Math.floor(deps.now().getTime() / DAY_MS) + 1) * DAY_MS);
    const fault = 'The daily limit of model answers is reached; it goes on at midnight (UTC).';
    return pauseEmbedding(deps, embedding, fault, { at, failed: 0 });
  }
  await embedBatch(deps, { embedding, model, passages, failed });
}

async function embedBatch(
  deps: Deps,
  batch: { embedding: Embedding; model: EmbeddingModel; passages: readonly PassageToEmbed[]; failed: number },
): Promise<void> {
  const { embedding, model, passages } = batch;
  // A text that cleaning leaves nothing of would be refused, and the batch with it.
  const texts = passages.map(({ text }) => cleanText(text, CHARACTERS) || '-');
  const answer = await embedAndCount(deps, embedding, model, texts, TIMEOUT_MS);
  if ('fault' in answer) {
    const failed = batch.failed + 1;
    const wait = answer.waitMs ?? FIRST_WAIT_MS * 2 ** batch.failed;
    const again = answer.retryable && failed <= MOST_FAILURES;
    const at = new Date(deps.now().getTime() + wait);
    return pauseEmbedding(deps, embedding, answer.fault, again ? { at, failed } : null);
  }
  const vectors = passages.flatMap(({ digest }, index) => {
    const given = answer.vectors[index]!;
    const vector = given.length === embedding.dimensions ? packVector(given) : null;
    return vector ? [{ digest, vector }] : [];
  });
  if (vectors.length < passages.length) {
    return pauseEmbedding(deps, embedding, 'The provider answered with vectors that do not fit.', null);
  }
  await keepVectors(deps, embedding, vectors);
}

async function open(deps: Deps, { workspaceId, model }: Embedding): Promise<EmbeddingModel | null> {
  try {
    return await openEmbedderOf(deps, workspaceId, model);
  } catch (error) {
    deps.log.error({ err: error, workspace_id: workspaceId }, 'a provider key does not open');
    return null;
  }
}

/** A batch counts as one call of the day. */
async function mayCall(deps: Deps, workspaceId: string): Promise<boolean> {
  const { dailyCalls } = await readAiSettings(deps, workspaceId);
  const day = deps.now().toISOString().slice(0, 10);
  const most = { calls: dailyCalls ?? NO_BOUND, unproved: NO_BOUND };
  return takeCall(deps.db.sql, { workspaceId, day, unproved: false, most });
}
