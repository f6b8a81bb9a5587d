import type { KnowledgeAnswer, KnowledgeSearchAnswer } from '@halo/wire/dashboard/knowledge.ts';
import { afterAll } from 'vitest';
import { dashboardRoom } from './dashboard-room.ts';
import { embeddingsDouble } from './embeddings-double.ts';
import { readKnowledge } from './read-knowledge.ts';

/** A workspace whose owner may have its knowledge searched by meaning, and the provider that is asked. */
export async function embeddingRoom() {
  const provider = await embeddingsDouble();
  afterAll(() => provider.close());
  const room = await dashboardRoom({ HALO_OUTSIDE_ALLOW: provider.host });
  const { sql } = room.halo;
  const { browser: owner, workspaceId } = await room.own();
  const inside = <Body = { id: string }>(method: string, path: string, body?: unknown) =>
    owner.inside<Body>(workspaceId, method, path, body);
  const own = () => ({
    model: { provider: 'openai-compatible', model: 'chat', baseUrl: provider.baseUrl, key: 'sk-embed' },
  });
  const knowledge = async () => (await inside<KnowledgeAnswer>('GET', '/knowledge')).body;
  return {
    ...{ room, provider, owner, workspaceId, sql, inside, own, knowledge },
    /** As it began: no knowledge, nothing embedded, a provider that works. */
    async empty() {
      provider.fail(null);
      for (const table of ['knowledge_vectors', 'knowledge_embedding', 'knowledge_passages', 'knowledge_sources']) {
        await sql.unsafe(`delete from ${table}`);
      }
      for (const table of ['jobs.job', 'model_days', 'ai_settings']) await sql.unsafe(`delete from ${table}`);
      await inside('PATCH', '/ai-settings', own());
      provider.requests.length = 0;
    },
    on: (model = 'embed-small', price: number | null = null) =>
      inside('PATCH', '/knowledge/embedding', { model, price }),
    standing: async () => (await knowledge()).embedding.on,
    find: async (question: string) =>
      (await inside<KnowledgeSearchAnswer>('POST', '/knowledge/search', { question })).body,
    vectors: async () =>
      (await sql`select count(*)::int as n from knowledge_vectors where workspace_id = ${workspaceId}`)[0]?.n,
    /** Writes an article and has it read; answers its id. */
    async article(title: string, text: string): Promise<string> {
      const { body } = await inside('POST', '/knowledge/articles', { title, text });
      await readKnowledge(room.halo);
      return body.id;
    },
  };
}
