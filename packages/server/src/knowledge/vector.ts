/** Vectors of one space, one after the other in one array. */
export interface Vectors {
  dimensions: number;
  digests: string[];
  bytes: Int8Array;
  /** The length of each. */
  lengths: Float32Array;
}

const LARGEST = 127;

/**
 * The direction of a vector in one signed byte for each dimension. Directions are all that similarity asks for, so no
 * scale is kept. Null for what points nowhere.
 */
export function packVector(vector: readonly number[]): Int8Array | null {
  let largest = 0;
  for (const value of vector) {
    if (!Number.isFinite(value)) return null;
    largest = Math.max(largest, Math.abs(value));
  }
  if (largest === 0) return null;
  return Int8Array.from(vector, (value) => Math.round((value / largest) * LARGEST));
}

export function joinVectors(dimensions: number, rows: readonly { digest: string; vector: Uint8Array }[]): Vectors {
  const fitting = rows.filter(({ vector }) => vector.length === dimensions);
  const bytes = new Int8Array(fitting.length * dimensions);
  for (const [row, { vector }] of fitting.entries()) bytes.set(new Int8Array(vector), row * dimensions);
  const lengths = Float32Array.from(fitting, (_, row) => lengthOf(bytes, row * dimensions, dimensions));
  return { dimensions, digests: fitting.map(({ digest }) => digest), bytes, lengths };
}

/** The cosine of the angle between a vector and each of the others, -1 to 1. */
export function similarities({ dimensions, bytes, lengths }: Vectors, asked: Int8Array): Float32Array {
  const length = lengthOf(asked, 0, dimensions);
  const cosines = new Float32Array(lengths.length);
  for (let row = 0, at = 0; row < lengths.length; row += 1, at += dimensions) {
    let dot = 0;
    for (let i = 0; i < dimensions; i += 1) dot += asked[i]! * bytes[at + i]!;
    cosines[row] = dot / (length * lengths[row]! || 1);
  }
  return cosines;
}

function lengthOf(bytes: Int8Array, from: number, dimensions: number): number {
  let sum = 0;
  for (let i = from; i < from + dimensions; i += 1) sum += bytes[i]! ** 2;
  return Math.sqrt(sum);
}
