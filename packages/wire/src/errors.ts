/**
 * Every refusal Halo can answer with, and the HTTP status it travels under.
 * Callers branch on `code`; the sentence beside it is for people and may change.
 */
export const ERRORS = {
  invalid_request: 400,
  invalid_json: 400,
  invalid_user_id: 400,
  invalid_company_id: 400,
  invalid_filter: 400,
  reserved_traits: 400,
  mode_unavailable: 400,
  key_missing: 401,
  key_unknown: 401,
  sign_in_required: 401,
  identity_required: 403,
  identity_expired: 403,
  identity_invalid: 403,
  identity_mismatch: 403,
  identity_scope: 403,
  identified_only: 403,
  session_closed: 403,
  key_scope: 403,
  key_kind: 403,
  server_key_in_browser: 403,
  not_permitted: 403,
  bad_origin: 403,
  not_found: 404,
  conflict: 409,
  merged: 409,
  erased: 409,
  too_large: 413,
  unsupported_media_type: 415,
  rate_limited: 429,
  internal: 500,
  busy: 503,
  not_ready: 503,
} as const satisfies Record<string, number>;

export type ErrorCode = keyof typeof ERRORS;

/** The body of every answer that is not a success. `details` of a refusal stand beside these three. */
export interface ErrorBody {
  error: string;
  code: ErrorCode;
  request_id: string;
  [detail: string]: unknown;
}
