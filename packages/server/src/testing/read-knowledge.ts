import { readSource } from '../knowledge/read-source.ts';
import { SOURCE_READING, type SourceReading } from '../knowledge/source.ts';
import type { TestHalo } from './test-halo.ts';

/** Reads what waits to be read, as the upkeep would; answers how many sources that were. */
export async function readKnowledge({ deps, sql }: Pick<TestHalo, 'deps' | 'sql'>): Promise<number> {
  const jobs = await sql<{ data: SourceReading }[]>`
    delete from jobs.job where name = ${SOURCE_READING} and state < 'active' returning data`;
  for (const { data } of jobs) await readSource(deps, data);
  return jobs.length;
}
