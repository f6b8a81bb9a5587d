import type { Page } from './page.ts';

/** A workspace's corner of `localStorage`: ids, queue and cache, never a token. Works from memory where storage is blocked. */
export interface Shelf {
  get<T>(key: string): T | null;
  set(key: string, value: unknown): void;
  remove(key: string): void;
  keys(): string[];
  clear(): void;
  /** Removes what belongs to one epoch. */
  sweep(epoch: string): void;
}

/** Opens the corner of one workspace. No method of it throws. */
export function openShelf(page: Page, orgId: string): Shelf {
  const prefix = `halo:${orgId}:`;
  const memory = new Map<string, string>();
  const storage = page.storage;

  const shelf: Shelf = {
    get(key) {
      try {
        const text = memory.get(prefix + key) ?? storage?.getItem(prefix + key) ?? null;
        return text === null ? null : JSON.parse(text);
      } catch {
        return null;
      }
    },
    set(key, value) {
      const text = JSON.stringify(value);
      try {
        if (!storage) throw storage;
        storage.setItem(prefix + key, text);
        memory.delete(prefix + key);
      } catch {
        memory.set(prefix + key, text);
      }
    },
    remove(key) {
      memory.delete(prefix + key);
      try {
        storage?.removeItem(prefix + key);
      } catch {}
    },
    keys() {
      const found = new Set(memory.keys());
      try {
        for (let i = 0; storage && i < storage.length; i++) found.add(storage.key(i) ?? '');
      } catch {}
      return [...found].filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
    },
    clear() {
      for (const key of shelf.keys()) shelf.remove(key);
    },
    sweep(epoch) {
      for (const key of shelf.keys()) {
        if (shelf.get<{ epoch?: string }>(key)?.epoch === epoch) shelf.remove(key);
      }
    },
  };
  return shelf;
}
