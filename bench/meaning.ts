import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../packages/server/src/config.ts';
import type { Deps } from '../packages/server/src/deps.ts';
import { embedPassages } from '../packages/server/src/engine/embed-passages.ts';
import { addSource } from '../packages/server/src/knowledge/add-source.ts';
import { changeEmbedding } from '../packages/server/src/knowledge/change-embedding.ts';
import type { Meaning } from '../packages/server/src/knowledge/find-alike.ts';
import { readEmbedding } from '../packages/server/src/knowledge/read-embedding.ts';
import { readSource } from '../packages/server/src/knowledge/read-source.ts';
import { searchKnowledge } from '../packages/server/src/knowledge/search-knowledge.ts';
import { createLog } from '../packages/server/src/log.ts';
import { openDeps } from '../packages/server/src/open-deps.ts';
import { embeddingsDouble } from '../packages/server/src/testing/embeddings-double.ts';
import { createWorkspace } from '../packages/server/src/workspaces/create-workspace.ts';

const DIMENSIONS = 1_536;
const SOURCES = 2;
const PARTS = 5_000;
const TIMES = 40;

/** What search by meaning adds to search by words, over 10,000 passages; the provider's own time is not in it. */
export async function meaningBench(): Promise<object> {
  const provider = await embeddingsDouble(DIMENSIONS);
  const dataDir = await mkdtemp(join(tmpdir(), 'halo-bench-'));
  const config = loadConfig({
    ...{ HALO_DATA: dataDir, HALO_LOG_LEVEL: 'warn', HALO_MODEL_PROVIDER: 'openai-compatible' },
    ...{ HALO_MODEL: 'chat', HALO_MODEL_BASE_URL: provider.baseUrl },
  });
  const { deps, close } = await openDeps(config, createLog(config));
  try {
    const meaning = await embedAll(deps, `openai-compatible ${provider.baseUrl}`);
    const { workspaceId } = meaning.embedding;
    const ask = (given: Meaning | null) => async () => {
      const question = 'how do I export responses of part 77';
      await searchKnowledge(deps, { workspaceId, question, limit: 5, meaning: given });
    };
    const first = await millisecondsOf(ask(meaning), 1);
    await millisecondsOf(ask(null), 5);
    const words = await millisecondsOf(ask(null), TIMES);
    const both = await millisecondsOf(ask(meaning), TIMES);
    return { passages: SOURCES * PARTS, first, words, both, ratio: Math.round((both / words) * 100) / 100 };
  } finally {
    await close();
    await provider.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function embedAll(deps: Deps, provider: string): Promise<Meaning> {
  const actor = { kind: 'command_line' } as const;
  const { id: workspaceId } = await createWorkspace(deps, { name: 'Meaning', actor, serverKeyScopes: [] });
  for (let source = 0; source < SOURCES; source += 1) {
    const parts = Array.from({ length: PARTS }, (_, n) => `# Part ${n}\n\nExport ${source} of responses, step ${n}.`);
    const bytes = Buffer.from(parts.join('\n\n'));
    const { id } = await addSource(deps, { kind: 'file', workspaceId, actor, name: `${source}.md`, bytes });
    await readSource(deps, { workspaceId, sourceId: id, version: 1 });
  }
  const said = { workspaceId, provider, model: 'm', price: null, dimensions: DIMENSIONS };
  await changeEmbedding(deps, { ...said, actor });
  for (;;) {
    const embedding = (await readEmbedding(deps, workspaceId))!;
    if (embedding.state === 'ready') {
      return { embedding, vector: Array.from({ length: DIMENSIONS }, (_, n) => (n === 2 ? 1 : 0.001 * (n % 7))) };
    }
    if (embedding.fault) throw new Error(embedding.fault);
    await embedPassages(deps, { workspaceId, space: embedding.space, failed: 0 });
  }
}

async function millisecondsOf(run: () => Promise<void>, times: number): Promise<number> {
  const began = performance.now();
  for (let n = 0; n < times; n += 1) await run();
  return Math.round(((performance.now() - began) / times) * 10) / 10;
}
