import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, chown, lstat, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { StartRefused } from '../refusal.ts';
import type { ServerAccount } from './embedded-account.ts';
import type { Binaries } from './embedded-binaries.ts';
import { embeddedSettings } from './embedded-settings.ts';

/** The major version a cluster of Halo's own has; another one is never opened by mistake. */
const CLUSTER_MAJOR = '18';

export interface Cluster {
  /** `<data folder>/postgres`. */
  root: string;
  /** PostgreSQL's own data folder. */
  data: string;
  /** The 0700 folder with the unix socket. */
  socket: string;
  account: ServerAccount | null;
}

/** `halo` owns the database and is no superuser; `postgres` is kept for upkeep that only a superuser may do. */
export interface Credentials {
  superuserPassword: string;
  password: string;
}

const DATABASE = 'halo';

/** Opens the cluster of a data folder, making it when there is none yet; nothing half made is ever left in its place. */
export async function openCluster(cluster: Cluster, binaries: Binaries, durable: boolean): Promise<Credentials> {
  await mkdir(cluster.root, { recursive: true });
  // Run by root, PostgreSQL's user walks through this folder to the socket, and reads nothing in it.
  await chmod(cluster.root, cluster.account ? 0o711 : 0o700);
  await refuseOtherMajor(cluster, binaries);
  const credentials = await readCredentials(cluster);
  if (!(await present(cluster.data))) {
    await makeCluster(cluster, binaries, credentials, durable);
  }
  await mkdir(cluster.socket, { recursive: true, mode: 0o700 });
  await handOver(cluster.socket, cluster.account);
  await writeSettings(cluster, durable);
  return credentials;
}

/** How one connects to the cluster as the role that owns Halo's database. */
export function clusterLogin(credentials: Credentials): { user: string; password: string; database: string } {
  return { user: 'halo', password: credentials.password, database: DATABASE };
}

/** The passwords of a cluster, made at the first call and kept in a 0600 file of Halo's own user. */
export async function readCredentials({ root }: Pick<Cluster, 'root'>): Promise<Credentials> {
  const path = join(root, 'credentials.json');
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Credentials;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  if (await present(join(root, 'data'))) {
    throw new StartRefused(
      `${path} is missing: the database beside it cannot be opened without its password. Put the file back.`,
    );
  }
  const credentials = { superuserPassword: randomBytes(24).toString('hex'), password: randomBytes(24).toString('hex') };
  await writeFile(path, JSON.stringify(credentials), { mode: 0o600, flush: true });
  return credentials;
}

async function refuseOtherMajor({ data }: Cluster, binaries: Binaries): Promise<void> {
  const found = (await readFile(join(data, 'PG_VERSION'), 'utf8').catch(() => CLUSTER_MAJOR)).trim();
  if (found !== CLUSTER_MAJOR || binaries.major !== CLUSTER_MAJOR) {
    const wanted =
      binaries.major === CLUSTER_MAJOR ? CLUSTER_MAJOR : `${binaries.major} (this Halo wants ${CLUSTER_MAJOR})`;
    throw new StartRefused(
      `The database in ${data} was written by PostgreSQL ${found}, and this Halo brings PostgreSQL ${wanted}. ` +
        'Start the Halo that wrote it, take a backup with "npm run -s halo -- backup FILE", and restore that into an empty data folder.',
    );
  }
}

async function makeCluster(
  cluster: Cluster,
  { bin }: Binaries,
  credentials: Credentials,
  durable: boolean,
): Promise<void> {
  await removeUnfinished(cluster.root);
  const making = join(cluster.root, `making-${randomBytes(6).toString('hex')}`);
  await mkdir(making, { mode: 0o700 });
  const named = cluster.account?.named;
  if (named) await chown(making, named.uid, named.gid).catch(refuseOwnership);
  const place = serverPath(making, cluster.account);
  // A folder in the working directory is all that PostgreSQL needs to see: its parents may be closed to it.
  const run = (program: string, args: string[], input = '') =>
    runTool(join(bin, program), args, { cwd: making, account: named, input });

  await run('initdb', [
    ...['-D', place, '--username=postgres', '--auth=trust', '--encoding=UTF8', '--no-instructions'],
    ...['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
    ...(durable ? [] : ['--no-sync']),
  ]);
  const said = await run(
    'postgres',
    [
      '--single',
      '-j',
      '-D',
      place,
      '-c',
      'password_encryption=scram-sha-256',
      '-c',
      'log_min_error_statement=panic',
      'postgres',
    ],
    [
      `alter role postgres password '${credentials.superuserPassword}'`,
      `create role halo login password '${credentials.password}'`,
      `create database ${DATABASE} owner halo`,
      `revoke all on database ${DATABASE} from public`,
    ]
      .map((statement) => `${statement};\n\n`)
      .join(''),
  );
  const fault = said.split('\n').find((line) => /\b(ERROR|FATAL|PANIC):/.test(line));
  if (fault) throw new StartRefused(`PostgreSQL could not be set up: ${fault.trim()}`);
  await writeFile(join(making, 'pg_hba.conf'), 'local all all scram-sha-256\n');
  await writeFile(join(making, 'postgresql.conf'), "include_if_exists 'halo.conf'\n");
  await handOver(making, cluster.account);
  await rename(making, cluster.data);
}

async function removeUnfinished(root: string): Promise<void> {
  for (const name of await readdir(root)) {
    if (name.startsWith('making-')) await rm(join(root, name), { recursive: true, force: true });
  }
}

async function writeSettings({ data, account }: Cluster, durable: boolean): Promise<void> {
  const file = join(data, 'halo.conf');
  await writeFile(`${file}.new`, embeddedSettings({ durable }), { mode: 0o600 });
  await handOver(`${file}.new`, account);
  await rename(`${file}.new`, file);
}

/** The path of a folder as the server's process sees it, which has that folder for its working directory. */
export function serverPath(folder: string, account: ServerAccount | null): string {
  return account ? '/proc/self/cwd' : folder;
}

async function handOver(path: string, account: ServerAccount | null): Promise<void> {
  if (!account) return;
  const found = await lstat(path);
  if (found.uid !== account.uid || found.gid !== account.gid)
    await chown(path, account.uid, account.gid).catch(refuseOwnership);
  if (!found.isDirectory()) return;
  for (const name of await readdir(path)) await handOver(join(path, name), account);
}

function refuseOwnership(cause: unknown): never {
  throw new StartRefused(
    'Halo runs as root but may not give files to the user that is to run PostgreSQL: start Halo as an ordinary user, or set DATABASE_URL.',
    { cause },
  );
}

interface ToolOptions {
  cwd: string;
  account: { uid: number; gid: number } | undefined;
  input: string;
}

function runTool(program: string, args: string[], { cwd, account, input }: ToolOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, ...account, env: serverEnvironment(), stdio: ['pipe', 'pipe', 'pipe'] });
    let said = '';
    const hear = (chunk: Buffer) => {
      said = (said + chunk.toString('utf8')).slice(-20_000);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    child.on('error', (cause) => reject(new StartRefused(`${program} cannot be run: ${cause.message}`, { cause })));
    child.on('close', (code) => {
      if (code === 0) return resolve(said);
      const reason = said.trim().split('\n').filter(Boolean).slice(-3).join(' ');
      reject(
        new StartRefused(
          `PostgreSQL could not make its data folder in ${dirname(cwd)}: ${reason || `exit code ${code}`}`,
        ),
      );
    });
  });
}

/** PostgreSQL gets nothing of Halo's environment: it holds secrets. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  return { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin' };
}

async function present(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
