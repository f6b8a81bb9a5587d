import type { Traits } from './traits.ts';
/** Claims that the token itself is made of: they are given by name, or not at all. */
export type ReservedClaim = 'user_id' | 'sub' | 'iss' | 'aud' | 'exp' | 'nbf' | 'iat' | 'jti' | 'company_id';
/** Facts about the person that Halo may trust: `name`, `email`, `plan` and whatever else your agents should know. */
export type Claims = Traits & {
    readonly [key in ReservedClaim]?: never;
};
export interface SignOptions {
    /** An identity secret of the workspace, `ha_secret_…`. It never leaves your server. */
    secret: string;
    /** The id of that secret, so that Halo need not try all of them. */
    keyId?: string;
    /** Seconds until the token ends; an hour by default, and `null` for one that never does. */
    expiresIn?: number | null;
    /** The company the person acts for. */
    companyId?: string | number;
    claims?: Claims;
}
/**
 * Signs a user token (HS256) for whoever is logged in. Runs wherever WebCrypto does: Node 20, edge functions, Deno, Bun.
 * Throws a `TypeError` for a user id or a secret that cannot be one, and in a browser, where the secret must never be.
 */
export declare function signUserToken(userId: string | number, options: SignOptions): Promise<string>;
