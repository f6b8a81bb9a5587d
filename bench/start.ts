import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../packages/server/src/main.ts', import.meta.url));
const AGAIN = 5;

/** Seconds from the command to `/readyz`: the first start (new cluster, migrations), and later ones on the same data. */
export async function startBench(): Promise<object> {
  const dataDir = await mkdtemp(join(tmpdir(), 'halo-bench-'));
  try {
    const first = await startOnce(dataDir);
    const again: number[] = [];
    for (let round = 0; round < AGAIN; round++) again.push(await startOnce(dataDir));
    const sorted = again.toSorted((a, b) => a - b);
    return { first_s: first, again_s: sorted[Math.floor(AGAIN / 2)], slowest_again_s: sorted.at(-1) };
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function startOnce(dataDir: string): Promise<number> {
  const port = await freePort();
  const began = performance.now();
  const child = spawn(process.execPath, [MAIN], {
    env: { ...process.env, HALO_DATA: dataDir, PORT: String(port), HALO_LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(child, 'exit');
  while (!(await isReady(port))) {
    if (child.exitCode !== null) throw new Error(`Halo ended with ${child.exitCode}`);
    await sleep(20);
  }
  const seconds = Math.round((performance.now() - began) / 10) / 100;
  child.kill('SIGTERM');
  await ended;
  return seconds;
}

function isReady(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/readyz`).then(
    async (answer) => {
      await answer.arrayBuffer();
      return answer.status === 200;
    },
    () => false,
  );
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}
