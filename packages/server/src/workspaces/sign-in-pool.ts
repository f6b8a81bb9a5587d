import type postgres from 'postgres';
import type { Database } from '../db/database.ts';

interface PoolClient {
  query(
    sql: string,
    parameters: unknown[],
  ): Promise<{ command: string; rowCount: number; rows: Record<string, unknown>[] }>;
  release(): void;
}

/** What better-auth needs of a connection pool. */
export interface SignInPool {
  connect(): Promise<PoolClient>;
  end(): Promise<void>;
}

const TIMESTAMPTZ = 1184;

/**
 * Our own connections in the form better-auth takes, so that sign-in needs no second pool and survives a restart of
 * the database as everything else does. Instants come out as Dates, which better-auth compares.
 */
export function signInPool(db: Database): SignInPool {
  return {
    async connect() {
      const connection = await db.reserve();
      return {
        async query(sql, parameters) {
          const bound = parameters.map((value) => (value instanceof Date ? value.toISOString() : value));
          const result = await connection.unsafe(sql, bound as postgres.ParameterOrJSON<never>[]);
          const instants =
            result.columns?.filter((column) => column.type === TIMESTAMPTZ).map((column) => column.name) ?? [];
          return {
            command: result.command,
            rowCount: result.count,
            rows: result.map((row) => withDates(row, instants)),
          };
        },
        release: () => connection.release(),
      };
    },
    // The connections are not ours to close.
    end: async () => undefined,
  };
}

function withDates(row: Record<string, unknown>, instants: string[]): Record<string, unknown> {
  const copy = { ...row };
  for (const name of instants) {
    if (typeof copy[name] === 'string') copy[name] = new Date(copy[name]);
  }
  return copy;
}
