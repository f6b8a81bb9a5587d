import { readFile, stat } from 'node:fs/promises';
import { StartRefused } from '../refusal.ts';

/** The unprivileged user that runs PostgreSQL when Halo itself runs as root. */
export interface ServerAccount {
  uid: number;
  gid: number;
  /** `initdb` wants a user with a name; the cluster changes hands to `uid` right after it. */
  named: { uid: number; gid: number };
}

const DEDICATED_ID = 54321;

/**
 * Who is to run PostgreSQL, which never runs as root: nobody special (null) when Halo is an ordinary user, else the
 * owner of the cluster that is there already, else an id of its own that no other program uses.
 */
export async function chooseServerAccount(clusterFolder: string): Promise<ServerAccount | null> {
  if (process.getuid?.() !== 0) return null;
  if (process.platform !== 'linux') {
    throw new StartRefused('Halo cannot run its own PostgreSQL as root on this system: start it as an ordinary user.');
  }
  const named = await findNamedUser();
  const owner = await stat(clusterFolder).catch(() => null);
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid, named };
  return (await isMapped(DEDICATED_ID)) ? { uid: DEDICATED_ID, gid: DEDICATED_ID, named } : { ...named, named };
}

async function findNamedUser(): Promise<{ uid: number; gid: number }> {
  const users = (await readFile('/etc/passwd', 'utf8').catch(() => ''))
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name, , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter(({ uid, gid }) => uid > 0 && gid > 0);
  const preferred =
    users.find(({ name }) => name === 'nobody') ?? users.find(({ name }) => name === 'daemon') ?? users[0];
  if (!preferred || !(await isMapped(preferred.uid))) {
    throw new StartRefused(
      'Halo runs as root and finds no other user to run PostgreSQL: start it as an ordinary user, or set DATABASE_URL.',
    );
  }
  return { uid: preferred.uid, gid: preferred.gid };
}

/** Inside a container with few user ids the rest cannot be taken on, not even by root. */
async function isMapped(id: number): Promise<boolean> {
  const map = await readFile('/proc/self/uid_map', 'utf8').catch(() => '0 0 4294967295');
  return map
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .some(([first = 0, , count = 0]) => id >= first && id < first + count);
}
