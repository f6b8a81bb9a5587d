import { KNOWLEDGE_LIMITS } from '@halo/wire/dashboard/knowledge.ts';
import type { Deps } from '../deps.ts';
import type { Embedding } from './embedding.ts';
import { listVectors } from './embedding-store.ts';
import { joinVectors, packVector, similarities, type Vectors } from './vector.ts';

/** What a question means, by the model that the passages were embedded with. */
export interface Meaning {
  embedding: Embedding;
  vector: readonly number[];
}

interface Remembered {
  version: number;
  /** When it was read, so that a workspace under work is not read with every batch. */
  at: number;
  bytes: number;
  vectors: Promise<Vectors>;
}

/** All that a process remembers; the workspace asked longest ago goes first. */
const MOST_BYTES = 128_000_000;
const KEPT_MS = 5_000;
/** What is less alike than these is not what was meant: at all, and beside the most alike. */
const LEAST = 0.2;
const LEAST_SHARE = 0.7;

const remembered = new Map<string, Remembered>();

/**
 * The digests of the passages that mean most alike, best first. What a process remembers may be seconds old, which is
 * harmless: whoever asks joins digests to the passages there are now.
 */
export async function findAlike(
  deps: Pick<Deps, 'db'>,
  { embedding, vector }: Meaning,
  most: number,
): Promise<string[]> {
  const asked = vector.length === embedding.dimensions ? packVector(vector) : null;
  if (!asked) return [];
  const vectors = await recall(deps, embedding);
  const cosines = similarities(vectors, asked);
  const order = [...cosines.keys()]
    .filter((row) => cosines[row]! >= LEAST)
    .toSorted((a, b) => cosines[b]! - cosines[a]!);
  const least = LEAST_SHARE * (cosines[order[0] ?? 0] ?? 1);
  return order.slice(0, most).flatMap((row) => (cosines[row]! >= least ? [vectors.digests[row]!] : []));
}

function recall(deps: Pick<Deps, 'db'>, embedding: Embedding): Promise<Vectors> {
  const { space, version } = embedding;
  const known = remembered.get(space);
  const isFresh = known && (known.version === version || performance.now() - known.at < KEPT_MS);
  const kept = isFresh ? known : load(deps, embedding);
  remembered.delete(space);
  remembered.set(space, kept);
  return kept.vectors;
}

function load(deps: Pick<Deps, 'db'>, embedding: Embedding): Remembered {
  const { space, version, dimensions } = embedding;
  const rows = listVectors(deps.db.sql, embedding, KNOWLEDGE_LIMITS.embeddedPassages);
  const vectors = rows.then((list) => joinVectors(dimensions, list));
  const loaded: Remembered = { version, at: performance.now(), bytes: 0, vectors };
  vectors.then(
    ({ bytes }) => {
      loaded.bytes = bytes.length;
      forgetOldest();
    },
    () => remembered.delete(space),
  );
  return loaded;
}

function forgetOldest(): void {
  let bytes = [...remembered.values()].reduce((sum, each) => sum + each.bytes, 0);
  for (const [space, each] of remembered) {
    if (bytes <= MOST_BYTES) return;
    remembered.delete(space);
    bytes -= each.bytes;
  }
}
