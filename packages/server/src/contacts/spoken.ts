import { isManaged, type Scope } from './traits.ts';

/** What a call sent, as its session remembers it: without keys that Halo manages. */
export function spoken(
  scope: Scope,
  values: Record<string, unknown> | null | undefined,
): Record<string, unknown> | undefined {
  if (!values) return undefined;
  return Object.fromEntries(Object.entries(values).filter(([key]) => !isManaged(scope, key)));
}
