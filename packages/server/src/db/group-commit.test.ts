import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Refusal } from '../refusal.ts';
import { type CommitLane, type GroupCommitOptions, groupCommit } from './group-commit.ts';

interface Call {
  id: number;
  keys: string[];
  workspace: string;
  lane?: CommitLane;
  bytes?: number;
}

const call = (id: number, more: Partial<Call> = {}): Call => ({ id, keys: [`k${id}`], workspace: 'w', ...more });

/** A group commit whose batches wait at a gate, so that a test decides when each one is done. */
function gated(options: Partial<GroupCommitOptions<Call, number>> = {}) {
  const batches: { ids: number[]; finish: (error?: Error) => void }[] = [];
  const group = groupCommit<Call, number>({
    run: (calls) =>
      new Promise((resolve, reject) => {
        const finish = (error?: Error) => (error ? reject(error) : resolve(calls.map(({ id }) => id)));
        batches.push({ ids: calls.map(({ id }) => id), finish });
      }),
    keysOf: ({ keys }) => keys,
    workspaceOf: ({ workspace }) => workspace,
    laneOf: ({ lane = 'interactive' }) => lane,
    bytesOf: ({ bytes = 0 }) => bytes,
    ...options,
  });
  return { group, batches, ids: () => batches.map(({ ids }) => ids) };
}

const loop = () => new Promise<void>((resolve) => setImmediate(() => setImmediate(resolve)));

test('runs a call that comes alone at once', async () => {
  const { group, batches, ids } = gated();
  const answer = group.submit(call(1));
  await loop();
  expect(ids()).toEqual([[1]]);
  batches[0]?.finish();
  expect(await answer).toBe(1);
});

test('gathers what comes while two batches are in flight, and runs it as one', async () => {
  const { group, batches, ids } = gated();
  const answers = [group.submit(call(1))];
  await loop();
  answers.push(group.submit(call(2)));
  await loop();
  answers.push(group.submit(call(3)), group.submit(call(4)));
  await loop();
  expect(ids()).toEqual([[1], [2]]);
  batches[1]?.finish();
  await loop();
  expect(ids()).toEqual([[1], [2], [3, 4]]);
  batches[0]?.finish();
  batches[2]?.finish();
  expect(await Promise.all(answers)).toEqual([1, 2, 3, 4]);
});

test('keeps a key out of a second batch while it rides in one, and everything that came after it', async () => {
  const { group, batches, ids } = gated();
  void group.submit(call(1, { keys: ['a'] }));
  await loop();
  void group.submit(call(2, { keys: ['a', 'b'] }));
  void group.submit(call(3, { keys: ['b'] }));
  void group.submit(call(4, { keys: ['c'] }));
  await loop();
  expect(ids()).toEqual([[1], [4]]);
  batches[0]?.finish();
  await loop();
  expect(ids()).toEqual([[1], [4], [2, 3]]);
});

test('lets interactive calls ride before bulk calls, which still get their turn on a busy day', async () => {
  const { group, batches, ids } = gated({ maxInFlight: 1, maxCalls: 2 });
  void group.submit(call(0));
  await loop();
  for (let id = 100; id < 104; id++) void group.submit(call(id, { lane: 'bulk' }));
  for (let id = 1; id < 31; id++) void group.submit(call(id));
  for (let n = 0; n < 18; n++) {
    batches[n]?.finish();
    await loop();
  }
  expect(ids().slice(0, 3)).toEqual([[0], [1, 2], [3, 4]]);
  const firstBulk = ids().findIndex(([id = 0]) => id >= 100);
  expect(firstBulk).toBe(8);
  expect(ids().flat()).toHaveLength(35);
});

test('an interactive call takes the bulk calls of its own key along, in their order', async () => {
  const { group, batches, ids } = gated({ maxInFlight: 1 });
  void group.submit(call(0));
  await loop();
  void group.submit(call(1, { lane: 'bulk', keys: ['other'] }));
  void group.submit(call(2, { lane: 'bulk', keys: ['a'] }));
  void group.submit(call(3, { lane: 'bulk', keys: ['a', 'b'] }));
  void group.submit(call(4, { keys: ['b'] }));
  batches[0]?.finish();
  await loop();
  expect(ids()[1]).toEqual([2, 3, 4]);
});

test('workspaces take turns: one that sends thousands does not hold up one that sends a single call', async () => {
  const { group, batches, ids } = gated({ maxInFlight: 1, maxCalls: 4 });
  void group.submit(call(0));
  await loop();
  for (let id = 1; id <= 20; id++) void group.submit(call(id, { workspace: 'big' }));
  void group.submit(call(100, { workspace: 'small' }));
  void group.submit(call(101, { workspace: 'other' }));
  batches[0]?.finish();
  await loop();
  expect(ids()[1]).toEqual([1, 100, 101, 2]);
});

test('refuses as busy past the bound of calls, of bytes and of age, each lane by itself', async () => {
  const calls = gated({ maxWaiting: 1, maxInFlight: 1 });
  void calls.group.submit(call(0));
  await loop();
  void calls.group.submit(call(1));
  await expect(calls.group.submit(call(2))).rejects.toMatchObject({ code: 'busy', details: { retry_after: 1 } });
  void calls.group.submit(call(3, { lane: 'bulk' }));

  const bytes = gated({ maxWaitingBytes: 100, maxInFlight: 1 });
  void bytes.group.submit(call(0));
  await loop();
  void bytes.group.submit(call(1, { bytes: 60 }));
  await expect(bytes.group.submit(call(2, { bytes: 60 }))).rejects.toBeInstanceOf(Refusal);

  const age = gated({ maxAgeMs: -1, maxInFlight: 1 });
  void age.group.submit(call(0));
  await loop();
  void age.group.submit(call(1));
  await expect(age.group.submit(call(2))).rejects.toBeInstanceOf(Refusal);
});

test('a value the database refuses fails its own call only, and the others keep their order', async () => {
  const ran: number[][] = [];
  const group = groupCommit<Call, string>({
    async run(calls) {
      if (calls.some(({ id }) => id === 5)) throw Object.assign(new Error('invalid byte'), { code: '22021' });
      ran.push(calls.map(({ id }) => id));
      return calls.map(({ id }) => `done ${id}`);
    },
    keysOf: () => ['same'],
    workspaceOf: () => 'w',
  });
  const results = await Promise.allSettled(Array.from({ length: 16 }, (_, id) => group.submit(call(id))));
  expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(1);
  expect(results[5]).toMatchObject({ status: 'rejected', reason: { code: '22021' } });
  expect(ran.flat()).toEqual([0, 1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]);
});

test('an outage fails the whole batch without trying its halves', async () => {
  let runs = 0;
  const group = groupCommit<Call, string>({
    async run() {
      runs++;
      throw new Refusal('not_ready', 'away');
    },
    keysOf: ({ keys }) => keys,
    workspaceOf: () => 'w',
  });
  const results = await Promise.allSettled([group.submit(call(1)), group.submit(call(2))]);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(runs).toBe(1);
});

test('an Error among the results rejects that call alone, and drain waits for everything', async () => {
  const group = groupCommit<Call, string>({
    run: async (calls) => calls.map(({ id }) => (id === 2 ? new Refusal('conflict', 'no') : `done ${id}`)),
    keysOf: ({ keys }) => keys,
    workspaceOf: () => 'w',
  });
  const answers = Promise.allSettled([1, 2, 3].map((id) => group.submit(call(id))));
  await group.drain();
  expect(group.state()).toEqual({ waiting: 0, inFlight: 0 });
  expect((await answers).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});

test('whatever comes in whatever order: everyone is answered once, keys keep their order and never ride twice at a time', async () => {
  const anyCall = fc.record({
    keys: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 0, maxLength: 3 }),
    workspace: fc.constantFrom('w1', 'w2', 'w3'),
    lane: fc.constantFrom<CommitLane>('interactive', 'bulk'),
    bytes: fc.constantFrom(0, 5 * 1024 * 1024),
    pause: fc.boolean(),
    fails: fc.constantFrom(false, false, false, true),
  });
  const property = fc.asyncProperty(
    fc.array(anyCall, { maxLength: 60 }),
    fc.integer({ min: 1, max: 7 }),
    fc.integer({ min: 1, max: 3 }),
    fc.scheduler(),
    async (script, maxCalls, maxInFlight, scheduler) => {
      const riding = new Set<string>();
      const done: number[] = [];
      const answered = new Map<number, number>();
      const keysOf = ({ id }: Call) => script[id]?.keys.map((key) => `${script[id]?.workspace}:${key}`) ?? [];
      const group = groupCommit<Call, number>({
        async run(calls) {
          expect(calls.length).toBeLessThanOrEqual(maxCalls);
          const keys = [...new Set(calls.flatMap(keysOf))];
          for (const key of keys) expect(riding.has(key), `${key} rides twice`).toBe(false);
          for (const key of keys) riding.add(key);
          await scheduler.schedule(Promise.resolve());
          for (const key of keys) riding.delete(key);
          if (calls.some(({ id }) => script[id]?.fails)) throw Object.assign(new Error('value'), { code: '23514' });
          done.push(...calls.map(({ id }) => id));
          return calls.map(({ id }) => id);
        },
        keysOf,
        workspaceOf: ({ workspace }) => workspace,
        laneOf: ({ lane = 'interactive' }) => lane,
        bytesOf: ({ bytes = 0 }) => bytes,
        maxCalls,
        maxInFlight,
        maxWaitingBytes: Number.POSITIVE_INFINITY,
      });
      const answers: Promise<unknown>[] = [];
      const count = (id: number) => answered.set(id, (answered.get(id) ?? 0) + 1);
      for (const [id, { pause, ...rest }] of script.entries()) {
        answers.push(
          group.submit({ id, ...rest }).then(
            (result) => {
              expect(result).toBe(id);
              count(id);
            },
            () => count(id),
          ),
        );
        if (pause) await loop();
      }
      const all = Promise.all(answers);
      let open = true;
      void all.finally(() => {
        open = false;
      });
      while (open) {
        if (scheduler.count() > 0) await scheduler.waitOne();
        await loop();
      }
      await all;

      expect([...answered.values()].every((times) => times === 1)).toBe(true);
      expect(answered.size).toBe(script.length);
      expect([...done].sort((x, y) => x - y)).toEqual(script.flatMap(({ fails }, id) => (fails ? [] : [id])));
      const byKey = Map.groupBy(
        done.flatMap((id) => keysOf(call(id)).map((key) => ({ key, id }))),
        ({ key }) => key,
      );
      for (const group of byKey.values()) {
        const ids = group.map(({ id }) => id);
        expect(ids).toEqual([...ids].sort((x, y) => x - y));
      }
      expect(group.state()).toEqual({ waiting: 0, inFlight: 0 });
    },
  );
  await fc.assert(property, { numRuns: 150 });
});
