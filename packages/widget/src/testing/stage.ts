import { vi } from 'vitest';
import { type FakeHalo, startFakeHalo } from './fake-halo.ts';
import { startClient, type TestClient } from './test-client.ts';

type StartArguments = Parameters<typeof startClient> extends [unknown, ...infer Rest] ? Rest : never;

/** A server and the clients of one test, taken down together. The console is kept quiet and can be asked. */
export interface Stage {
  halo: FakeHalo;
  start(...args: StartArguments): TestClient;
  close(): Promise<void>;
}

export async function createStage(): Promise<Stage> {
  const halo = await startFakeHalo();
  const clients: TestClient[] = [];
  for (const method of ['error', 'warn', 'info'] as const) vi.spyOn(console, method).mockImplementation(() => {});
  return {
    halo,
    start(...args) {
      const client = startClient(halo, ...args);
      clients.push(client);
      return client;
    },
    async close() {
      for (const client of clients) client.destroy();
      await halo.close();
      vi.restoreAllMocks();
    },
  };
}

/** Waits for something outside to have happened. */
export const until = (check: () => void) => vi.waitFor(check, { timeout: 8_000, interval: 10 });

/** What a client has told its page of one kind. */
export const told = (client: TestClient, event: string) => client.told.filter((one) => one.event === event);
