import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { openWriter } from './contacts/writer.ts';
import type { DatabaseAddress } from './db/address.ts';
import { openDatabase } from './db/database.ts';
import { joinEmbeddedPostgres, startEmbeddedPostgres } from './db/embedded-postgres.ts';
import { migrate } from './db/migrate.ts';
import type { Deps } from './deps.ts';
import { flushRefusals } from './identity/log-refusal.ts';
import { readMasterKey } from './identity/master-key.ts';
import { flushKeyUses } from './identity/note-key-use.ts';
import { createSealer } from './identity/seal.ts';
import { createJobs, prepareJobs } from './jobs/jobs.ts';
import { createLive } from './live/live.ts';
import { createPublish } from './subscriptions.ts';
import { flushServerKeyUses } from './workspaces/note-server-key-use.ts';

export interface OpenedDeps {
  deps: Deps;
  /** Lets what is under way finish, in the order writer, jobs, bells, database; the door must be shut before. */
  close(): Promise<void>;
}

export interface OpenOptions {
  /** Beside a running server its PostgreSQL is joined; `false` (the server itself) starts one or takes over an orphan. */
  beside?: boolean;
  now?: () => Date;
}

/** Opens the database (the embedded one or `DATABASE_URL`), brings it up to date and puts together what verbs need. */
export async function openDeps(config: Config, log: Logger, options: OpenOptions = {}): Promise<OpenedDeps> {
  const { address, close } = await openPostgres(config, log, options.beside === true);
  try {
    await migrate(address, log);
    await prepareJobs(address, log);
    const deps = assembleDeps(config, log, address, options.now);
    return {
      deps,
      async close() {
        await deps.writer.drain();
        await Promise.all([flushRefusals(deps), flushKeyUses(deps), flushServerKeyUses(deps)]);
        await deps.jobs.stop();
        await deps.live.close();
        await deps.db.close();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Puts `Deps` together over a database that is up to date; tests call it with one of their own. */
export function assembleDeps(
  config: Config,
  log: Logger,
  address: DatabaseAddress,
  now: () => Date = () => new Date(),
): Deps {
  const db = openDatabase(address, log, { connections: config.databaseConnections });
  const live = createLive({ address: liveAddress(config, address), log });
  const jobs = createJobs({ address, log, live });
  const publish = createPublish(() => deps);
  const secrets = createSealer(readMasterKey(config));
  const writer = openWriter({ db, log, now, publish, live, secrets });
  const deps: Deps = {
    config,
    log,
    now,
    db,
    jobs,
    live,
    publish,
    writer,
    secrets,
  };
  return deps;
}

function liveAddress(config: Config, address: DatabaseAddress): DatabaseAddress | null {
  if (!('url' in address)) return address;
  return config.databaseDirectUrl ? { url: config.databaseDirectUrl } : null;
}

async function openPostgres(
  config: Config,
  log: Logger,
  beside: boolean,
): Promise<{ address: DatabaseAddress; close(): Promise<void> }> {
  if (config.databaseUrl) {
    const address = { url: config.databaseUrl, pooled: config.databasePoolMode === 'transaction' };
    return { address, close: async () => undefined };
  }
  const joined = beside ? await joinEmbeddedPostgres(config.dataDir) : null;
  return joined ?? startEmbeddedPostgres({ dataDir: config.dataDir, log });
}
