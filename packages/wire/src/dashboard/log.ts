import { z } from 'zod';
import type { CallTrust, Ignored, Timestamp } from '../sdk/values.ts';
import { type Page, pageQuery } from './paging.ts';

/** One identity call as the identify log tells it. Values never stand here, only keys (safety A4). */
export interface LogLine {
  id: string;
  at: Timestamp;
  contactId: string | null;
  companyRowId: string | null;
  /** The user id as it was named, cut at 255 characters. */
  userId: string | null;
  /** Whom an authentic token spoke for that was brought for somebody else; never from a token that is not ours. */
  tokenUserId: string | null;
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

export const LOG_RESULTS = ['refused', 'would_refuse', 'ignored', 'changed'] as const;
export const LOG_SOURCES = ['browser', 'server', 'update', 'import', 'stripe', 'teammate'] as const;

export const logQuery = pageQuery.extend({
  /** Exactly this user id. */
  userId: z.string().max(255).optional(),
  /** What came of the call; `ignored`: with ignored keys; `would_refuse`: what enforce would have refused. */
  only: z.enum(LOG_RESULTS).optional(),
  reason: z.string().max(64).optional(),
  source: z.enum(LOG_SOURCES).optional(),
  keyId: z.string().max(100).optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
});
export type LogQuery = z.input<typeof logQuery>;

export const auditQuery = pageQuery.extend({
  /** The kind of change: what stands before the dot of `action`. */
  kind: z.string().max(40).optional(),
  /** Exactly this actor. */
  actor: z.string().max(400).optional(),
});
export type AuditQuery = z.input<typeof auditQuery>;

/** A page of the audit log. `actors` and `kinds` are those the log knows, for its filters; on the first page only. */
export interface AuditAnswer extends Page<AuditLine> {
  actors?: string[];
  kinds?: string[];
}

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
