interface FakeClaims {
  user_id?: string;
  exp?: number;
  [claim: string]: unknown;
}

/** A token that reads like a real one; the fake server takes `good` for a signature. */
export function fakeToken(userId: string, secondsLeft = 3_600, signature = 'good', more: FakeClaims = {}): string {
  const claims = { user_id: userId, exp: Math.floor(Date.now() / 1_000) + secondsLeft, n: Math.random(), ...more };
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}.${signature}`;
}

export function fakeTokenFacts(token: string): { userId?: string; exp?: number; good: boolean } {
  const [, payload = '', signature] = token.split('.');
  try {
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as FakeClaims;
    return { userId: claims.user_id, exp: claims.exp, good: signature === 'good' };
  } catch {
    return { good: false };
  }
}
