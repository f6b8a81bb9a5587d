import type { ClientConfig } from 'pg';
import type { DatabaseAddress } from './address.ts';

/** The address as node-postgres takes it: pg-boss speaks through that driver, and so does the bell's ear. */
export function pgOptions(address: DatabaseAddress): ClientConfig {
  if ('url' in address) {
    const url = new URL(address.url);
    // What `sslmode` means is libpq's business; without this the driver reads it in its own, stricter way.
    if (url.searchParams.has('sslmode')) url.searchParams.set('uselibpqcompat', 'true');
    return { connectionString: url.href };
  }
  const { socketFolder, user, password, database } = address;
  return { host: socketFolder, port: 5432, user, password, database };
}
