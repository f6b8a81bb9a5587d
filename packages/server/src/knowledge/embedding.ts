/** How a workspace's knowledge is searched by meaning. No row: it is not. */
export interface Embedding {
  workspaceId: string;
  /** Another one with every model: vectors of two models never meet. */
  space: string;
  /** Provider and address, as they were when somebody agreed to send them the knowledge. */
  provider: string;
  model: string;
  /** US dollars for a million tokens; null: unknown. */
  price: number | null;
  dimensions: number;
  state: 'working' | 'waiting' | 'ready' | 'failed' | 'too_many';
  /** Why it waits or failed, as a sentence. */
  fault: string | null;
  /** Counts up with every change of the vectors, so that processes know what they remember is old. */
  version: number;
}

/** What is left to be embedded: passages that say the same are one. */
export interface PassageToEmbed {
  digest: string;
  text: string;
}

/** The queue of workspaces with passages to embed. */
export const PASSAGE_EMBEDDING = 'embed-knowledge';

export interface PassageEmbedding {
  workspaceId: string;
  space: string;
  /** Failures in a row. */
  failed: number;
}

/** One job of a workspace waits at a time; each does one batch and asks for the next. */
export function embeddingJob({ workspaceId, space }: Pick<Embedding, 'workspaceId' | 'space'>, failed = 0) {
  const data: PassageEmbedding = { workspaceId, space, failed };
  return { data, key: `${space} ${failed}` };
}
