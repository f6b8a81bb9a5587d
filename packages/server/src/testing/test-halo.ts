import { createHmac } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Logger, pino } from 'pino';
import type postgres from 'postgres';
import { afterAll } from 'vitest';
import { loadConfig } from '../config.ts';
import type { Deps } from '../deps.ts';
import { createApp } from '../http/app.ts';
import { listen } from '../http/listen.ts';
import { flushRefusals } from '../identity/log-refusal.ts';
import { flushKeyUses } from '../identity/note-key-use.ts';
import { assembleDeps } from '../open-deps.ts';
import { forgetKeys } from '../workspaces/authenticate-key.ts';
import { createWorkspace } from '../workspaces/create-workspace.ts';
import { flushServerKeyUses } from '../workspaces/note-server-key-use.ts';
import { SERVER_KEY_SCOPES } from '../workspaces/workspace.ts';
import { testDatabase } from './test-database.ts';

export type Mode = 'off' | 'report' | 'enforce';

export interface TestWorkspace {
  id: string;
  widgetKey: string;
  secret: { id: string; secret: string };
  serverKey: string;
}

/** An answer as callers see it. */
export interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of many shapes
  body: any;
  headers: Headers;
}

/** All doors of Halo over real HTTP, on a database of their own, with a clock that tests turn. */
export interface TestHalo {
  deps: Deps;
  sql: postgres.Sql;
  origin: string;
  turnClock(seconds: number): void;
  workspace(mode?: Mode, more?: { name?: string; whoMayWrite?: 'identified' }): Promise<TestWorkspace>;
  setMode(workspace: TestWorkspace, mode: Mode): Promise<void>;
  /** A second server on the same database; each has its own writer, memory and connections. */
  another(): Promise<{ deps: Deps; origin: string }>;
  /** Calls `/api/sdk` with a key, or with none. */
  call(path: string, key: string | null, body?: unknown, init?: RequestInit): Promise<Answer>;
  /** Waits for refusals to be logged and reads the log of a workspace, newest first. */
  log(workspace: TestWorkspace): Promise<Record<string, unknown>[]>;
}

async function startServer(deps: Deps) {
  const app = createApp(deps);
  const door = await listen(
    { host: '127.0.0.1', port: 0 },
    () => app,
    () => undefined,
  );
  return {
    deps,
    origin: `http://127.0.0.1:${door.port}`,
    async stop() {
      await door.drain(5);
      await deps.writer.drain();
      await Promise.all([flushRefusals(deps), flushKeyUses(deps), flushServerKeyUses(deps)]);
      await deps.jobs.stop();
      await deps.live.close();
      await deps.db.close();
    },
  };
}

/** To be called at the top of a test file or of a `describe`, never inside a hook or a test. */
export async function testHalo(
  environment: Record<string, string> = {},
  log: Logger = pino({ level: 'silent' }),
): Promise<TestHalo> {
  const { db, address } = await testDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'halo-test-'));
  const config = loadConfig({ HALO_DATA: dataDir, HALO_RATE_LIMITS: 'off', ...environment });
  let ahead = 0;
  const start = () => startServer(assembleDeps(config, log, address, () => new Date(Date.now() + ahead)));
  const servers = [await start()];
  const { deps, origin } = servers[0]!;
  afterAll(async () => {
    for (const { stop } of servers) await stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  const setMode: TestHalo['setMode'] = async (workspace, mode) => {
    await db.sql`update workspaces set identity_mode = ${mode} where id = ${workspace.id}`;
    forgetKeys(deps);
  };
  return {
    deps,
    sql: db.sql,
    origin,
    setMode,
    async another() {
      const server = await start();
      servers.push(server);
      return server;
    },
    turnClock(seconds) {
      ahead += seconds * 1000;
      forgetKeys(deps);
    },
    async workspace(mode = 'off', { name = 'Acme', whoMayWrite } = {}) {
      const made = await createWorkspace(deps, {
        name,
        actor: { kind: 'command_line' },
        serverKeyScopes: [...SERVER_KEY_SCOPES],
      });
      const workspace = {
        id: made.id,
        widgetKey: made.widgetKey,
        secret: made.identitySecret,
        serverKey: made.serverKey!,
      };
      if (whoMayWrite) await db.sql`update workspaces set who_may_write = ${whoMayWrite} where id = ${made.id}`;
      await setMode(workspace, mode);
      return workspace;
    },
    async call(path, key, body, init = {}) {
      const answer = await fetch(`${origin}/api/sdk${path}`, {
        method: body === undefined ? 'GET' : 'POST',
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
        ...init,
        headers: {
          ...(key && { authorization: `Bearer ${key}` }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(init.headers as Record<string, string>),
        },
      });
      const text = await answer.text();
      return { status: answer.status, body: text.startsWith('{') ? JSON.parse(text) : text, headers: answer.headers };
    },
    async log(workspace) {
      await flushRefusals(deps);
      return db.sql`select * from identify_log where workspace_id = ${workspace.id} order by at desc, id desc`;
    },
  };
}

/** A token as the customer's backend signs it: HS256 with the identity secret, expiring in an hour unless told. */
export function signToken(
  secret: string,
  claims: Record<string, unknown>,
  header: Record<string, unknown> = { alg: 'HS256', typ: 'JWT' },
): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const inAnHour = Math.floor(Date.now() / 1000) + 3_600;
  const signed = `${part(header)}.${part({ exp: inAnHour, ...claims })}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}
