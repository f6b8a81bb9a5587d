import { betterAuth } from 'better-auth';
import { twoFactor } from 'better-auth/plugins/two-factor';
import { newId } from '../db/new-id.ts';
import type { Deps } from '../deps.ts';
import { signInPool } from './sign-in-pool.ts';
import type { Teammate } from './teammate.ts';

type SignInDeps = Pick<Deps, 'config' | 'db' | 'secrets' | 'log'>;

/** A teammate behind a request, and what their browser is to be told about its cookie. */
export interface SignedIn {
  teammate: Teammate;
  sessionId: string;
  setCookies: string[];
}

/** Set by our door alone, from the connection and trusted proxies. */
export const CLIENT_ADDRESS_HEADER = 'x-halo-client-address';
const PASSWORD_CHARACTERS = { min: 10, max: 128 };
const SESSION_SECONDS = 30 * 24 * 3600;
const PENDING_CODE_SECONDS = 600;

interface Made {
  publicUrl: string;
  auth: ReturnType<typeof makeAuth>;
}
const made = new WeakMap<object, Made>();

/** better-auth over our tables. Made at first use, when the public address is known. */
export function signIn(deps: SignInDeps): ReturnType<typeof makeAuth> {
  const known = made.get(deps.db);
  if (known?.publicUrl === deps.config.publicUrl) return known.auth;
  const auth = makeAuth(deps);
  made.set(deps.db, { publicUrl: deps.config.publicUrl, auth });
  return auth;
}

/** Who sends these headers, or null. Reads the session from the database, so a sign-out counts at once. */
export async function readSignedIn(deps: SignInDeps, headers: Headers): Promise<SignedIn | null> {
  if (!headers.has('cookie')) return null;
  const answer = await signIn(deps).api.getSession({ headers, returnHeaders: true });
  if (!answer.response) return null;
  const { user, session } = answer.response;
  return {
    teammate: { id: user.id, name: user.name, email: user.email, twoFactor: user.twoFactorEnabled === true },
    sessionId: session.id,
    setCookies: answer.headers.getSetCookie(),
  };
}

/** Origins that cookies are good for: the public address, and this machine's own names on the port we listen on. */
export function trustedOrigins(config: Pick<Deps['config'], 'publicUrl' | 'port'>): string[] {
  const local = ['127.0.0.1', 'localhost', '[::1]'].map((host) => `http://${host}:${config.port}`);
  return [new URL(config.publicUrl).origin, ...local];
}

function makeAuth(deps: SignInDeps) {
  const { config } = deps;
  const secure = config.publicUrl.startsWith('https:');
  return betterAuth({
    appName: 'Halo',
    baseURL: new URL(config.publicUrl).origin,
    basePath: '/api/auth',
    secret: deps.secrets.derive('sign-in').toString('base64url'),
    database: signInPool(deps.db) as never,
    trustedOrigins: trustedOrigins(config),
    telemetry: { enabled: false },
    // Waits after failed sign-ins are ours (sign-in-waits.ts): they hold across processes.
    rateLimit: { enabled: false },
    logger: {
      log: (level, message) => (level === 'error' ? deps.log.warn({ part: 'sign-in' }, message) : undefined),
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_CHARACTERS.min,
      maxPasswordLength: PASSWORD_CHARACTERS.max,
    },
    plugins: [
      twoFactor({
        issuer: 'Halo',
        twoFactorCookieMaxAge: PENDING_CODE_SECONDS,
        schema: {
          user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
          twoFactor: {
            modelName: 'teammate_two_factors',
            fields: {
              userId: 'teammate_id',
              backupCodes: 'backup_codes',
              failedVerificationCount: 'failed_verification_count',
              lockedUntil: 'locked_until',
            },
          },
        },
      }),
    ],
    user: {
      modelName: 'teammates',
      fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    session: {
      modelName: 'teammate_sessions',
      expiresIn: SESSION_SECONDS,
      fields: {
        userId: 'teammate_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    account: {
      modelName: 'teammate_accounts',
      fields: {
        userId: 'teammate_id',
        accountId: 'account_id',
        providerId: 'provider_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    verification: {
      modelName: 'teammate_verifications',
      fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    advanced: {
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
      database: { generateId: () => newId() },
      useSecureCookies: false,
      // `__Host-` binds the cookie to this very host; browsers take it under https only.
      cookiePrefix: secure ? '__Host-halo' : 'halo',
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/', secure },
    },
  });
}
