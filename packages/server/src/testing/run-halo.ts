import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const SOURCES = join(import.meta.dirname, '..');
type Environment = Record<string, string>;

/** A process of ours, with what it printed so far. */
export interface Launched {
  pid: number;
  out(): string;
  err(): string;
  kill(signal: NodeJS.Signals): void;
  /** The exit code; null when a signal ended it. */
  ended: Promise<number | null>;
}

/** Runs one file of the server, such as `main.ts`. Its environment holds what is named here, and the way to programs. */
export function launch([file = '', ...args]: string[], env: Environment): Launched {
  const child = spawn(process.execPath, [join(SOURCES, file), ...args], {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    printed.err += text;
  });
  return {
    pid: child.pid ?? 0,
    out: () => printed.out,
    err: () => printed.err,
    kill: (signal) => void child.kill(signal),
    ended: once(child, 'close').then(() => child.exitCode),
  };
}

/** Runs one file of the server to its end. */
export async function run(
  args: string[],
  env: Environment,
): Promise<{ code: number | null; out: string; err: string }> {
  const launched = launch(args, env);
  const code = await launched.ended;
  return { code, out: launched.out(), err: launched.err() };
}

/** A Halo in a process of its own, as `npm start` runs it. */
export interface HaloProcess {
  /** `http://127.0.0.1:port`. */
  url: string;
  pid: number;
  /** All it has printed so far. */
  said(): string;
  /** Sends the signal and waits for the end; answers the exit code, null when the signal itself ended it. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Starts Halo on a free port and waits until it says that it is ready. Throws with what it said when it is not. */
export async function startHalo(env: Environment, seconds = 120): Promise<HaloProcess> {
  const halo = launch(['main.ts'], { PORT: '0', ...env });
  const said = () => halo.out() + halo.err();
  let code: number | null | undefined;
  void halo.ended.then((ended) => {
    code = ended;
  });
  for (
    const deadline = performance.now() + seconds * 1000;
    code === undefined && performance.now() < deadline;
    await wait(50)
  ) {
    const url = /Dashboard +(http:\S+)\/dashboard/.exec(said())?.[1] ?? /"url":"(http:[^"]+)"/.exec(said())?.[1];
    if (url === undefined) continue;
    return {
      url,
      pid: halo.pid,
      said,
      stop(signal = 'SIGTERM') {
        halo.kill(signal);
        return halo.ended;
      },
    };
  }
  halo.kill('SIGKILL');
  throw new Error(`Halo did not start:\n${said()}`);
}
