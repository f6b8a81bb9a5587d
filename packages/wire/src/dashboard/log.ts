import { z } from 'zod';
import type { CallTrust, Ignored, Timestamp } from '../sdk/values.ts';
import { pageQuery } from './paging.ts';

/** One identity call as the identify log tells it. Values never stand here, only keys (safety A4). */
export interface LogLine {
  id: string;
  at: Timestamp;
  contactId: string | null;
  companyRowId: string | null;
  /** The user id as it was named, cut at 255 characters. */
  userId: string | null;
  source: string;
  level: CallTrust;
  /** `created`, `updated`, `unchanged`, `anonymous`, `refused`, … */
  result: string;
  /** The precise cause of a refusal, or what a mode would have refused. */
  reason: string | null;
  changed: string[];
  ignored: Ignored[];
  sdk: string | null;
  keyId: string | null;
  requestId: string | null;
  /** How many equal lines this one stands for. */
  repeats: number;
}

export const logQuery = pageQuery.extend({
  /** Exactly this user id. */
  userId: z.string().max(255).optional(),
  /** `refused`: refused calls. `ignored`: calls with ignored keys. `would_refuse`: what enforce would have refused. */
  only: z.enum(['refused', 'ignored', 'would_refuse']).optional(),
});
export type LogQuery = z.input<typeof logQuery>;

/** One line of the audit log: what a teammate or an operator changed. */
export interface AuditLine {
  id: string;
  at: Timestamp;
  /** A teammate's name, `server key …`, or `command line`. */
  actor: string;
  action: string;
  subject: string | null;
  detail: Record<string, unknown> | null;
}
