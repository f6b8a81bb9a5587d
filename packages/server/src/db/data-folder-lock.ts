import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartRefused } from '../refusal.ts';
import { birthOf, isRunning } from './process-life.ts';

interface Owner {
  pid: number;
  /** Tells a process from a later one that was given the same number. */
  born: string | null;
}

/**
 * Makes this process the only one that runs the PostgreSQL of a data folder; a lock left by a process that died is
 * taken over. Returns the release. Refused with a line naming the owner when a living Halo holds the folder.
 */
export function lockDataFolder(dataDir: string): () => void {
  const lock = join(dataDir, 'halo.lock');
  const mine = `${lock}.${randomBytes(6).toString('hex')}`;
  const me: Owner = { pid: process.pid, born: birthOf(process.pid) };
  writeFileSync(mine, JSON.stringify(me), { mode: 0o600 });
  try {
    for (let attempt = 0; attempt < 5; attempt++) {
      if (tryLink(mine, lock)) return () => release(lock, me);
      const owner = readOwner(lock);
      if (owner && isAlive(owner)) throw inUse(dataDir, owner);
      moveAway(lock, `${mine}.stale`);
    }
    throw new StartRefused(`The data folder ${dataDir} is being opened by another Halo at this moment: try again.`);
  } finally {
    rmSync(mine, { force: true });
  }
}

/** The living process that holds a data folder, or null. */
export function dataFolderOwner(dataDir: string): number | null {
  const owner = readOwner(join(dataDir, 'halo.lock'));
  return owner && isAlive(owner) ? owner.pid : null;
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Removes a dead owner's lock, and puts it back when a living process was quicker than this one. */
function moveAway(lock: string, aside: string): void {
  try {
    renameSync(lock, aside);
  } catch {
    return;
  }
  const moved = readOwner(aside);
  if (moved && isAlive(moved)) tryLink(aside, lock);
  rmSync(aside, { force: true });
}

function release(lock: string, me: Owner): void {
  const owner = readOwner(lock);
  if (owner?.pid === me.pid && owner.born === me.born) rmSync(lock, { force: true });
}

function readOwner(path: string): Owner | null {
  try {
    const { pid, born } = JSON.parse(readFileSync(path, 'utf8')) as Owner;
    return Number.isInteger(pid) && pid > 0 ? { pid, born } : null;
  } catch {
    return null;
  }
}

function isAlive({ pid, born }: Owner): boolean {
  if (!isRunning(pid)) return false;
  const now = birthOf(pid);
  return born === null || now === null || now === born;
}

function inUse(dataDir: string, { pid }: Owner): StartRefused {
  return new StartRefused(
    `The data folder ${dataDir} is in use by another Halo (process ${pid}). Stop it first, or set HALO_DATA to another folder.`,
  );
}
