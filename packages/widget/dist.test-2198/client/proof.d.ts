import type { Page } from './page.ts';
/** Asked for a token of the present user. `null` or an empty string says there is none. */
export type GetUserToken = () => Promise<string | null | undefined> | string | null | undefined;
/** Why proof is missing: the server's code, or `refresh_failed` when `getUserToken` itself keeps failing. */
export interface IdentityExpired {
    reason: string;
}
interface ProofDeps {
    page: Page;
    getUserToken?: GetUserToken;
    /** What the server's clock says, in epoch milliseconds; `null` when it cannot be told. Never fails. */
    serverTime(): Promise<number | null>;
    onExpired(event: IdentityExpired): void;
    /** Called whenever the pause begins or ends. */
    onChange(blocked: boolean): void;
}
/** Keeps the user token: in memory only, never sent when known to be expired, one refresh for any number of needs. */
export interface Proof {
    readonly blocked: boolean;
    readonly hasToken: boolean;
    /** Whether there is a user to prove. */
    readonly named: boolean;
    readonly claims: Record<string, unknown>;
    /** The token to send, or `null` for a user without any. Throws `identity_paused` while proof is being waited for. */
    acquire(): Promise<string | null>;
    /** The token that may be sent at once; `null` for a user without any, `undefined` while there is none to be had. */
    current(): string | null | undefined;
    /** After a refusal of `used`: returns when another try may succeed, else throws `identity_paused`. */
    renew(code: string, used: string | null): Promise<void>;
    /** Pauses at once: a token that was just renewed was refused as well. */
    block(code: string, used: string | null): void;
    /** The server took the proof: the next failure is a new episode. */
    accepted(): void;
    /** Takes a token the page has handed over, which ends a pause. */
    give(token: string): void;
    /** Asks `getUserToken` again now if a pause is waiting for it. */
    nudge(): void;
    /** Turns to another user (`null` for a visitor); nothing of the former is kept. */
    forUser(userId: string | null): void;
}
export declare function createProof(deps: ProofDeps): Proof;
/**
 * Makes a call as the present user. A refusal is answered with one fresh token and one more try, then with a pause. When
 * the user changes, it is neither tried again nor held against the next one: `superseded`.
 */
export declare function proven<T>({ proof, signal }: {
    proof: Proof;
    signal: AbortSignal;
}, send: (token: string | null) => Promise<T>): Promise<T>;
export {};
