import { totalmem } from 'node:os';

export interface SettingsOptions {
  /** Tests give up durability for speed; nothing else may. */
  durable: boolean;
}

const MB = 1024 * 1024;

/**
 * The settings Halo's own PostgreSQL runs with, as lines of a configuration file that is written anew at every start.
 * What an operator sets with ALTER SYSTEM wins over them.
 */
export function embeddedSettings({ durable }: SettingsOptions): string {
  const memory = Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);
  const settings: Record<string, string | number> = {
    shared_buffers: `${clamp(memory / MB / 8, 64, 2048)}MB`,
    effective_cache_size: `${clamp(memory / MB / 2, 256, 65_536)}MB`,
    work_mem: '8MB',
    maintenance_work_mem: '128MB',
    // Containers often have a /dev/shm of 64 MB: parallel queries take their memory from here first.
    min_dynamic_shared_memory: '16MB',
    max_connections: 100,
    max_wal_size: '1GB',
    min_wal_size: '80MB',
    checkpoint_timeout: '10min',
    random_page_cost: 1.1,
    jit: 'off',
    gin_pending_list_limit: '1MB',
    autovacuum_vacuum_scale_factor: 0.05,
    autovacuum_analyze_scale_factor: 0.05,
    // Until a new table is analysed the planner cannot tell its indexes apart; it must not stay so for long.
    autovacuum_naptime: '5s',
    idle_in_transaction_session_timeout: '60s',
    client_connection_check_interval: '10s',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // LOG and above only: an ERROR's detail may quote what customers wrote.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_checkpoints: 'off',
    cluster_name: 'halo',
  };
  if (!durable) {
    Object.assign(settings, {
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
      wal_level: 'minimal',
      max_wal_senders: 0,
      shared_buffers: '128MB',
      max_connections: 200,
      autovacuum: 'off',
    });
  }
  return Object.entries(settings)
    .map(([name, value]) => `${name} = '${value}'\n`)
    .join('');
}

function clamp(value: number, least: number, most: number): number {
  return Math.round(Math.min(Math.max(value, least), most));
}
