import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { chown, mkdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pino } from 'pino';
import { expect, onTestFinished, test, vi } from 'vitest';
import { postmasterOf, startInTest, until } from '../testing/embedded-in-test.ts';
import { testFolder } from '../testing/test-folder.ts';
import type { SocketAddress } from './address.ts';
import { openDatabase } from './database.ts';
import { copyBinaries } from './embedded-binaries.ts';
import { joinEmbeddedPostgres } from './embedded-postgres.ts';
import { isRunning } from './process-life.ts';

const log = pino({ level: 'silent' });
const asRoot = process.getuid?.() === 0;
const NOBODY = 65534;

// Making a cluster takes half a second on an idle machine, and much longer on a busy one.
vi.setConfig({ testTimeout: 60_000 });

async function query<T extends object>(address: SocketAddress, statement: string): Promise<T[]> {
  const db = openDatabase(address, log, { connections: 2 });
  try {
    return [...(await db.sql.unsafe<T[]>(statement))];
  } finally {
    await db.close();
  }
}

/** Another process that runs the PostgreSQL of this folder; answers with what it said first. */
async function hold(
  folder: string,
  dataDir: string,
  uid?: number,
): Promise<{ child: ChildProcess; said: { address?: SocketAddress; refused?: string } }> {
  const script = join(import.meta.dirname, '../testing/hold-embedded-postgres.ts');
  const child = spawn(process.execPath, [script, dataDir, join(folder, 'binaries')], {
    stdio: ['ignore', 'pipe', 'inherit'],
    ...(uid !== undefined && { uid, gid: uid }),
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  const said = await new Promise<string>((resolve, reject) => {
    child.stdout?.once('data', (chunk: Buffer) => resolve(chunk.toString('utf8')));
    child.once('exit', (code) => reject(new Error(`ended with ${code} before it said anything`)));
  });
  return { child, said: JSON.parse(said) };
}

test('safety K7: the first start makes a cluster that only its owner can reach: no TCP, closed socket, no superuser, UTF-8', async () => {
  const folder = await testFolder();
  const { address } = await startInTest(folder);
  const [row] = await query(
    address,
    `select current_user as role, (select rolsuper from pg_roles where rolname = current_user) as superuser,
            current_setting('listen_addresses') as tcp, current_setting('password_encryption') as passwords,
            (select datlocprovider::text || datlocale from pg_database where datname = current_database()) as locale,
            (select pg_get_userbyid(datdba) from pg_database where datname = current_database()) as owner,
            current_setting('fsync') as fsync, current_setting('data_checksums') as checksums`,
  );
  expect(row).toMatchObject({
    role: 'halo',
    superuser: false,
    tcp: '',
    passwords: 'scram-sha-256',
    locale: 'bC.UTF-8',
    owner: 'halo',
    checksums: 'on',
  });
  const mode = (path: string) => statSync(join(folder, 'data', path)).mode & 0o777;
  expect(mode('.')).toBe(0o700);
  expect(mode('postgres/socket')).toBe(0o700);
  expect(mode('postgres/data')).toBe(0o700);
  expect(mode('postgres/credentials.json')).toBe(0o600);
  await expect(query({ ...address, password: 'guessed' }, 'select 1')).rejects.toMatchObject({ code: '28P01' });
});

test.runIf(asRoot && process.platform === 'linux')(
  'PostgreSQL never runs as root, also in a folder that only root can enter',
  async () => {
    const folder = await testFolder();
    const home = join(folder, 'home');
    await mkdir(home, { mode: 0o700 });
    const dataDir = join(home, 'halo', '.halo');
    const { address } = await startInTest(folder, dataDir);
    const pid = postmasterOf(dataDir);
    expect(/^Uid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]).not.toBe('0');
    expect(readlinkSync(`/proc/${pid}/cwd`)).toBe(join(dataDir, 'postgres/data'));
    await expect(query(address, 'select 1 as one')).resolves.toEqual([{ one: 1 }]);
  },
);

test('a second start finds what the first one kept, after an orderly stop', async () => {
  const folder = await testFolder();
  const first = await startInTest(folder);
  await query(first.address, 'create table kept as select 42 as answer');
  const pid = postmasterOf(join(folder, 'data'));
  await first.close();
  expect(isRunning(pid)).toBe(false);
  expect(existsSync(join(folder, 'data/postgres/data/postmaster.pid'))).toBe(false);
  expect(existsSync(join(folder, 'data/halo.lock'))).toBe(false);

  const second = await startInTest(folder);
  await expect(query(second.address, 'select answer from kept')).resolves.toEqual([{ answer: 42 }]);
});

test('a folder whose Halo lives is refused with a line that names it, and can be joined instead', async () => {
  const folder = await testFolder();
  const dataDir = join(folder, 'data');
  expect(await joinEmbeddedPostgres(dataDir)).toBeNull();
  const { child } = await hold(folder, dataDir);
  await expect(startInTest(folder)).rejects.toThrow(
    `The data folder ${dataDir} is in use by another Halo (process ${child.pid}).`,
  );

  const joined = await joinEmbeddedPostgres(dataDir);
  expect(await query(joined?.address as SocketAddress, 'select 1 as one')).toEqual([{ one: 1 }]);
  await joined?.close();
  expect(isRunning(postmasterOf(dataDir))).toBe(true);
});

test('a PostgreSQL left running by a killed Halo is taken over, with its work, and stopped in the end', async () => {
  const folder = await testFolder();
  const dataDir = join(folder, 'data');
  const { child, said } = await hold(folder, dataDir);
  await query(said.address as SocketAddress, 'create table kept as select 42 as answer');
  const pid = postmasterOf(dataDir);
  child.kill('SIGKILL');
  await until(() => !isRunning(child.pid ?? 0));
  expect(isRunning(pid)).toBe(true);

  const heir = await startInTest(folder);
  expect(postmasterOf(dataDir)).toBe(pid);
  await expect(query(heir.address, 'select answer from kept')).resolves.toEqual([{ answer: 42 }]);
  await heir.close();
  expect(isRunning(pid)).toBe(false);
});

test('starts over pid files that a power cut left behind, also when their number belongs to another program now', async () => {
  const folder = await testFolder();
  const dataDir = join(folder, 'data');
  const { child, said } = await hold(folder, dataDir);
  await query(said.address as SocketAddress, 'create table kept as select 42 as answer');
  const pid = postmasterOf(dataDir);
  child.kill('SIGKILL');
  await until(() => !isRunning(child.pid ?? 0));
  process.kill(pid, 'SIGKILL');
  await until(() => !isRunning(pid));

  const other = spawn(
    process.execPath,
    ['-e', 'setInterval(() => {}, 1000)'],
    asRoot ? { uid: statSync(join(dataDir, 'postgres/data')).uid } : {},
  );
  onTestFinished(() => void other.kill());
  for (const file of ['data/postmaster.pid', 'socket/.s.PGSQL.5432.lock']) {
    const path = join(dataDir, 'postgres', file);
    await writeFile(path, readFileSync(path, 'utf8').replace(/^\d+/, String(other.pid)));
  }
  const { address } = await startInTest(folder);
  await expect(query(address, 'select answer from kept')).resolves.toEqual([{ answer: 42 }]);
});

test('a lock whose number belongs to another program now does not hold the folder', async () => {
  const folder = await testFolder();
  const dataDir = join(folder, 'data');
  await mkdir(dataDir);
  await writeFile(join(dataDir, 'halo.lock'), JSON.stringify({ pid: process.ppid, born: 'long ago' }));
  await startInTest(folder);
  expect(JSON.parse(readFileSync(join(dataDir, 'halo.lock'), 'utf8'))).toMatchObject({ pid: process.pid });
});

test('a cluster of another major version is refused, saying which and what to do', async () => {
  const folder = await testFolder();
  await (await startInTest(folder)).close();
  await writeFile(join(folder, 'data/postgres/data/PG_VERSION'), '17\n');
  await expect(startInTest(folder)).rejects.toThrow(
    /written by PostgreSQL 17, and this Halo brings PostgreSQL 18.*backup/,
  );
  expect(existsSync(join(folder, 'data/halo.lock'))).toBe(false);
});

test('a data folder too deep for the path of a socket works all the same', async () => {
  const folder = await testFolder();
  const dataDir = join(folder, 'a-rather-long-name-for-a-folder/'.repeat(5), 'data');
  const embedded = await startInTest(folder, dataDir);
  expect(Buffer.byteLength(`${embedded.address.socketFolder}/.s.PGSQL.5432`)).toBeLessThan(104);
  await expect(query(embedded.address, 'select 1 as one')).resolves.toEqual([{ one: 1 }]);
  await embedded.close();
  expect(existsSync(dirname(embedded.address.socketFolder))).toBe(false);
});

test('a data folder that cannot be made is refused with the reason', async () => {
  const folder = await testFolder();
  await writeFile(join(folder, 'file'), '');
  await expect(startInTest(folder, join(folder, 'file', 'data'))).rejects.toThrow(/data folder .* cannot be used/);
});

test('library links that the package manager dropped are put back', async () => {
  const folder = await testFolder();
  const packaged = dirname(
    dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${process.platform}-${process.arch}`)),
  );
  await mkdir(join(folder, 'package'));
  await copyBinaries(join(packaged, 'native'), join(folder, 'package/native'));
  const links = JSON.parse(readFileSync(join(folder, 'package/native/pg-symlinks.json'), 'utf8')) as {
    target: string;
  }[];
  for (const { target } of links) await rm(join(folder, 'package', target));
  await copyBinaries(join(folder, 'package/native'), join(folder, 'copy'));
  expect(links.length).toBeGreaterThan(0);
  for (const { target } of links)
    expect(existsSync(join(folder, 'copy', target.replace('native/', ''))), target).toBe(true);
});

test.runIf(asRoot && process.platform === 'linux')('runs as an ordinary user too', async () => {
  const folder = await testFolder();
  const dataDir = join(folder, 'data');
  await mkdir(dataDir, { mode: 0o700 });
  await mkdir(join(folder, 'binaries'));
  for (const path of [dataDir, join(folder, 'binaries')]) await chown(path, NOBODY, NOBODY);
  const { said } = await hold(folder, dataDir, NOBODY);
  expect(said).toMatchObject({ address: { user: 'halo' } });
  expect(await query(said.address as SocketAddress, 'select 1 as one')).toEqual([{ one: 1 }]);
  expect(statSync(join(dataDir, 'postgres/data')).uid).toBe(NOBODY);
});
