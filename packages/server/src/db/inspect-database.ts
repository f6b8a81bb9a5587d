import type { Logger } from 'pino';
import type { DatabaseAddress } from './address.ts';
import { renewingClient } from './client.ts';
import { readMigrations } from './migrate.ts';

/** What a look at a database tells, without changing anything. */
export interface DatabaseReport {
  /** Such as 18.4. */
  server: string;
  major: number;
  /** The last migration it has taken; 0 before the first start. */
  schema: number;
  /** The last migration this Halo knows. */
  code: number;
}

/** Asks a database for its versions. Throws when it cannot be reached. */
export async function inspectDatabase(address: DatabaseAddress, log: Logger): Promise<DatabaseReport> {
  const client = renewingClient(address, {
    connections: 1,
    name: 'halo doctor',
    onNotice: (notice) => log.debug({ notice: notice.code }),
  });
  try {
    const sql = client.current();
    const [is] = await sql<{ server: string; major: number; migrated: boolean }[]>`
      select current_setting('server_version') as server, current_setting('server_version_num')::int / 10000 as major,
             to_regclass('schema_migrations') is not null as migrated`;
    const [at] = is?.migrated
      ? await sql<{ version: number }[]>`select coalesce(max(version), 0)::int as version from schema_migrations`
      : [];
    return {
      server: is?.server ?? '',
      major: is?.major ?? 0,
      schema: at?.version ?? 0,
      code: (await readMigrations()).length,
    };
  } finally {
    await client.end();
  }
}
