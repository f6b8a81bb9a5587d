/** A condition of a filter as it was saved: nothing in it is checked, and what it names may be gone. */
export interface SavedCondition {
  field: string;
  op: unknown;
  value: unknown;
}

/** The conditions of a saved filter in the order in which they stand. */
export function savedConditions(filter: unknown): SavedCondition[] {
  if (typeof filter !== 'object' || filter === null) return [];
  const { all, any, not, field, op, value } = filter as Record<string, unknown>;
  if (typeof field === 'string') return [{ field, op, value }];
  return [all, any, not].flat().flatMap(savedConditions);
}
