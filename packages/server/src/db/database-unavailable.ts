/** Codes of the drivers, the operating system and PostgreSQL that mean "no database at the other end just now". */
const UNAVAILABLE = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_DESTROYED',
  'CONNECTION_ENDED',
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  '53300', // too many connections
  '57P01', // admin shutdown
  '57P02', // crash shutdown
  '57P03', // starting up, or in recovery
]);

/** `pg`, which pg-boss speaks through, gives these no code. */
const WITHOUT_CODE =
  /^Connection terminated|^timeout exceeded when trying to connect|^Client has encountered a connection error/;

/** True when an error of a query says that the database is away (restarting, unreachable, full), not that the query is wrong. */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, syscall, message } = error as { code?: unknown; syscall?: unknown; message?: unknown };
  if (typeof code !== 'string') return typeof message === 'string' && WITHOUT_CODE.test(message);
  if (code === 'ENOENT') return syscall === 'connect';
  return UNAVAILABLE.has(code) || code.startsWith('08');
}
