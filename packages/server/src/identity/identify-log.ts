import type { CallTrust } from '@halo/wire/sdk/values.ts';

export type LogSource = 'browser' | 'server' | 'update' | 'import' | 'stripe' | 'teammate';

/**
 * Where a live call came from. The key alone does not tell: a backend may use the publishable one. Our SDK names itself,
 * so what comes without its name was sent by somebody's server.
 */
export function sourceOfCall(call: { byServerKey: boolean; sdk: string | null }): 'browser' | 'server' {
  return call.byServerKey || call.sdk === null ? 'server' : 'browser';
}

export type LogResult = 'created' | 'updated' | 'unchanged' | 'skipped' | 'refused' | 'would_refuse';

/** One line of the identify log: who called, how proven, what came of it. Keys by name, values never. */
export interface LogLine {
  workspaceId: string;
  id: string;
  /** Stands for everything of one subject in a span of time: repeats of its id and instant are counted, not added. */
  counted: boolean;
  at: Date;
  contactId: string | null;
  companyId: string | null;
  externalId: string | null;
  source: LogSource;
  level: CallTrust;
  result: LogResult;
  /** Whom an authentic token spoke for that was brought for somebody else. */
  tokenUser?: string | null;
  /** The precise cause of a refusal, or of what `report` would have refused. */
  reason: string | null;
  changed: string[];
  ignored: { key: string; reason: string }[];
  sdk: string | null;
  keyId: string | null;
  requestId: string | null;
  repeats: number;
}

/** Unchanged repeats are counted per contact and hour: they share the hour as their time and the contact as their id. */
export function hourOf(at: Date): Date {
  return new Date(Math.floor(at.getTime() / 3_600_000) * 3_600_000);
}
