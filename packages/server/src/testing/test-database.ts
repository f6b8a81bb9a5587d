import { pino } from 'pino';
import { afterAll, inject } from 'vitest';
import type { SocketAddress } from '../db/address.ts';
import { renewingClient } from '../db/client.ts';
import { type Database, openDatabase } from '../db/database.ts';
import { newId } from '../db/new-id.ts';

export interface TestDatabase {
  db: Database;
  address: SocketAddress;
}

/**
 * A fresh, migrated database for one test file: `const { db } = await testDatabase();` at the top of the file or of a
 * `describe`, never inside a hook or a test. It is closed and dropped when that file or block is done.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const { superuser, template } = inject('postgres');
  const name = `test_${newId().replaceAll('-', '')}`;
  await asSuperuser(
    superuser,
    `create database ${name} template ${template.database} owner ${template.user} strategy wal_log`,
  );
  const address = { ...template, database: name };
  const db = openDatabase(address, pino({ level: 'warn' }), { connections: 8, name: 'halo test' });
  afterAll(async () => {
    await db.close();
    await asSuperuser(superuser, `drop database ${name} with (force)`);
  });
  return { db, address };
}

async function asSuperuser(superuser: SocketAddress, statement: string): Promise<void> {
  const client = renewingClient(superuser, { connections: 1, name: 'halo test' });
  try {
    await client.current().unsafe(statement);
  } finally {
    await client.end();
  }
}
