import { randomUUID } from 'node:crypto';
import type { BlockList } from 'node:net';
import type { ErrorCode } from '@halo/wire/errors.ts';
import { LIMITS } from '@halo/wire/limits.ts';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context, Hono } from 'hono';
import type { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { logServerKeyInBrowser } from '../../identity/log-server-key-in-browser.ts';
import { Refusal } from '../../refusal.ts';
import { authenticateKey, type KeyHolder } from '../../workspaces/authenticate-key.ts';
import type { CallerKey, ServerKeyScope, Workspace } from '../../workspaces/workspace.ts';
import { answerError } from '../answer-error.ts';
import { checkShape } from '../check-shape.ts';
import { clientAddress } from '../client-address.ts';
import type { RateKind, RateLimits } from '../rate-limits.ts';
import { readJson } from '../read-json.ts';

/** The part of a proof that rates are counted by. */
export interface ProvedCaller {
  trust: 'anonymous' | 'claimed' | 'verified';
  externalId: string | null;
}

/** One call to `/api/sdk`, its key known, its body bounded and of the right shape. */
export interface SdkCall<Body = undefined, Query = undefined> {
  workspace: Workspace;
  key: CallerKey;
  requestId: string;
  clientIp: string;
  receivedAt: Date;
  /** The SDK and version that called, as it names itself; for the identify log only. */
  sdk: string | null;
  /** For the words under which a session is shown to the team; kept nowhere as it came. */
  userAgent: string | null;
  body: Body;
  query: Query;
  params: Record<string, string>;
  headers: { session: string | null; userToken: string | null; lastEventId: string | null };
  /** Fires when the caller goes away. */
  signal: AbortSignal;
  /** The key and its workspace as they are now, or the refusal they have become: for streams, which outlive their call. */
  renew(): Promise<KeyHolder | null>;
  /** Counts this call against its caller's rate, or refuses it; to be called once the caller's proof is known. */
  limit(kind: RateKind, caller: ProvedCaller, sessionId?: string | null): Allowance;
}

/** What the address of a call may still do. */
export interface Allowance {
  /** May it make one more contact? Asked at the moment of making it; asking counts, but once a call. */
  mayCreate(): boolean;
}

/** A streamed answer, for the API reference. Paragraphs are parted by blank lines. */
export interface StreamedAnswer {
  type: 'text/plain; charset=utf-8' | 'text/event-stream';
  description: string;
  headers?: Record<string, string>;
  /** The JSON of each kind of frame. */
  frames: Record<string, z.ZodType>;
  example: string;
}

interface RouteShape<Body extends z.ZodType | undefined, Query extends z.ZodType | undefined> {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  path: string;
  /** One sentence for the API reference. */
  summary: string;
  /** Which kinds of key may call; empty for a public endpoint. */
  keys: ('widget' | 'server')[];
  /** The scope a server key needs here. */
  scope?: ServerKeyScope;
  /** The person proves themselves by `X-Halo-Session` and `X-Halo-User-Token`; for the API reference. */
  provesByHeaders?: true;
  body?: Body;
  query?: Query;
  /** The shape of the 200 answer, for the API reference: nothing is checked with it while calls run. */
  answer?: z.ZodType;
  /** What the 200 answer is where it is no JSON. */
  streams?: StreamedAnswer;
  /** The content types of the 200 answer where it is a file. */
  file?: readonly string[];
  /** The codes this endpoint refuses with, beside those of its key, body and query; for the API reference. */
  refuses?: readonly ErrorCode[];
  maxBytes?: number;
  /** Answers an object (`request_id` is added) or a whole Response. */
  handle(
    deps: Deps,
    call: SdkCall<
      Body extends z.ZodType ? z.output<Body> : undefined,
      Query extends z.ZodType ? z.output<Query> : undefined
    >,
  ): Promise<object | Response>;
}

export type SdkRoute = RouteShape<z.ZodType | undefined, z.ZodType | undefined>;

/** Declares one endpoint. `routes.ts` lists them all; this page gives each its key check, parsing and answer. */
export function sdkRoute<
  Body extends z.ZodType | undefined = undefined,
  Query extends z.ZodType | undefined = undefined,
>(route: RouteShape<Body, Query>): SdkRoute {
  return route as unknown as SdkRoute;
}

const EXPOSED = 'x-session-id, x-agent-id, x-conversation-id, retry-after, date';
const CORS = { 'access-control-allow-origin': '*', 'access-control-expose-headers': EXPOSED };
const PREFLIGHT = {
  ...CORS,
  'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
  'access-control-allow-headers':
    'authorization, content-type, x-halo-session, x-halo-user-token, x-halo-sdk, last-event-id',
  'access-control-max-age': '86400',
};
const PRIVATE = { ...CORS, 'cache-control': 'no-store' };

export interface SdkFrame {
  trustedProxies: BlockList;
  rates: RateLimits;
}

/** Hangs the routes on an app that is mounted at `/api/sdk`. */
export function mountSdkRoutes(app: Hono, deps: Deps, frame: SdkFrame, routes: readonly SdkRoute[]): void {
  app.options('*', () => new Response(null, { status: 204, headers: PREFLIGHT }));
  for (const route of routes) {
    app.on(route.method, route.path, async (c) => {
      const requestId = `req_${randomUUID()}`;
      try {
        const call = await open(deps, frame, route, c, requestId);
        const answer = await route.handle(deps, call as never);
        if (answer instanceof Response) return withHeaders(answer);
        return new Response(JSON.stringify({ ...answer, request_id: requestId }), {
          headers: { ...PRIVATE, 'content-type': 'application/json' },
        });
      } catch (error) {
        return answerError(deps, error, requestId, PRIVATE);
      }
    });
  }
  app.all('*', () =>
    answerError(
      deps,
      new Refusal('not_found', 'There is no such endpoint. The reference is at /docs.'),
      `req_${randomUUID()}`,
      PRIVATE,
    ),
  );
}

async function open(deps: Deps, frame: SdkFrame, route: SdkRoute, c: Context, requestId: string) {
  const request = c.req.raw;
  const header = (name: string) => c.req.header(name)?.trim() || null;
  const clientIp = clientAddress(getConnInfo(c).remote.address, header('x-forwarded-for'), frame.trustedProxies);
  const call = { requestId, clientIp, receivedAt: deps.now(), sdk: header('x-halo-sdk')?.slice(0, 64) ?? null };
  const userAgent = header('user-agent');
  const renew = () => admit(deps, route, call, header('authorization'), header('origin'));
  const holder = await renew();
  const workspaceId = holder?.workspace.id ?? '';
  return {
    workspace: holder?.workspace,
    key: holder?.key,
    ...call,
    userAgent,
    body:
      route.body &&
      checkShape(route.body, await readJson(request, route.maxBytes ?? LIMITS.singleBodyBytes, workspaceId)),
    query: route.query && checkShape(route.query, c.req.query()),
    params: c.req.param() as Record<string, string>,
    headers: {
      session: header('x-halo-session'),
      userToken: header('x-halo-user-token'),
      lastEventId: header('last-event-id'),
    },
    signal: request.signal,
    renew,
    limit(kind: RateKind, caller: ProvedCaller, sessionId: string | null = null): Allowance {
      const rated = { workspaceId, clientIp, sessionId, provedAs: provedAs(holder?.key, caller) };
      frame.rates.count(kind, rated);
      let may: boolean | undefined;
      return {
        mayCreate() {
          may ??= frame.rates.countCreation(rated);
          return may;
        },
      };
    },
  };
}

async function admit(
  deps: Deps,
  route: SdkRoute,
  call: Pick<SdkCall, 'requestId' | 'clientIp' | 'receivedAt' | 'sdk'>,
  authorization: string | null,
  origin: string | null,
): Promise<KeyHolder | null> {
  if (route.keys.length === 0) return null;
  const bearer = authorization && /^bearer /i.test(authorization) ? authorization.slice(7).trim() : null;
  const holder = await authenticateKey(deps, bearer);
  if (holder.key.kind === 'server' && origin) {
    logServerKeyInBrowser(deps, { workspaceId: holder.workspace.id, keyId: holder.key.id, ...call });
    throw new Refusal(
      'server_key_in_browser',
      'A server key was sent from a browser. End it, and keep the new one on your server.',
    );
  }
  if (!route.keys.includes(holder.key.kind)) {
    throw new Refusal('key_kind', `This endpoint takes a ${route.keys.join(' or ')} key.`);
  }
  if (holder.key.kind === 'server') {
    const scope = route.scope ?? 'write';
    if (!holder.key.scopes.includes(scope))
      throw new Refusal('key_scope', `This server key has no "${scope}" scope.`, { scope });
  }
  return holder;
}

function provedAs(key: CallerKey | undefined, caller: ProvedCaller): string | null {
  if (key?.kind === 'server') return `key:${key.id}`;
  return caller.trust === 'verified' ? `user:${caller.externalId}` : null;
}

function withHeaders(answer: Response): Response {
  for (const [name, value] of Object.entries(PRIVATE)) {
    if (!answer.headers.has(name)) answer.headers.set(name, value);
  }
  return answer;
}
