import { announce } from './announce.ts';
import { loadConfig } from './config.ts';
import { createLog } from './log.ts';
import { StartRefused } from './refusal.ts';
import { type RunningServer, startServer } from './start-server.ts';

const began = performance.now();
const interrupted = new AbortController();
let server: RunningServer | undefined;

try {
  const config = loadConfig();
  const log = createLog(config);
  for (const warning of config.warnings) log.warn(warning);
  process.on('uncaughtExceptionMonitor', (error) => log.fatal({ err: error }, 'stopped by a bug'));
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));

  const stop = async (signal: string) => {
    // Asked twice, somebody is in a hurry; what was acknowledged is in the database either way.
    if (interrupted.signal.aborted) process.exit(1);
    interrupted.abort();
    log.info({ signal }, 'stopping');
    await server?.stop();
    if (server) process.exit(0);
  };

  server = await startServer(config, log, interrupted.signal);
  if (interrupted.signal.aborted) await server.stop();
  if (await server.ready) await announce(server.deps, performance.now() - began, (text) => process.stdout.write(text));
  else log.error('Halo runs, but without its pages: /readyz stays 503 until they can be built and it is started again');
} catch (error) {
  if (interrupted.signal.aborted) process.exit(0);
  if (!(error instanceof StartRefused)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
