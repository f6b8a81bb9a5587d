import { createHash } from 'node:crypto';
import type { Deps } from '../deps.ts';
import type { Embedding } from '../knowledge/embedding.ts';
import type { Meaning } from '../knowledge/find-alike.ts';
import type { FusedPassage } from '../knowledge/fuse-rankings.ts';
import { readEmbedding } from '../knowledge/read-embedding.ts';
import { searchKnowledge } from '../knowledge/search-knowledge.ts';
import { embedAndCount, embeddingProvider, openEmbedderOf } from './embedder.ts';
import { cleanText } from './prompt/clean-line.ts';

/** Somebody waits for the answer, and words find most of it. */
const BUDGET_MS = 800;
const CHARACTERS = 1_000;
const KEPT = 500;

/** Questions asked before, by their digest: nothing of what people wrote is kept. */
const kept = new Map<string, readonly number[]>();

/**
 * What `searchKnowledge` finds by words, and by meaning where that is on. Whatever keeps the provider from telling the
 * meaning in time costs no more than that time: words go on alone.
 */
export async function findPassages(
  deps: Pick<Deps, 'db' | 'config' | 'secrets' | 'now' | 'log'>,
  asked: { workspaceId: string; question: string; limit: number },
): Promise<FusedPassage[]> {
  let meaning: Meaning | null = null;
  try {
    meaning = await meaningOf(deps, asked);
  } catch (error) {
    deps.log.warn({ err: error, workspace_id: asked.workspaceId }, 'a question was searched by its words only');
  }
  return searchKnowledge(deps, { ...asked, meaning });
}

async function meaningOf(
  deps: Pick<Deps, 'db' | 'config' | 'secrets' | 'now' | 'log'>,
  { workspaceId, question }: { workspaceId: string; question: string },
): Promise<Meaning | null> {
  const embedding = await readEmbedding(deps, workspaceId);
  if (!embedding || embedding.state === 'too_many') return null;
  if ((await embeddingProvider(deps, workspaceId)) !== embedding.provider) return null;
  const text = cleanText(question, CHARACTERS);
  if (text === '') return null;
  const key = createHash('sha256').update(`${embedding.space} ${text}`).digest('base64');
  const vector = kept.get(key) ?? (await embedQuestion(deps, embedding, text));
  if (!vector) return null;
  kept.delete(key);
  kept.set(key, vector);
  if (kept.size > KEPT) kept.delete(kept.keys().next().value!);
  return { embedding, vector };
}

async function embedQuestion(
  deps: Pick<Deps, 'db' | 'config' | 'secrets' | 'now' | 'log'>,
  embedding: Embedding,
  text: string,
): Promise<readonly number[] | null> {
  const { workspaceId } = embedding;
  const model = await openEmbedderOf(deps, workspaceId, embedding.model);
  if (!model) return null;
  const answer = await embedAndCount(deps, embedding, model, [text], BUDGET_MS);
  if (!('fault' in answer)) return answer.vectors[0] ?? null;
  deps.log.warn({ workspace_id: workspaceId, fault: answer.fault }, 'a question was searched by its words only');
  return null;
}
