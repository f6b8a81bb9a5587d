/** A filter as it is edited: groups of conditions and groups, as people say them. */
export interface Group {
  mode: 'all' | 'any' | 'none';
  children: (Group | Rule)[];
}

/** One condition as it is edited; what is not filled in yet is absent. */
export interface Rule {
  field: string;
  op: string;
  value?: unknown;
  trust?: string;
  within_days?: number;
  at_least?: number;
}

export type FilterJson = Record<string, unknown>;

const EVERYBODY: Group = { mode: 'all', children: [] };

export function isGroup(node: Group | Rule): node is Group {
  return 'children' in node;
}

/** Any filter as a tree to edit. What is no filter becomes a condition that the server refuses with its place. */
export function readTree(filter: unknown): Group {
  const node = readNode(filter, 0);
  return isGroup(node) ? node : { mode: 'all', children: [node] };
}

function readNode(filter: unknown, depth: number): Group | Rule {
  const json = (typeof filter === 'object' && filter !== null ? filter : {}) as FilterJson;
  if (Object.keys(json).length === 0 || depth > 20) return EVERYBODY;
  if (Array.isArray(json.all)) return { mode: 'all', children: json.all.map((child) => readNode(child, depth + 1)) };
  if (Array.isArray(json.any)) return { mode: 'any', children: json.any.map((child) => readNode(child, depth + 1)) };
  if ('not' in json) {
    const inner = readNode(json.not, depth + 1);
    if (isGroup(inner) && inner.mode === 'any') return { mode: 'none', children: inner.children };
    return { mode: 'none', children: [inner] };
  }
  return readRule(json);
}

/** How often and since when an event is asked for may stand within its value. */
function readRule({ field, op, value, ...rest }: FilterJson): Rule {
  const isEvent = typeof field === 'string' && field.startsWith('event:');
  const inside = isEvent && typeof value === 'object' ? value : {};
  const rule = { ...rest, ...inside, field: String(field ?? ''), op: String(op ?? '') } as Rule;
  return isEvent || value === undefined ? rule : { ...rule, value };
}

/** The filter that a tree says. */
export function filterOf(group: Group): FilterJson {
  const children = group.children.map((child) => (isGroup(child) ? filterOf(child) : { ...child }));
  if (group.mode === 'none') return { not: { any: children } };
  return { [group.mode]: children };
}

/** Where the n-th child of a group stands, in the words of the server's paths. */
export function pathOf(group: Group, path: string, index: number): string {
  return group.mode === 'none' ? `${path}.not.any[${index}]` : `${path}.${group.mode}[${index}]`;
}

/** Whether a tree says anything. */
export function isEmpty(group: Group): boolean {
  return group.children.length === 0;
}

/** Whether every condition has all its parts, so that it is worth asking. */
export function isWhole(node: Group | Rule): boolean {
  if (isGroup(node)) return node.children.every(isWhole);
  const { field, op, value } = node;
  if (field === '' || field === 'event:' || /(^|\.)custom:$/.test(field) || op === '') return false;
  if (['is_set', 'is_not_set', 'did', 'did_not'].includes(op)) return true;
  if (Array.isArray(value)) return value.length > 0 && value.every((item) => item !== '' && item !== null);
  if (typeof value === 'object' && value !== null) return Number((value as { amount?: unknown }).amount) >= 1;
  return value !== undefined && value !== null && value !== '';
}

/** How many conditions a saved filter has. */
export function conditionsIn(filter: unknown): number {
  if (typeof filter !== 'object' || filter === null) return 0;
  const { all, any, not, field } = filter as Record<string, unknown>;
  if (typeof field === 'string') return 1;
  return [all, any, not].flat().reduce<number>((count, each) => count + conditionsIn(each), 0);
}
