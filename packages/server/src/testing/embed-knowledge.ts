import { embedPassages } from '../engine/embed-passages.ts';
import { PASSAGE_EMBEDDING, type PassageEmbedding } from '../knowledge/embedding.ts';
import type { TestHalo } from './test-halo.ts';

/** Does the embedding that is asked for, one round of it, as the upkeep would; answers how many batches that were. */
export async function embedOnce({ deps, sql }: Pick<TestHalo, 'deps' | 'sql'>): Promise<number> {
  const jobs = await sql<{ data: PassageEmbedding }[]>`
    delete from jobs.job where name = ${PASSAGE_EMBEDDING} and state < 'active' returning data`;
  for (const { data } of jobs) await embedPassages(deps, data);
  return jobs.length;
}

/** The same until nothing is asked for any more. */
export async function embedKnowledge(halo: Pick<TestHalo, 'deps' | 'sql'>): Promise<void> {
  while ((await embedOnce(halo)) > 0);
}
