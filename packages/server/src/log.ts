import pino, { type DestinationStream, type Logger } from 'pino';
import { prettyFactory } from 'pino-pretty';
import type { Config } from './config.ts';

/** Names under which secrets, tokens and people's words travel; what stands there is never logged. */
const PRIVATE = [
  ...['authorization', 'cookie', 'token', 'user_token', 'userToken', 'secret', 'password', 'apiKey', 'masterKey'],
  ...['message', 'body', 'text', 'traits', 'context', 'email', 'parameters', 'query', 'args', 'detail'],
];

/**
 * The log: JSON lines in production, readable lines in development, the same without colour when nobody watches.
 * Secrets, tokens, traits and message texts are left out wherever they stand at the top or one level down.
 */
export function createLog(config: Pick<Config, 'production' | 'logLevel'>, to?: DestinationStream): Logger {
  const options: pino.LoggerOptions = {
    level: config.logLevel,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: PRIVATE.flatMap((name) => [name, `*.${name}`]), censor: '[left out]' },
    serializers: { err: describeError, error: describeError },
  };
  const sink = to ?? pino.destination({ dest: 1, sync: true });
  if (config.production) return pino(options, sink);
  const colorize = to === undefined && process.stdout.isTTY === true;
  const readable = prettyFactory({ translateTime: 'SYS:HH:MM:ss.l', colorize });
  return pino(options, { write: (line: string) => sink.write(readable(line)) });
}

interface LoggedError {
  type: string;
  said: string;
  code?: unknown;
  where?: string;
  table?: unknown;
  constraint?: unknown;
  cause?: LoggedError;
}

/** An error as far as it may be read by an operator: a database's complaint about a value would quote that value. */
function describeError(error: unknown): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, said: 'something that is no Error was thrown' };
  const {
    code,
    table_name: table,
    constraint_name: constraint,
  } = error as { code?: unknown; table_name?: unknown; constraint_name?: unknown };
  const quotesValue = typeof code === 'string' && /^2[23][0-9A-Z]{3}$/.test(code);
  return {
    type: error.name,
    said: quotesValue ? 'the database refused a value' : error.message,
    where: frames(error.stack),
    ...(code !== undefined && { code }),
    ...(table !== undefined && { table }),
    ...(constraint !== undefined && { constraint }),
    ...(error.cause !== undefined && { cause: describeError(error.cause) }),
  };
}

function frames(stack = ''): string {
  return stack
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .join('\n');
}
