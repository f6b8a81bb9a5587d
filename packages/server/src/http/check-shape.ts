import type { z } from 'zod';
import { Refusal } from '../refusal.ts';

/** The value as the shape reads it, or `invalid_request` naming the path of the first thing that is wrong. */
export function checkShape<Shape extends z.ZodType>(shape: Shape, value: unknown): z.output<Shape> {
  const read = shape.safeParse(value);
  if (read.success) return read.data;
  const issue = read.error.issues[0]!;
  const path = issue.path.join('.');
  throw new Refusal('invalid_request', path ? `${path}: ${issue.message}` : issue.message, { path });
}
