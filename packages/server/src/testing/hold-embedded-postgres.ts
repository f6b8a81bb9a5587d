import { pino } from 'pino';
import { startEmbeddedPostgres } from '../db/embedded-postgres.ts';

// A process that runs Halo's PostgreSQL and nothing else, for tests that kill it:
// node hold-embedded-postgres.ts <data folder> <binaries folder>
const [, , dataDir = '', binariesFolder = ''] = process.argv;

try {
  const embedded = await startEmbeddedPostgres({
    dataDir,
    binariesFolder,
    log: pino({ level: 'silent' }),
  });
  process.stdout.write(`${JSON.stringify({ address: embedded.address })}\n`);
  process.once('SIGTERM', () => void embedded.close().then(() => process.exit(0)));
  setInterval(() => undefined, 60_000);
} catch (error) {
  process.stdout.write(`${JSON.stringify({ refused: (error as Error).message })}\n`);
}
