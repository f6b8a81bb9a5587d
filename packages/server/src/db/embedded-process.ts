import { execFileSync, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, readlinkSync, realpathSync, statSync, truncateSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartRefused } from '../refusal.ts';
import type { Binaries } from './embedded-binaries.ts';
import { type Cluster, serverEnvironment, serverPath } from './embedded-cluster.ts';
import { isRunning } from './process-life.ts';

/** A running PostgreSQL, started here or found running. */
export interface Server {
  pid: number;
  adopted: boolean;
  /** Resolves when the process has ended, for whatever reason. */
  ended: Promise<void>;
}

const LOG_LIMIT = 10 * 1024 * 1024;

/** The PostgreSQL that a Halo killed hard left behind in this cluster, if it still runs. */
export async function findRunning(cluster: Cluster): Promise<Server | null> {
  const { pid } = readPidFile(cluster);
  if (pid === null) return null;
  if (isServer(pid, cluster)) return { pid, adopted: true, ended: untilGone(pid, cluster) };
  // Its number means nothing here when it runs in another container that shares the folder; its socket still answers.
  if (await answers(cluster)) {
    throw new StartRefused(
      `The database in ${cluster.data} is in use by another machine or container that shares this folder. Stop it first.`,
    );
  }
  return null;
}

/** Starts PostgreSQL, detached from the terminal: Ctrl-C is for Halo, which then stops it in order. */
export function launch(cluster: Cluster, { bin }: Binaries): Server {
  const log = openSync(logFile(cluster), 'a', 0o600);
  const { pid: stale } = readPidFile(cluster);
  const child = spawn(
    join(bin, 'postgres'),
    [
      '-D',
      serverPath(cluster.data, cluster.account),
      '-c',
      'listen_addresses=',
      '-c',
      'unix_socket_directories=../socket',
      '-c',
      'unix_socket_permissions=0700',
    ],
    {
      cwd: cluster.data,
      ...(cluster.account && { uid: cluster.account.uid, gid: cluster.account.gid }),
      detached: true,
      stdio: ['ignore', log, log],
      // The number in a left-over pid file may belong to another program by now: PostgreSQL is told not to mind it,
      // and still checks the shared memory that a living server would hold.
      env: { ...serverEnvironment(), ...(stale !== null && { PG_GRANDPARENT_PID: String(stale) }) },
    },
  );
  closeSync(log);
  child.unref();
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  return { pid: child.pid ?? -1, adopted: false, ended };
}

/** Waits until the server takes connections, which after a crash includes its recovery. False when it ended instead. */
export async function untilReady(
  server: Server,
  cluster: Cluster,
  onSlow: (seconds: number) => void,
): Promise<boolean> {
  let running = true;
  void server.ended.then(() => {
    running = false;
  });
  const began = performance.now();
  let slow = 10;
  while (running) {
    const { pid, state } = readPidFile(cluster);
    if (pid === server.pid && state === 'ready') return true;
    const seconds = (performance.now() - began) / 1000;
    if (seconds > slow) {
      onSlow(Math.round(seconds));
      slow *= 2;
    }
    await sleep(5);
  }
  return false;
}

/** Fast shutdown: transactions under way are rolled back, everything committed is kept. Harder after half a minute. */
export async function stopServer({ pid, ended }: Server): Promise<void> {
  for (const [signal, patience] of [
    ['SIGINT', 30_000],
    ['SIGQUIT', 10_000],
    ['SIGKILL', 5_000],
  ] as const) {
    if (!signalServer(pid, signal)) return;
    const waiting = new AbortController();
    const timer = sleep(patience, 'late', { signal: waiting.signal }).catch(() => 'late');
    const first = await Promise.race([ended, timer]);
    waiting.abort();
    if (first !== 'late') return;
  }
}

/** False when there is no such process any more. */
export function signalServer(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

/** What PostgreSQL wrote to its log from `position` on: the reason why it did not start. */
export function logSince(cluster: Cluster, position: number): string {
  try {
    return readFileSync(logFile(cluster)).subarray(position).toString('utf8').trim();
  } catch {
    return '';
  }
}

/** Where the log ends now; a log grown past 10 MB is begun anew. */
export function logPosition(cluster: Cluster): number {
  try {
    const { size } = statSync(logFile(cluster));
    if (size <= LOG_LIMIT) return size;
    truncateSync(logFile(cluster));
  } catch {
    // No log yet.
  }
  return 0;
}

export function logFile({ root }: Pick<Cluster, 'root'>): string {
  return join(root, 'postgres.log');
}

function readPidFile({ data }: Cluster): { pid: number | null; state: string | null } {
  try {
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
    const pid = Number(lines[0]);
    return { pid: Number.isInteger(pid) && pid > 0 ? pid : null, state: lines[7]?.trim() || null };
  } catch {
    return { pid: null, state: null };
  }
}

function isServer(pid: number, { data }: Cluster): boolean {
  if (!isRunning(pid)) return false;
  try {
    if (process.platform === 'linux') return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(data);
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).includes(data);
  } catch {
    return false;
  }
}

/** A server that is not our child sends no exit event: it is watched instead. */
async function untilGone(pid: number, cluster: Cluster): Promise<void> {
  while (isServer(pid, cluster)) await sleep(100, undefined, { ref: false });
}

function answers({ socket }: Cluster): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect(join(socket, '.s.PGSQL.5432'));
    probe.once('connect', () => {
      probe.destroy();
      resolve(true);
    });
    probe.once('error', () => resolve(false));
  });
}
