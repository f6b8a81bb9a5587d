import { LIMITS } from '@halo/wire/limits.ts';
import type { Database } from '../db/database.ts';
import { shortMemory } from '../db/short-memory.ts';
import { type Attribute, type AttributeScope, listAttributes, type SeenAttribute } from './attribute-store.ts';
import { attributeType } from './traits.ts';

const SEEN_AGAIN_MS = 3_600_000;

const books = shortMemory<AttributeBook>(5_000);

/** Every key a workspace has ever seen, as this process knows it; what is new is collected to be written. */
export class AttributeBook {
  #known = new Map<string, Attribute>();
  /** Until when a key that is seen again need not be recorded, epoch milliseconds. */
  #fresh = new Map<string, number>();
  #counts = new Map<AttributeScope, number>();
  /** Keys that not everybody may write, and who may. */
  #policies = new Map<string, 'verified' | 'teammates'>();
  /** Keys that were let in and are not recorded yet. */
  #admitted = new Set<string>();
  readonly workspaceId: string;

  constructor(workspaceId: string, attributes: readonly Attribute[]) {
    this.workspaceId = workspaceId;
    for (const attribute of attributes) this.#add(attribute);
  }

  get attributes(): ReadonlyMap<string, Attribute> {
    return this.#known;
  }

  /** Who alone may write this key; null where everybody may (identity L3). */
  policyOf(scope: AttributeScope, key: string): 'verified' | 'teammates' | null {
    return this.#policies.size === 0 ? null : (this.#policies.get(`${scope}:${key}`) ?? null);
  }

  /** Is there room for this key? At most 2,000 a scope (identity T12). A new one that is let in has taken its room. */
  admits(scope: AttributeScope, key: string): boolean {
    const name = `${scope}:${key}`;
    if (this.#known.has(name) || this.#admitted.has(name)) return true;
    const count = this.#counts.get(scope) ?? 0;
    if (count >= LIMITS.attributesPerScope) return false;
    this.#counts.set(scope, count + 1);
    this.#admitted.add(name);
    return true;
  }

  /** What there is to record of a key that was just seen; null when it is all known and was seen within the hour. */
  unrecorded(scope: AttributeScope, key: string, value: unknown, proven: boolean, now: Date): SeenAttribute | null {
    const type = attributeType(value);
    const name = `${scope}:${key}`;
    const known = this.#known.get(name);
    if (
      known &&
      now.getTime() < (this.#fresh.get(name) ?? 0) &&
      known.types.includes(type) &&
      (known.proven || !proven)
    )
      return null;
    return { workspaceId: this.workspaceId, scope, key, types: [type], proven };
  }

  /** Takes up what was written, once it is committed. */
  learn(seen: SeenAttribute, now: Date): void {
    const known = this.#known.get(`${seen.scope}:${seen.key}`);
    this.#add({
      scope: seen.scope,
      key: seen.key,
      types: [...new Set([...(known?.types ?? []), ...seen.types])],
      lastSeen: now.toISOString(),
      proven: seen.proven || (known?.proven ?? false),
      label: known?.label ?? null,
      description: known?.description ?? null,
      policy: known?.policy ?? 'anyone',
      sensitive: known?.sensitive ?? false,
    });
  }

  #add(attribute: Attribute): void {
    const name = `${attribute.scope}:${attribute.key}`;
    if (!this.#known.has(name) && !this.#admitted.delete(name)) {
      this.#counts.set(attribute.scope, (this.#counts.get(attribute.scope) ?? 0) + 1);
    }
    this.#known.set(name, attribute);
    if (attribute.lastSeen) this.#fresh.set(name, Date.parse(attribute.lastSeen) + SEEN_AGAIN_MS);
    if (attribute.policy !== 'anyone') this.#policies.set(name, attribute.policy);
  }
}

/** The book of a workspace, read again when it is older than five seconds. */
export function attributeBook(db: Database, workspaceId: string, now: Date): Promise<AttributeBook> {
  return books.recall(
    db,
    workspaceId,
    now,
    async () => new AttributeBook(workspaceId, await listAttributes(db.sql, workspaceId)),
  );
}

/** Drops what this process remembers, so that its own change of a label or sensitivity is seen at once. */
export function forgetAttributes(db: Database): void {
  books.forget(db);
}
