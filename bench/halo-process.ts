import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface HaloProcess {
  port: number;
  message: Record<string, string>;
  /** Sends it something to do. */
  tell(message: object): void;
  /** What it says later on. */
  hear(listener: (message: Record<string, unknown>) => void): void;
  stop(): Promise<void>;
}

/** Starts `halo-under-test.ts` as a process of its own, with or without its database, and waits until it serves. */
export async function startHalo(environment: Record<string, string>): Promise<HaloProcess> {
  const child: ChildProcess = spawn(process.execPath, [fileURLToPath(new URL('halo-under-test.ts', import.meta.url))], {
    env: { ...process.env, NODE_ENV: 'production', ...environment },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [message] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`Halo ended with ${code}`))),
  ])) as [Record<string, string>];
  return {
    port: Number(message.port),
    message,
    tell: (said) => child.send(said),
    hear: (listener) => child.on('message', listener),
    async stop() {
      if (child.exitCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}
