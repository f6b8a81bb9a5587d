import { expect, test } from 'vitest';
import { joinVectors, packVector, similarities } from './vector.ts';

/** A fixed series of numbers that look random. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

const cosine = (a: number[], b: number[]) => {
  const dot = (x: number[], y: number[]) => x.reduce((sum, value, i) => sum + value * y[i]!, 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
};

test.each([16, 384, 1_536])('one byte for each of %i dimensions keeps similarity to a hundredth', (dimensions) => {
  const next = numbers(dimensions);
  const make = () => Array.from({ length: dimensions }, next);
  const [asked, ...others] = Array.from({ length: 50 }, make) as [number[], ...number[][]];
  const rows = others.map((vector, n) => ({ digest: `${n}`, vector: new Uint8Array(packVector(vector)!.buffer) }));
  const found = similarities(joinVectors(dimensions, rows), packVector(asked)!);
  for (const [n, vector] of others.entries()) expect(Math.abs(found[n]! - cosine(asked, vector))).toBeLessThan(0.01);
});

test('what points nowhere is no vector, and one of another length is left out', () => {
  expect([packVector([0, 0]), packVector([1, Number.NaN]), packVector([Number.POSITIVE_INFINITY])]).toEqual([
    null,
    null,
    null,
  ]);
  expect(joinVectors(2, [{ digest: 'a', vector: new Uint8Array([1]) }]).digests).toEqual([]);
});
