import { z } from 'zod';

/** Text of a URL: what does not fit is as good as absent. */
export const text = z.string().trim().min(1).max(200).optional().catch(undefined);
export const longText = z.string().min(1).max(400).optional().catch(undefined);
export const oneOf = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum(values).optional().catch(undefined);
