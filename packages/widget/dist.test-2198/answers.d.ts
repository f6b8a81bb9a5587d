/** How far the call proved its user. */
export type CallTrust = 'anonymous' | 'claimed' | 'verified';
/** A key Halo did not store, and why. */
export interface IgnoredKey {
    key: string;
    reason: string;
    detail?: string;
}
/** The server's answer to `identify`. Without a valid user token `user` holds only the keys of this call. */
export interface IdentifyAnswer {
    success: true;
    result: 'created' | 'updated' | 'unchanged' | 'anonymous';
    user?: {
        user_id: string | null;
        [key: string]: unknown;
    };
    trust: CallTrust;
    session_id?: string;
    linked: {
        conversations: number;
        tickets: number;
    };
    ignored: IgnoredKey[];
    /** Why the token was not taken, where the workspace does not refuse for it. */
    token_error?: string;
    request_id: string;
}
/** The server's answer to `identifyCompany`. */
export interface IdentifyCompanyAnswer {
    success: true;
    result: 'created' | 'updated' | 'unchanged' | 'anonymous';
    company: {
        company_id: string;
        [key: string]: unknown;
    };
    linked_user?: string;
    trust: CallTrust;
    session_id?: string;
    ignored: IgnoredKey[];
    token_error?: string;
    request_id: string;
}
