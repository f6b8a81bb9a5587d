/** Every operator of the language. */
export const OPERATORS = [
  'is',
  'is_not',
  'in',
  'not_in',
  'contains',
  'not_contains',
  'starts_with',
  'ends_with',
  'gt',
  'gte',
  'lt',
  'lte',
  'between',
  'before',
  'after',
  'on',
  'on_or_before',
  'on_or_after',
  'within_last',
  'more_than_ago',
  'within_next',
  'is_set',
  'is_not_set',
  'did',
  'did_not',
] as const;

export type Operator = (typeof OPERATORS)[number];

const POSITIVE: Partial<Record<Operator, Operator>> = {
  is_not: 'is',
  not_in: 'in',
  not_contains: 'contains',
  is_not_set: 'is_set',
  did_not: 'did',
};

export function isOperator(op: unknown): op is Operator {
  return typeof op === 'string' && (OPERATORS as readonly string[]).includes(op);
}

/** A negative operator is exactly "not" its positive one; this splits it into the two. */
export function splitOperator(op: Operator): { positive: Operator; negated: boolean } {
  const positive = POSITIVE[op];
  return { positive: positive ?? op, negated: positive !== undefined };
}
