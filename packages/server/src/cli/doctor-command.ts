import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { BUNDLES, isCurrent } from '../bundles/bundle.ts';
import { type Config, httpAddress } from '../config.ts';
import type { DatabaseAddress } from '../db/address.ts';
import { joinEmbeddedPostgres } from '../db/embedded-postgres.ts';
import { inspectDatabase } from '../db/inspect-database.ts';
import { readKeyRing } from '../identity/key-ring.ts';
import { listWorkspaces } from '../workspaces/list-workspaces.ts';
import type { Command, CommandCall } from './command.ts';

/** One thing looked at. A note is worth knowing and nothing to mend. */
interface Finding {
  about: string;
  state: 'good' | 'note' | 'bad';
  says: string;
}

export const doctorCommand: Command = {
  name: 'doctor',
  usage: 'doctor',
  about: 'look at this installation and say what is wrong with it',
  async run(call) {
    const findings = [
      checkNode(),
      ...call.config.warnings.map((says): Finding => ({ about: 'settings', state: 'note', says })),
      ...checkDataFolder(call.config),
      ...checkBundles(),
      await checkServer(call.config),
      ...(await checkDatabase(call)),
    ];
    const failed = findings.some(({ state }) => state === 'bad');
    return {
      json: { ok: !failed, findings },
      text: findings.map(({ about, state, says }) => `${state.padEnd(5)} ${about.padEnd(12)} ${says}`).join('\n'),
      failed,
    };
  },
};

function checkNode(): Finding {
  const good = Number.parseInt(process.versions.node, 10) >= 24;
  return {
    about: 'node',
    state: good ? 'good' : 'bad',
    says: good
      ? process.versions.node
      : `${process.versions.node} is too old; npm scripts use the 24 that npm ci brought`,
  };
}

function checkDataFolder({ dataDir, masterKey }: Config): Finding[] {
  if (!existsSync(dataDir))
    return [{ about: 'data folder', state: 'note', says: `${dataDir} will be made by the first start` }];
  const findings: Finding[] = [];
  const open = (path: string) => (statSync(path).mode & 0o077) !== 0;
  findings.push(
    open(dataDir)
      ? {
          about: 'data folder',
          state: 'note',
          says: `${dataDir} can be entered by other users of this machine; chmod 700 closes it`,
        }
      : { about: 'data folder', state: 'good', says: dataDir },
  );
  const key = join(dataDir, 'master.key');
  if (masterKey !== null) findings.push({ about: 'master key', state: 'good', says: 'from HALO_MASTER_KEY' });
  else if (!existsSync(key))
    findings.push({ about: 'master key', state: 'note', says: 'will be made by the first start' });
  else if (open(key))
    findings.push({
      about: 'master key',
      state: 'bad',
      says: `${key} can be read by other users of this machine; run chmod 600 on it`,
    });
  else findings.push({ about: 'master key', state: 'good', says: 'in the data folder; keep a copy somewhere else' });
  return findings;
}

function checkBundles(): Finding[] {
  return BUNDLES.map((bundle) =>
    isCurrent(bundle)
      ? { about: bundle.name, state: 'good', says: 'built' }
      : {
          about: bundle.name,
          state: 'note',
          says: 'not built from its present sources; the next start builds it, or npm run bundles',
        },
  );
}

async function checkServer({ host, port }: Config): Promise<Finding> {
  const address = httpAddress(host, port);
  try {
    const answer = await fetch(`${address}/readyz`, { signal: AbortSignal.timeout(3_000) });
    if (answer.ok) return { about: 'server', state: 'good', says: `ready at ${address}` };
    const { error } = (await answer.json()) as { error?: string };
    return {
      about: 'server',
      state: 'bad',
      says: `${address} answers ${answer.status}: ${error ?? 'no reason given'}`,
    };
  } catch {
    return { about: 'server', state: 'note', says: `none answers at ${address}` };
  }
}

async function checkDatabase(call: CommandCall): Promise<Finding[]> {
  const { config } = call;
  const log = pino({ level: 'silent' });
  const joined = config.databaseUrl === null ? await joinEmbeddedPostgres(config.dataDir) : null;
  const address: DatabaseAddress | undefined =
    config.databaseUrl === null
      ? joined?.address
      : { url: config.databaseUrl, pooled: config.databasePoolMode === 'transaction' };
  if (!address)
    return [{ about: 'database', state: 'note', says: "Halo's own PostgreSQL runs only while the server does" }];
  try {
    const { server, major, schema, code } = await inspectDatabase(address, log);
    if (major < 16)
      return [{ about: 'database', state: 'bad', says: `PostgreSQL ${server} is too old; Halo needs 16 or later` }];
    if (schema > code)
      return [
        {
          about: 'database',
          state: 'bad',
          says: `a newer Halo brought it to version ${schema}; this one knows ${code}`,
        },
      ];
    if (schema < code)
      return [
        { about: 'database', state: 'note', says: `at version ${schema} of ${code}; the next start migrates it` },
      ];
    return [
      { about: 'database', state: 'good', says: `PostgreSQL ${server}, version ${schema}` },
      await checkSecrets(call),
    ];
  } catch (error) {
    return [{ about: 'database', state: 'bad', says: `cannot be reached: ${(error as Error).message}` }];
  } finally {
    await joined?.close();
  }
}

/** A restored database beside another master key looks well until the first token is verified. */
async function checkSecrets(call: CommandCall): Promise<Finding> {
  const deps = await call.deps();
  const workspaces = await listWorkspaces(deps);
  const opened = await Promise.all(
    workspaces.map(({ id }) =>
      readKeyRing(deps, id).then(
        () => true,
        () => false,
      ),
    ),
  );
  const shut = opened.filter((isOpen) => !isOpen).length;
  if (shut === 0)
    return {
      about: 'secrets',
      state: 'good',
      says: `those of ${workspaces.length} workspaces open with this master key`,
    };
  return {
    about: 'secrets',
    state: 'bad',
    says: `those of ${shut} of ${workspaces.length} workspaces do not open: this is not the master key they were sealed with`,
  };
}
