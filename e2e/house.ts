import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type HaloProcess, run, startHalo } from '../packages/server/src/testing/run-halo.ts';

/** A Halo of its own, as `npm start` runs it: a port and a data folder that outlive its restarts. */
export interface House {
  url: string;
  dataDir: string;
  /** The process that runs now. */
  halo(): HaloProcess;
  start(): Promise<HaloProcess>;
  /** Runs the command line beside it and reads its `--json` answer. */
  command<T>(...args: string[]): Promise<T>;
  /** Stops it and leaves nothing behind. */
  close(): Promise<void>;
}

export async function openHouse(environment: Record<string, string> = {}): Promise<House> {
  const folder = await mkdtemp(join(tmpdir(), 'halo-e2e-'));
  const port = await freePort();
  const dataDir = join(folder, 'data');
  const env = { HALO_DATA: dataDir, PORT: String(port), ...environment };
  let halo: HaloProcess | null = null;
  const house: House = {
    url: `http://127.0.0.1:${port}`,
    dataDir,
    halo() {
      if (!halo) throw new Error('Halo was not started');
      return halo;
    },
    async start() {
      halo = await startHalo(env);
      return halo;
    },
    async command(...args) {
      const { code, out, err } = await run(['cli/halo.ts', ...args, '--json'], env);
      if (code !== 0) throw new Error(`halo ${args.join(' ')} ended with ${code}: ${err}`);
      return JSON.parse(out);
    },
    async close() {
      await halo?.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
  try {
    await house.start();
  } catch (error) {
    await house.close();
    throw error;
  }
  return house;
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => done(port));
    });
  });
}
