interface Waiting {
  name: string;
  run(): Promise<unknown>;
}

/** A browser's locks in memory, shared by the tabs of one test: one holder a name, in the order of asking. */
export function testLocks(): LockManager {
  const held: { name: string }[] = [];
  let queue: Waiting[] = [];

  function next(): void {
    for (const one of [...queue]) {
      if (held.some(({ name }) => name === one.name)) continue;
      queue = queue.filter((some) => some !== one);
      const mine = { name: one.name };
      held.push(mine);
      const free = () => {
        held.splice(held.indexOf(mine), 1);
        next();
      };
      one.run().then(free, free);
    }
  }

  const request = (name: string, ...rest: [LockOptions, () => unknown] | [() => unknown]) => {
    const run = rest.at(-1) as () => unknown;
    const { signal } = rest.length === 2 ? rest[0] : {};
    return new Promise((resolve, reject) => {
      const one: Waiting = {
        name,
        async run() {
          await Promise.resolve().then(run).then(resolve, reject);
        },
      };
      signal?.addEventListener('abort', () => {
        if (!queue.includes(one)) return;
        queue = queue.filter((some) => some !== one);
        reject(new DOMException('given up', 'AbortError'));
      });
      queue.push(one);
      next();
    });
  };
  return { request, query: async () => ({ held, pending: [] }) } as unknown as LockManager;
}
