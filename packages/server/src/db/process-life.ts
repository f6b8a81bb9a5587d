import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** True while a process runs; one that has ended and was not collected by its parent yet does not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it runs, as somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return process.platform !== 'linux' || statOf(pid)?.state !== 'Z';
}

/** When a process began, in words that no later holder of its number can share; null where it cannot be told. */
export function birthOf(pid: number): string | null {
  try {
    if (process.platform !== 'linux') {
      return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null;
    }
    const began = statOf(pid)?.began;
    return began ? `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${began}` : null;
  } catch {
    return null;
  }
}

function statOf(pid: number): { state: string | undefined; began: string | undefined } | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the program stands in brackets and may hold spaces and brackets.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0], began: fields[19] };
  } catch {
    return null;
  }
}
