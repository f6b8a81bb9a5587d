import { randomUUID } from 'node:crypto';
import type { Permission } from '@halo/wire/dashboard/permissions.ts';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context, Hono } from 'hono';
import type { z } from 'zod';
import { UUID } from '../../cursor.ts';
import type { Deps } from '../../deps.ts';
import { Refusal } from '../../refusal.ts';
import type { Actor } from '../../workspaces/audit.ts';
import { enterWorkspace } from '../../workspaces/enter-workspace.ts';
import { readSignedIn } from '../../workspaces/sign-in.ts';
import { type Access, requirePermission, type Teammate } from '../../workspaces/teammate.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { answerError } from '../answer-error.ts';
import { checkShape } from '../check-shape.ts';
import { clientAddress } from '../client-address.ts';
import { readJson } from '../read-json.ts';
import type { SdkFrame } from '../sdk/sdk-route.ts';
import { checkOrigin } from './check-origin.ts';

/** One call of a browser, its body and query of the right shape. */
export interface OpenCall<Body = undefined, Query = undefined> {
  requestId: string;
  clientIp: string;
  receivedAt: Date;
  body: Body;
  query: Query;
  params: Record<string, string>;
  headers: Headers;
  /** Fires when the caller goes away. */
  signal: AbortSignal;
}

/** A call of somebody who is signed in. */
export interface TeammateCall<Body = undefined, Query = undefined> extends OpenCall<Body, Query> {
  teammate: Teammate;
}

/** A call inside a workspace the teammate belongs to. */
export interface WorkspaceCall<Body = undefined, Query = undefined> extends TeammateCall<Body, Query> {
  workspace: Workspace;
  /** What the teammate may do here. */
  access: Access;
  /** The teammate as the audit log names them. */
  actor: Actor;
}

interface RouteShape<Call, Body extends z.ZodType | undefined, Query extends z.ZodType | undefined> {
  method: 'get' | 'post' | 'patch' | 'delete';
  /** Below `/api/dashboard`, of a workspace route below its workspace. A parameter whose name ends in `Id` is a UUID. */
  path: string;
  body?: Body;
  query?: Query;
  maxBytes?: number;
  /** Calls a minute that one teammate may make in one workspace; 429 beyond. */
  perMinute?: number;
  /** Answers an object, nothing (204), or a whole Response. */
  handle(deps: Deps, call: Call): Promise<object | undefined | Response>;
}

type Read<Shape> = Shape extends z.ZodType ? z.output<Shape> : undefined;
type Shape = z.ZodType | undefined;

export interface DashboardRoute extends RouteShape<never, Shape, Shape> {
  who: 'anybody' | 'teammate' | Permission;
}

/** An endpoint for people who are not signed in yet. */
export function openRoute<Body extends Shape = undefined, Query extends Shape = undefined>(
  route: RouteShape<OpenCall<Read<Body>, Read<Query>>, Body, Query>,
): DashboardRoute {
  return { ...route, who: 'anybody' };
}

/** An endpoint for everybody who is signed in, outside any workspace. */
export function teammateRoute<Body extends Shape = undefined, Query extends Shape = undefined>(
  route: RouteShape<TeammateCall<Read<Body>, Read<Query>>, Body, Query>,
): DashboardRoute {
  return { ...route, who: 'teammate' };
}

/** An endpoint of one workspace. Each says what it `needs`; `enter` is what everybody of the workspace may. */
export function workspaceRoute<Body extends Shape = undefined, Query extends Shape = undefined>({
  needs,
  ...route
}: RouteShape<WorkspaceCall<Read<Body>, Read<Query>>, Body, Query> & { needs: Permission }): DashboardRoute {
  return { ...route, path: `/workspaces/:workspaceId${route.path}`, who: needs };
}

const MAX_BYTES = 64_000;
const HEADERS = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

/** Hangs the routes on an app that is mounted at `/api/dashboard`. */
export function mountDashboardRoutes(app: Hono, deps: Deps, frame: SdkFrame, routes: readonly DashboardRoute[]): void {
  for (const route of routes) {
    app.on(route.method, route.path, async (c) => {
      const requestId = `req_${randomUUID()}`;
      try {
        checkOrigin(deps, c.req.raw);
        const { call, setCookies } = await open(deps, frame, route, c, requestId);
        const answer = toResponse(await route.handle(deps, call as never));
        for (const cookie of setCookies) answer.headers.append('set-cookie', cookie);
        return answer;
      } catch (error) {
        return answerError(deps, error, requestId, HEADERS);
      }
    });
  }
  app.all('*', () =>
    answerError(deps, new Refusal('not_found', 'There is no such endpoint.'), `req_${randomUUID()}`, HEADERS),
  );
}

/** The address behind a request, as rates and waits count it. */
export function clientIpOf(c: Context, frame: SdkFrame): string {
  return clientAddress(getConnInfo(c).remote.address, c.req.header('x-forwarded-for') ?? null, frame.trustedProxies);
}

async function open(deps: Deps, frame: SdkFrame, route: DashboardRoute, c: Context, requestId: string) {
  const params = c.req.param() as Record<string, string>;
  const signedIn = route.who === 'anybody' ? null : await readSignedIn(deps, c.req.raw.headers);
  if (route.who !== 'anybody' && !signedIn) throw new Refusal('sign_in_required', 'Sign in to go on.');
  for (const [name, value] of Object.entries(params)) {
    if (name.endsWith('Id') && !UUID.test(value)) throw new Refusal('not_found', 'There is no such record.');
  }
  const inside =
    signedIn && params.workspaceId && (await enterWorkspace(deps, signedIn.teammate.id, params.workspaceId));
  if (inside) requirePermission(inside.access, route.who as Permission);
  const { id, name, email } = signedIn?.teammate ?? {};
  if (route.perMinute) frame.rates.countEach(`${route.path} ${params.workspaceId} ${id}`, route.perMinute);
  const call = {
    requestId,
    clientIp: clientIpOf(c, frame),
    receivedAt: deps.now(),
    body:
      route.body &&
      checkShape(route.body, await readJson(c.req.raw, route.maxBytes ?? MAX_BYTES, params.workspaceId ?? '')),
    query: route.query && checkShape(route.query, c.req.query()),
    params,
    headers: c.req.raw.headers,
    signal: c.req.raw.signal,
    teammate: signedIn?.teammate,
    actor: { kind: 'teammate', id, name, email },
    ...(inside || {}),
  };
  return { call, setCookies: signedIn?.setCookies ?? [] };
}

function toResponse(answer: object | undefined | Response): Response {
  if (answer instanceof Response) {
    for (const [name, value] of Object.entries(HEADERS)) if (!answer.headers.has(name)) answer.headers.set(name, value);
    return answer;
  }
  if (answer === undefined) return new Response(null, { status: 204, headers: HEADERS });
  return new Response(JSON.stringify(answer), { headers: { ...HEADERS, 'content-type': 'application/json' } });
}
