import { chmod, mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { StartRefused } from '../refusal.ts';
import type { SocketAddress } from './address.ts';
import { dataFolderOwner, lockDataFolder } from './data-folder-lock.ts';
import { chooseServerAccount } from './embedded-account.ts';
import { type Binaries, installBinaries, SYSTEM_FOLDER } from './embedded-binaries.ts';
import { type Cluster, clusterLogin, openCluster, readCredentials } from './embedded-cluster.ts';
import {
  findRunning,
  launch,
  logFile,
  logPosition,
  logSince,
  type Server,
  signalServer,
  stopServer,
  untilReady,
} from './embedded-process.ts';

/** The PostgreSQL that Halo runs for itself. */
export interface EmbeddedPostgres {
  address: SocketAddress;
  /** For upkeep that only a superuser may do; Halo's own work never uses it. */
  superuser: SocketAddress;
  /** Stops it in order, so that nothing needs recovery, and frees the data folder. */
  close(): Promise<void>;
}

export interface EmbeddedOptions {
  dataDir: string;
  log: Logger;
  /** Where the binaries go instead of the data folder (or, when Halo runs as root, `/var/lib/halo`). */
  binariesFolder?: string;
  /** False only for tests: a crash of the machine may then lose data. */
  durable?: boolean;
}

/** Room that a socket's path has in the operating system's structure, less the file's name. */
const LONGEST_SOCKET_FOLDER = 85;

/**
 * Starts PostgreSQL in the data folder, or takes over the one that a Halo killed hard left running there, and keeps it
 * running: when it dies it is started again while Halo stays up. Refused with one clear line (`StartRefused`) when
 * another living Halo holds the folder, or another version wrote it.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const { log, durable = true } = options;
  const dataDir = resolve(options.dataDir);
  await openDataFolder(dataDir);
  const unlock = lockDataFolder(dataDir);
  try {
    const cluster = await describeCluster(dataDir);
    const binaries = await installBinaries({
      folder: options.binariesFolder ?? (cluster.account ? SYSTEM_FOLDER : join(cluster.root, 'binaries')),
      asRoot: cluster.account !== null,
    });
    const credentials = await openCluster(cluster, binaries, durable);
    const supervised = await supervise(cluster, binaries, log);
    const short = await shortSocketFolder(cluster.socket);
    return {
      address: { socketFolder: short.folder, ...clusterLogin(credentials) },
      superuser: {
        socketFolder: short.folder,
        user: 'postgres',
        password: credentials.superuserPassword,
        database: 'postgres',
      },
      async close() {
        await supervised.stop();
        await short.remove();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

/**
 * The PostgreSQL that another, living Halo runs in this data folder, for the command line beside a running server.
 * Null when none runs. `close` lets go of it and leaves it running.
 */
export async function joinEmbeddedPostgres(
  folder: string,
): Promise<Pick<EmbeddedPostgres, 'address' | 'close'> | null> {
  const dataDir = resolve(folder);
  if (dataFolderOwner(dataDir) === null) return null;
  const root = join(dataDir, 'postgres');
  const credentials = await readCredentials({ root });
  const short = await shortSocketFolder(join(root, 'socket'));
  return { address: { socketFolder: short.folder, ...clusterLogin(credentials) }, close: short.remove };
}

async function openDataFolder(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    // A folder that already holds something may be shared with others on purpose: its mode is its owner's business.
    if ((await readdir(dataDir)).length === 0) await chmod(dataDir, 0o700);
  } catch (cause) {
    throw new StartRefused(`The data folder ${dataDir} cannot be used: ${(cause as Error).message}`, { cause });
  }
}

async function describeCluster(dataDir: string): Promise<Cluster> {
  const root = join(dataDir, 'postgres');
  const data = join(root, 'data');
  return { root, data, socket: join(root, 'socket'), account: await chooseServerAccount(data) };
}

/** Starts the server and starts it again, with growing pauses, whenever it ends without being asked to. */
async function supervise(cluster: Cluster, binaries: Binaries, log: Logger): Promise<{ stop(): Promise<void> }> {
  const halt = new AbortController();
  let server = await start(cluster, binaries, log);
  const leaveNothingBehind = () => signalServer(server.pid, 'SIGINT');
  process.once('exit', leaveNothingBehind);

  const watching = (async () => {
    let pause = 100;
    for (let began = Date.now(); ; began = Date.now()) {
      await server.ended;
      if (halt.signal.aborted) return;
      if (Date.now() - began > 60_000) pause = 100;
      log.error({ pid: server.pid }, 'PostgreSQL ended by itself: starting it again');
      await sleep(pause, undefined, { signal: halt.signal }).catch(() => undefined);
      if (halt.signal.aborted) return;
      pause = Math.min(pause * 2, 5_000);
      try {
        server = await start(cluster, binaries, log);
      } catch (error) {
        log.error({ err: error }, 'PostgreSQL did not start again yet');
      }
    }
  })();

  return {
    async stop() {
      halt.abort();
      process.removeListener('exit', leaveNothingBehind);
      await stopServer(server);
      await watching;
      // A restart may have been under way.
      await stopServer(server);
    },
  };
}

async function start(cluster: Cluster, binaries: Binaries, log: Logger): Promise<Server> {
  const slow = (seconds: number) =>
    log.warn({ seconds }, 'PostgreSQL is still recovering what was under way when it was stopped');
  for (let attempt = 1; ; attempt++) {
    const running = await findRunning(cluster);
    if (running && (await untilReady(running, cluster, slow))) {
      log.warn({ pid: running.pid }, 'took over the PostgreSQL that an earlier Halo left running');
      return running;
    }
    const position = logPosition(cluster);
    const server = launch(cluster, binaries);
    if (await untilReady(server, cluster, slow)) return server;
    const said = logSince(cluster, position);
    // Servers of a killed postmaster need a moment to notice that it is gone.
    if (attempt < 40 && /pre-existing shared memory block|lock file ".*" already exists/.test(said)) {
      await sleep(250);
      continue;
    }
    const reason =
      said
        .split('\n')
        .filter((line) => /FATAL|PANIC|error/.test(line))
        .at(-1) ?? said.split('\n').at(-1);
    throw new StartRefused(`PostgreSQL did not start: ${reason || 'it said nothing'} (log: ${logFile(cluster)})`);
  }
}

/** The socket's folder, or a link to it from a short private folder when its path is too long to connect to. */
async function shortSocketFolder(folder: string): Promise<{ folder: string; remove(): Promise<void> }> {
  if (Buffer.byteLength(folder) <= LONGEST_SOCKET_FOLDER) return { folder, remove: async () => undefined };
  const short = await mkdtemp(join(tmpdir(), 'halo-'));
  await symlink(folder, join(short, 's'));
  return { folder: join(short, 's'), remove: () => rm(short, { recursive: true, force: true }) };
}
