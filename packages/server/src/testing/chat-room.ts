import { createHmac } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { Hono } from 'hono';
import { pino } from 'pino';
import type postgres from 'postgres';
import { afterAll } from 'vitest';
import { loadConfig } from '../config.ts';
import type { Deps } from '../deps.ts';
import { blockList } from '../http/client-address.ts';
import { listen } from '../http/listen.ts';
import { RateLimits } from '../http/rate-limits.ts';
import { mountSdkRoutes, type SdkRoute } from '../http/sdk/sdk-route.ts';
import { assembleDeps } from '../open-deps.ts';
import { createWorkspace } from '../workspaces/create-workspace.ts';
import type { FoundedWorkspace } from '../workspaces/found-workspace.ts';
import { type OpenAiDouble, openAiDouble } from './openai-double.ts';
import { testDatabase } from './test-database.ts';

/** Some SDK doors over real HTTP, on a database of their own, with a model provider that tests script. */
export interface ChatRoom {
  deps: Deps;
  sql: postgres.Sql;
  provider: OpenAiDouble;
  /** Every line that was logged. */
  logged: () => string;
  workspace(mode?: 'off' | 'report' | 'enforce'): Promise<FoundedWorkspace & { serverKey: string }>;
  call(path: string, key: string, body: object, init?: RequestInit): Promise<Response>;
  get(path: string): Promise<Response>;
  /** A token as the customer's backend signs it. */
  token(workspace: FoundedWorkspace, claims: object): string;
}

/** To be called at the top of a test file: `const room = await chatRoom([chatRoute], { builtin: true })`. */
export async function chatRoom(
  routes: SdkRoute[],
  options: { builtin?: boolean; unprovedPerDay?: number } = {},
): Promise<ChatRoom> {
  const { db, address } = await testDatabase();
  const provider = await openAiDouble();
  const dataDir = await mkdtemp(join(tmpdir(), 'halo-test-'));
  const lines: string[] = [];
  const log = pino(
    { level: 'trace' },
    new Writable({ write: (chunk, _encoding, done) => done(void lines.push(String(chunk))) }),
  );
  const model = options.builtin
    ? {}
    : { HALO_MODEL_PROVIDER: 'openai-compatible', HALO_MODEL: 'double', HALO_MODEL_BASE_URL: provider.baseUrl };
  const config = loadConfig({
    ...model,
    HALO_DATA: dataDir,
    HALO_MODEL_UNPROVED_DAILY: String(options.unprovedPerDay ?? 10_000),
    HALO_RATE_LIMITS: 'off',
  });
  const deps = assembleDeps(config, log, address);
  const app = new Hono();
  mountSdkRoutes(app, deps, { trustedProxies: blockList([]), rates: new RateLimits(false, deps.now) }, routes);
  const door = await listen(
    { host: '127.0.0.1', port: 0 },
    () => app,
    () => undefined,
  );
  const origin = `http://127.0.0.1:${door.port}`;
  afterAll(async () => {
    await door.drain(5);
    await provider.close();
    await deps.writer.drain();
    await deps.live.close();
    await deps.db.close();
    await rm(dataDir, { recursive: true, force: true });
  });
  return {
    deps,
    sql: db.sql,
    provider,
    logged: () => lines.join(''),
    async workspace(mode = 'off') {
      const made = await createWorkspace(deps, {
        name: 'Acme',
        actor: { kind: 'command_line' },
        serverKeyScopes: ['read', 'write'],
      });
      await db.sql`update workspaces set identity_mode = ${mode} where id = ${made.id}`;
      return { ...made, serverKey: made.serverKey! };
    },
    call: (path, key, body, init = {}) =>
      fetch(origin + path, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
        ...init,
      }),
    get: (path) => fetch(origin + path),
    token: (workspace, claims) => signToken(workspace.identitySecret.secret, claims),
  };
}

function signToken(secret: string, claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const head = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
  return `${head}.${createHmac('sha256', secret).update(head).digest('base64url')}`;
}
