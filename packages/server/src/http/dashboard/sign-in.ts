import { randomUUID } from 'node:crypto';
import type { ErrorCode } from '@halo/wire/errors.ts';
import type { Context, Hono } from 'hono';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { Refusal } from '../../refusal.ts';
import { CLIENT_ADDRESS_HEADER, signIn } from '../../workspaces/sign-in.ts';
import { admitSignIn, forgetFailures } from '../../workspaces/sign-in-waits.ts';
import { answerError } from '../answer-error.ts';
import { checkShape } from '../check-shape.ts';
import { readJson } from '../read-json.ts';
import type { SdkFrame } from '../sdk/sdk-route.ts';
import { checkOrigin } from './check-origin.ts';
import { clientIpOf } from './dashboard-route.ts';

/** The endpoints of better-auth that the dashboard uses. All others stay shut, whatever a later version adds. */
const POSTS = [
  '/sign-in/email',
  '/sign-out',
  '/change-password',
  '/update-user',
  '/two-factor/enable',
  '/two-factor/disable',
  '/two-factor/verify-totp',
  '/two-factor/verify-backup-code',
  '/two-factor/generate-backup-codes',
];
const MAX_BYTES = 16_000;
const PRIVATE = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

const credentials = z.looseObject({ email: z.email().max(320), password: z.string().min(1).max(1_000) });

/** Hangs sign-in on an app that is mounted at `/api/auth`. */
export function mountSignIn(app: Hono, deps: Deps, frame: SdkFrame): void {
  const door = (run: (c: Context, body: unknown) => Promise<Response>) => async (c: Context) => {
    const requestId = `req_${randomUUID()}`;
    try {
      checkOrigin(deps, c.req.raw);
      const body = hasBody(c) ? await readJson(c.req.raw, MAX_BYTES, '') : undefined;
      return await run(c, body);
    } catch (error) {
      return answerError(deps, error, requestId, PRIVATE);
    }
  };
  const pass = (c: Context, body: unknown) => passOn(deps, frame, c, body);

  for (const path of POSTS) {
    if (path !== '/sign-in/email') app.post(path, door(pass));
  }
  app.get('/get-session', door(pass));
  app.post(
    '/sign-in/email',
    door(async (c, body) => {
      const { email, password, ...rest } = checkShape(credentials, body);
      const attempt = { email, clientIp: clientIpOf(c, frame) };
      await admitSignIn(deps, attempt);
      const answer = await pass(c, { email, password, rememberMe: rest.rememberMe !== false });
      await forgetFailures(deps, attempt);
      return answer;
    }),
  );
  app.all(
    '*',
    door(async () => Promise.reject(new Refusal('not_found', 'There is no such endpoint.'))),
  );
}

function hasBody(c: Context): boolean {
  const length = c.req.header('content-length');
  return (
    c.req.method === 'POST' && (length === undefined ? c.req.header('transfer-encoding') !== undefined : length !== '0')
  );
}

async function passOn(deps: Deps, frame: SdkFrame, c: Context, body: unknown): Promise<Response> {
  const headers = new Headers(c.req.raw.headers);
  headers.set(CLIENT_ADDRESS_HEADER, clientIpOf(c, frame));
  headers.delete('content-length');
  headers.set('content-type', 'application/json');
  const { method, url } = c.req;
  const request = new Request(url, { method, headers, body: method === 'POST' ? JSON.stringify(body ?? {}) : null });
  const answer = await signIn(deps).handler(request);
  if (!answer.ok) throw await refusalOf(answer);
  for (const [name, value] of Object.entries(PRIVATE)) answer.headers.set(name, value);
  return answer;
}

async function refusalOf(answer: Response): Promise<Error> {
  const said = (await answer.json().catch(() => null)) as { code?: string; message?: string } | null;
  const message = said?.message ?? 'Sign-in did not work.';
  if (answer.status >= 500) return new Error(`sign-in failed: ${message}`);
  const codes: Record<number, ErrorCode> = {
    401: 'sign_in_required',
    403: 'not_permitted',
    404: 'not_found',
    429: 'rate_limited',
  };
  return new Refusal(codes[answer.status] ?? 'invalid_request', message, { reason: said?.code });
}
