import type { Logger } from 'pino';
import { BuildFailed, buildBundles } from './bundles/build-bundles.ts';
import { keepBuild } from './bundles/keep-build.ts';
import { type Config, httpAddress } from './config.ts';
import type { Deps } from './deps.ts';
import { openDemo } from './http/demo.ts';
import { startingApp } from './http/health.ts';
import { listen } from './http/listen.ts';
import { createMetrics } from './http/metrics.ts';
import { createSite } from './http/site.ts';
import { type OpenedDeps, openDeps } from './open-deps.ts';
import { startUpkeep } from './upkeep.ts';

/** A server with its door open. */
export interface RunningServer {
  deps: Deps;
  /** True once `/readyz` answers 200; false when a bundle could not be built, which the log has said then. */
  ready: Promise<boolean>;
  /** Shuts the door, answers what was accepted, then stops writer, jobs and database, in this order. */
  stop(): Promise<void>;
}

/**
 * Starts everything on `config.host` and `config.port`. The door opens first, so that a taken port is known at once;
 * until the rest is there it answers `/healthz`, and 503 to everything else. Throws `StartRefused`; when `interrupted`
 * fires during the start, it goes no further and leaves nothing running.
 */
export async function startServer(config: Config, log: Logger, interrupted?: AbortSignal): Promise<RunningServer> {
  const missing = new Set(['database', 'bundles']);
  let opened: OpenedDeps | undefined;
  const waitingFor = async () => {
    const away = opened && !missing.has('database') && !(await opened.deps.db.ready());
    return away ? ['database', ...missing] : [...missing];
  };
  const metrics = createMetrics();
  let site: ReturnType<typeof startingApp> = startingApp({ log }, waitingFor);
  const listener = await listen(config, () => site, metrics.count);
  const bound = at(config, listener.port);

  const stop = async () => {
    const cut = await listener.drain(config.drainSeconds);
    if (cut > 0) log.warn({ requests: cut }, 'some requests were not done in time and were cut off');
    await opened?.close();
  };
  const ready = makeBundles(config, log).then((made) => {
    if (made) missing.delete('bundles');
    return made;
  });
  try {
    opened = await openDeps(bound, log);
    interrupted?.throwIfAborted();
    await startUpkeep(opened.deps);
    const demo = bound.demo ? await openDemo(opened.deps) : null;
    missing.delete('database');
    site = createSite(opened.deps, waitingFor, metrics, demo?.routes);
    const seeded = demo?.seed();
    return { deps: opened.deps, ready: ready.then((made) => seeded?.then(() => made) ?? made), stop: once(stop) };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The settings with the port that was really taken, when any free one was asked for. */
function at(config: Config, port: number): Config {
  const isOwnAddress = config.publicUrl === httpAddress(config.host, config.port);
  return { ...config, port, publicUrl: isOwnAddress ? httpAddress(config.host, port) : config.publicUrl };
}

async function makeBundles({ dataDir }: Config, log: Logger): Promise<boolean> {
  try {
    await buildBundles((line) => log.info(line));
    try {
      keepBuild(dataDir);
    } catch (error) {
      log.warn({ err: error }, 'this build of the widget could not be kept in the data folder');
    }
    return true;
  } catch (error) {
    if (!(error instanceof BuildFailed)) throw error;
    log.error(error.message);
    return false;
  }
}

function once(run: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= run();
    return done;
  };
}
