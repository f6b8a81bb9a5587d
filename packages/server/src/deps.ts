import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { Writer } from './contacts/writer.ts';
import type { Database } from './db/database.ts';
import type { Sealer } from './identity/seal.ts';
import type { Jobs } from './jobs/jobs.ts';
import type { Live } from './live/live.ts';
import type { Publish } from './topics.ts';

/** What every verb is handed first: the outside world, and nothing of ours that holds state another process would miss. */
export interface Deps {
  config: Config;
  log: Logger;
  now: () => Date;
  db: Database;
  jobs: Jobs;
  live: Live;
  publish: Publish;
  secrets: Sealer;
  writer: Writer;
}
