import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';
import { StartRefused } from './refusal.ts';

export type ModelProvider = 'builtin' | 'openai' | 'anthropic' | 'openai-compatible';

/** Everything Halo reads from its environment, checked. No other file reads `process.env`. */
export interface Config {
  host: string;
  /** 0 asks the system for a free port; `main.ts` then puts the real one here. */
  port: number;
  /** Where people reach Halo, without a trailing slash. */
  publicUrl: string;
  /** Absolute path of the data folder. */
  dataDir: string;
  /** null: Halo runs a PostgreSQL of its own in `dataDir`. */
  databaseUrl: string | null;
  /** A connection past the pooler, for LISTEN; null: `databaseUrl` when it is not a transaction pooler, else Halo polls. */
  databaseDirectUrl: string | null;
  databasePoolMode: 'session' | 'transaction';
  databaseConnections: number;
  /** What the key that seals stored secrets is made from; null: a 0600 file in `dataDir`. */
  masterKey: string | null;
  production: boolean;
  rateLimits: 'on' | 'off';
  /** CIDR ranges of proxies whose `X-Forwarded-For` is believed. */
  trustedProxies: string[];
  demo: boolean;
  logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
  /** Bearer that `/metrics` asks for; null: `/metrics` answers this machine only. */
  metricsToken: string | null;
  /** How long a stopping server waits for the requests it has accepted. */
  drainSeconds: number;
  /** `host` or `host:port` that `fetch-outside.ts` may reach although they are private or not https. */
  outsideAllow: string[];
  /** How many bytes of pictures each workspace keeps. */
  pictureBytes: number;
  model: {
    provider: ModelProvider;
    model: string;
    apiKey: string | null;
    baseUrl: string | null;
    /** Model calls a day that unproved chats may cost a workspace before the built-in answerer takes over. */
    unprovedPerDay: number;
  };
  /** What is odd but no reason not to start; said once in the log. */
  warnings: string[];
}

const whole = (from: number, to: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, `must be a whole number from ${from} to ${to}`)
    .transform(Number)
    .refine((n) => n >= from && n <= to, `must be a whole number from ${from} to ${to}`);

const url = (protocols: string[], example: string) =>
  z
    .string()
    .refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), `must be like ${example}`);

const list = <T extends z.ZodType<string, string>>(item: T) =>
  z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean),
    )
    .pipe(z.array(item));

function isCidr(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const kind = isIP(address);
  if (kind === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (kind === 4 ? 32 : 128));
}

/** Every variable Halo knows, in the order of the README's table; the descriptions are that table's words. */
export const environment = z.object({
  HOST: z
    .string()
    .regex(/^[^\s/]+$/, 'must be an address or a host name')
    .default('127.0.0.1')
    .describe('Address to listen on'),
  PORT: whole(0, 65_535).default(3000).describe('Port to listen on; `0` takes any free one'),
  HALO_URL: url(['http:', 'https:'], 'https://halo.example.com')
    .refine(
      (text) => /^[^/]*\/\/[^/?#]+\/?$/.test(text),
      'must be an address without a path, such as https://halo.example.com',
    )
    .optional()
    .describe('Public address, as people and mails reach it. Default: `http://HOST:PORT`'),
  HALO_DATA: z.string().default('.halo').describe('Data folder: the embedded PostgreSQL, the master key'),
  DATABASE_URL: url(['postgres:', 'postgresql:'], 'postgres://user:password@host:5432/halo')
    .optional()
    .describe('A PostgreSQL (16 or later) to use instead of the embedded one'),
  HALO_DATABASE_DIRECT_URL: url(['postgres:', 'postgresql:'], 'postgres://user:password@host:5432/halo')
    .optional()
    .describe('The same database past a transaction pooler, for live events; without it Halo polls'),
  HALO_DATABASE_POOL_MODE: z
    .enum(['session', 'transaction'], 'must be session or transaction')
    .default('session')
    .describe('`transaction` behind a transaction pooler: no named prepared statements'),
  HALO_DATABASE_CONNECTIONS: whole(4, 500).default(16).describe('Connections one server process keeps'),
  HALO_MASTER_KEY: z
    .string()
    .min(32, 'must have 32 characters or more')
    .optional()
    .describe('Seals stored secrets; 32 random characters or more. Default: a file in the data folder'),
  NODE_ENV: z.string().optional().describe('`production`: JSON logs, no demo unless asked for'),
  HALO_DEMO: z
    .enum(['0', '1'], 'must be 0 or 1')
    .optional()
    .describe('`1` serves `/demo` anywhere, `0` nowhere. Default: on a loopback address outside production'),
  HALO_RATE_LIMITS: z
    .enum(['on', 'off'], 'must be on or off')
    .default('on')
    .describe('`off` is for benchmarks and tests'),
  HALO_TRUSTED_PROXIES: list(z.string().refine(isCidr, 'must list addresses or CIDR ranges, such as 10.0.0.0/8,::1'))
    .default([])
    .describe('Proxies whose `X-Forwarded-For` is believed, as CIDR ranges with commas'),
  HALO_OUTSIDE_ALLOW: list(z.string().regex(/^[^\s/@]+$/, 'must list hosts, such as hooks.internal:8443'))
    .default([])
    .describe('Private hosts (`host` or `host:port`) that URLs from data may reach all the same'),
  HALO_LOG_LEVEL: z
    .enum(
      ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'],
      'must be trace, debug, info, warn, error, fatal or silent',
    )
    .default('info')
    .describe('How much is logged'),
  HALO_METRICS_TOKEN: z
    .string()
    .min(16, 'must have 16 characters or more')
    .optional()
    .describe('Bearer token for `/metrics`. Without it `/metrics` answers this machine only'),
  HALO_DRAIN_SECONDS: whole(1, 600).default(20).describe('How long a stopping server waits for accepted requests'),
  HALO_PICTURES_MB: whole(1, 10_000_000)
    .default(5000)
    .describe('Megabytes of pictures in chats each workspace keeps in the database; unproved visitors fill half of it'),
  HALO_MODEL_PROVIDER: z
    .enum(
      ['builtin', 'openai', 'anthropic', 'openai-compatible'],
      'must be builtin, openai, anthropic or openai-compatible',
    )
    .default('builtin')
    .describe('Who answers chats. `builtin` needs no account and sends nothing anywhere'),
  HALO_MODEL: z.string().optional().describe('Name of the model; needed with every provider but `builtin`'),
  HALO_MODEL_API_KEY: z.string().optional().describe("The provider's key; needed with `openai` and `anthropic`"),
  HALO_MODEL_BASE_URL: url(['http:', 'https:'], 'http://127.0.0.1:11434/v1')
    .optional()
    .describe("The provider's base URL; needed with `openai-compatible`"),
  HALO_MODEL_UNPROVED_DAILY: whole(0, 100_000_000)
    .default(2000)
    .describe('Model calls a day for chats that prove nothing; then the built-in answerer'),
});

const SECRETS = new Set([
  'DATABASE_URL',
  'HALO_DATABASE_DIRECT_URL',
  'HALO_MASTER_KEY',
  'HALO_METRICS_TOKEN',
  'HALO_MODEL_API_KEY',
]);

/** Whether an address to listen on is reachable from this machine alone. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

/** `http://host:port` with IPv6 in brackets; a wildcard host is named as this machine reaches it. */
export function httpAddress(host: string, port: number): string {
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
}

/**
 * Reads and checks the environment; an empty variable counts as absent. Throws `StartRefused` on the first bad one,
 * in one line that names the variable and never shows a secret.
 */
export function loadConfig(env: Record<string, string | undefined> = process.env, cwd = process.cwd()): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
  const read = environment.safeParse(given);
  if (!read.success) {
    const issue = read.error.issues[0];
    const name = String(issue?.path[0]);
    const shown = SECRETS.has(name) ? '' : `, not ${JSON.stringify(given[name])}`;
    throw new StartRefused(`${name} ${issue?.message}${shown}`);
  }
  const set = read.data;
  const production = set.NODE_ENV === 'production';
  return {
    host: set.HOST,
    port: set.PORT,
    publicUrl: (set.HALO_URL ?? httpAddress(set.HOST, set.PORT)).replace(/\/+$/, ''),
    dataDir: resolve(cwd, set.HALO_DATA),
    databaseUrl: set.DATABASE_URL ?? null,
    databaseDirectUrl:
      set.HALO_DATABASE_DIRECT_URL ?? (set.HALO_DATABASE_POOL_MODE === 'session' ? (set.DATABASE_URL ?? null) : null),
    databasePoolMode: set.HALO_DATABASE_POOL_MODE,
    databaseConnections: set.HALO_DATABASE_CONNECTIONS,
    masterKey: set.HALO_MASTER_KEY ?? null,
    production,
    rateLimits: set.HALO_RATE_LIMITS,
    trustedProxies: set.HALO_TRUSTED_PROXIES,
    demo: set.HALO_DEMO === undefined ? isLoopback(set.HOST) && !production : set.HALO_DEMO === '1',
    logLevel: set.HALO_LOG_LEVEL,
    metricsToken: set.HALO_METRICS_TOKEN ?? null,
    drainSeconds: set.HALO_DRAIN_SECONDS,
    outsideAllow: set.HALO_OUTSIDE_ALLOW,
    pictureBytes: set.HALO_PICTURES_MB * 1_000_000,
    model: readModel(set),
    warnings: warnings(given, set, production),
  };
}

type Read = z.output<typeof environment>;

function readModel(set: Read): Config['model'] {
  const provider = set.HALO_MODEL_PROVIDER;
  const need = (name: 'HALO_MODEL' | 'HALO_MODEL_API_KEY' | 'HALO_MODEL_BASE_URL') => {
    if (set[name] === undefined) throw new StartRefused(`${name} must be set when HALO_MODEL_PROVIDER is ${provider}`);
  };
  if (provider !== 'builtin') need('HALO_MODEL');
  if (provider === 'openai' || provider === 'anthropic') need('HALO_MODEL_API_KEY');
  if (provider === 'openai-compatible') need('HALO_MODEL_BASE_URL');
  return {
    provider,
    model: set.HALO_MODEL ?? 'builtin',
    apiKey: set.HALO_MODEL_API_KEY ?? null,
    baseUrl: set.HALO_MODEL_BASE_URL?.replace(/\/+$/, '') ?? null,
    unprovedPerDay: set.HALO_MODEL_UNPROVED_DAILY,
  };
}

function warnings(given: Record<string, unknown>, set: Read, production: boolean): string[] {
  const said = Object.keys(given)
    .filter((name) => name.startsWith('HALO_') && !(name in environment.shape))
    .map((name) => `${name} is not a setting of Halo and was not read`);
  if (production && set.HALO_URL === undefined)
    said.push('HALO_URL is not set: links will name an address only this machine can open');
  if (production && set.HALO_RATE_LIMITS === 'off') said.push('HALO_RATE_LIMITS is off: nothing slows down a script');
  return said;
}
