import { createHmac, randomBytes } from 'node:crypto';
import type { ActionRequest } from './request.ts';

export const SIGNATURE_HEADER = 'halo-signature';
/** How long the secret before the last change signs beside the new one. */
export const FORMER_SECRET_MS = 24 * 3_600_000;

/** A fresh signing secret, as receivers keep it. */
export function newActionSecret(): string {
  return `has_${randomBytes(32).toString('base64url')}`;
}

/**
 * What proves to a receiver that a request is Halo's: `t=<seconds>,v1=<hex>` over `seconds.METHOD.url.body`, once for
 * each secret. `docs/actions.md` shows receivers how to check it.
 */
export function signRequest(secrets: readonly string[], { method, url, body }: ActionRequest, at: Date): string {
  const seconds = Math.floor(at.getTime() / 1000);
  const signed = `${seconds}.${method}.${url}.${body ?? ''}`;
  const marks = secrets.map((secret) => `v1=${createHmac('sha256', secret).update(signed).digest('hex')}`);
  return [`t=${seconds}`, ...marks].join(',');
}
