import {
  articleBody,
  embeddingBody,
  fileBody,
  KNOWLEDGE_LIMITS,
  type KnowledgeSource,
  knowledgeQuestionBody,
  knowledgeSettingsBody,
  urlBody,
} from '@halo/wire/dashboard/knowledge.ts';
import { describeEmbedding } from '../../engine/describe-embedding.ts';
import { findPassages } from '../../engine/find-passages.ts';
import { switchEmbedding } from '../../engine/switch-embedding.ts';
import { tryEmbedding } from '../../engine/try-embedding.ts';
import { addSource } from '../../knowledge/add-source.ts';
import { browseSources } from '../../knowledge/browse-sources.ts';
import { changeArticle } from '../../knowledge/change-article.ts';
import { changeLanguage } from '../../knowledge/change-language.ts';
import { isQuotable } from '../../knowledge/fuse-rankings.ts';
import { openSource } from '../../knowledge/open-source.ts';
import { readAgain } from '../../knowledge/read-again.ts';
import { removeSource } from '../../knowledge/remove-source.ts';
import type { Source } from '../../knowledge/source.ts';
import { stopEmbedding } from '../../knowledge/stop-embedding.ts';
import { workspaceRoute } from './dashboard-route.ts';

/** Base64 takes four characters for three bytes; the rest is room for the name. */
const FILE_BODY_BYTES = Math.ceil((KNOWLEDGE_LIMITS.fileBytes * 4) / 3) + 10_000;
/** Four bytes a character, doubled by what JSON escapes. */
const ARTICLE_BODY_BYTES = KNOWLEDGE_LIMITS.articleCharacters * 8;
const FOUND = 6;

export const knowledge = workspaceRoute({
  method: 'get',
  path: '/knowledge',
  needs: 'enter',
  handle: async (deps, { workspace }) => {
    const { language, sources, embedding, embedded } = await browseSources(deps, workspace.id);
    const counts = {
      passages: sources.reduce((sum, { passages }) => sum + passages, 0),
      embedded: [...embedded.values()].reduce((sum, each) => sum + each, 0),
    };
    return {
      language,
      embedding: await describeEmbedding(deps, workspace.id, embedding, counts),
      sources: sources.map((source) => onWire(source, embedding ? (embedded.get(source.id) ?? 0) : null)),
    };
  },
});

export const patchKnowledge = workspaceRoute({
  method: 'patch',
  path: '/knowledge',
  needs: 'knowledge',
  body: knowledgeSettingsBody,
  handle: async (deps, { workspace, body, actor }) => {
    await changeLanguage(deps, { workspaceId: workspace.id, actor, ...body });
    return undefined;
  },
});

export const addArticle = workspaceRoute({
  method: 'post',
  path: '/knowledge/articles',
  needs: 'knowledge',
  body: articleBody,
  maxBytes: ARTICLE_BODY_BYTES,
  handle: (deps, { workspace, body: { url: address, ...body }, actor }) =>
    addSource(deps, { kind: 'article', workspaceId: workspace.id, actor, address, ...body }),
});

export const patchArticle = workspaceRoute({
  method: 'patch',
  path: '/knowledge/articles/:sourceId',
  needs: 'knowledge',
  body: articleBody,
  maxBytes: ARTICLE_BODY_BYTES,
  handle: async (deps, { workspace, params, body: { url: address, ...body }, actor }) => {
    await changeArticle(deps, { workspaceId: workspace.id, id: params.sourceId!, actor, address, ...body });
    return undefined;
  },
});

export const addFile = workspaceRoute({
  method: 'post',
  path: '/knowledge/files',
  needs: 'knowledge',
  body: fileBody,
  maxBytes: FILE_BODY_BYTES,
  handle: (deps, { workspace, body: { name, data }, actor }) =>
    addSource(deps, { kind: 'file', workspaceId: workspace.id, actor, name, bytes: Buffer.from(data, 'base64') }),
});

export const addUrl = workspaceRoute({
  method: 'post',
  path: '/knowledge/urls',
  needs: 'knowledge',
  body: urlBody,
  perMinute: 60,
  handle: (deps, { workspace, body, actor }) =>
    addSource(deps, { kind: 'url', workspaceId: workspace.id, actor, address: body.url }),
});

export const knowledgeSource = workspaceRoute({
  method: 'get',
  path: '/knowledge/sources/:sourceId',
  needs: 'enter',
  handle: async (deps, { workspace, params }) => {
    const { source, text } = await openSource(deps, { workspaceId: workspace.id, id: params.sourceId! });
    return { source: onWire(source, null), text };
  },
});

export const rereadKnowledgeSource = workspaceRoute({
  method: 'post',
  path: '/knowledge/sources/:sourceId/read',
  needs: 'knowledge',
  perMinute: 60,
  handle: async (deps, { workspace, params }) => {
    await readAgain(deps, { workspaceId: workspace.id, id: params.sourceId! });
    return undefined;
  },
});

export const deleteKnowledgeSource = workspaceRoute({
  method: 'delete',
  path: '/knowledge/sources/:sourceId',
  needs: 'knowledge',
  handle: async (deps, { workspace, params, actor }) => {
    await removeSource(deps, { workspaceId: workspace.id, id: params.sourceId!, actor });
    return undefined;
  },
});

export const knowledgeSearch = workspaceRoute({
  method: 'post',
  path: '/knowledge/search',
  needs: 'enter',
  body: knowledgeQuestionBody,
  perMinute: 120,
  handle: async (deps, { workspace, body }) => {
    const found = await findPassages(deps, { workspaceId: workspace.id, limit: FOUND, ...body });
    return {
      answers: isQuotable(found[0]),
      passages: found.map(({ sourceId, title, heading, address, body: text, certainty, byWords, byMeaning }) => ({
        ...{ sourceId, title, heading, text },
        url: address,
        certainty,
        by: byMeaning === null ? ('words' as const) : byWords === null ? ('meaning' as const) : ('both' as const),
      })),
    };
  },
});

export const patchKnowledgeEmbedding = workspaceRoute({
  method: 'patch',
  path: '/knowledge/embedding',
  needs: 'knowledge',
  body: embeddingBody,
  perMinute: 60,
  handle: async (deps, { workspace, body, actor }) => {
    await switchEmbedding(deps, { workspaceId: workspace.id, actor, ...body });
    return undefined;
  },
});

export const tryKnowledgeEmbedding = workspaceRoute({
  method: 'post',
  path: '/knowledge/embedding/try',
  needs: 'knowledge',
  body: embeddingBody,
  perMinute: 60,
  handle: (deps, { workspace, body }) => tryEmbedding(deps, { workspaceId: workspace.id, ...body }),
});

export const deleteKnowledgeEmbedding = workspaceRoute({
  method: 'delete',
  path: '/knowledge/embedding',
  needs: 'knowledge',
  handle: async (deps, { workspace, actor }) => {
    await stopEmbedding(deps, { workspaceId: workspace.id, actor });
    return undefined;
  },
});

function onWire({ workspaceId: _, version: __, address, ...source }: Source, embedded: number | null): KnowledgeSource {
  return { ...source, embedded, url: address };
}
