import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import type { SocketAddress } from '../db/address.ts';

export interface DatabaseDoor {
  url: string;
  open(): Promise<void>;
  /** Cuts everybody off, and lets nobody in until it is opened again. */
  shut(): Promise<void>;
  /** The next COMMIT reaches the database, and its answer is never heard: the connection is cut instead. */
  loseNextCommit(): void;
}

/** A TCP way to a database, which a test opens and shuts at will. */
export async function openDatabaseDoor({
  socketFolder,
  user,
  password,
  database,
}: SocketAddress): Promise<DatabaseDoor> {
  const passing = new Set<Socket>();
  let losing = false;
  const server = createServer((near) => {
    const far = connect(`${socketFolder}/.s.PGSQL.5432`);
    for (const side of [near, far]) {
      passing.add(side);
      side.on('error', () => undefined);
      side.on('close', () => {
        near.destroy();
        far.destroy();
      });
    }
    near.on('data', (chunk: Buffer) => {
      if (losing && /commit/i.test(chunk.toString('latin1'))) {
        losing = false;
        far.unpipe(near);
        far.once('data', () => near.destroy()).resume();
      }
      far.write(chunk);
    });
    far.pipe(near);
  });
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const shut = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of passing) socket.destroy();
      passing.clear();
    });
  await listen(0);
  onTestFinished(shut);
  const { port } = server.address() as AddressInfo;
  return {
    url: `postgres://${user}:${password}@127.0.0.1:${port}/${database}`,
    open: () => listen(port),
    shut,
    loseNextCommit() {
      losing = true;
    },
  };
}
