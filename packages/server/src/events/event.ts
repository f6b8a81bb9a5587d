import { LIMITS } from '@halo/wire/limits.ts';
import type { CallTrust, Timestamp } from '@halo/wire/sdk/values.ts';
import { cutText } from '../cut-text.ts';

/** Something a person did in the customer's app. */
export interface Event {
  workspaceId: string;
  id: string;
  contactId: string | null;
  sessionRowId: string | null;
  type: string;
  at: Timestamp;
  elementSelector: string | null;
  pageUrl: string | null;
  metadata: Record<string, unknown> | null;
  /** What the call that told of it proved. */
  trust: CallTrust;
}

/** An event as a call tells it. */
export interface ToldEvent {
  type: string;
  elementSelector: string | null;
  pageUrl: string | null;
  metadata: Record<string, unknown> | null;
  timestamp: string | number | null;
  messageId: string | null;
}

/** Events older than this are taken as this old: their partitions are gone, or were never made. */
const OLDEST_MS = 365 * 86_400_000;

/** The texts of an event at the length that is kept. */
export function withinBounds(told: ToldEvent): Pick<Event, 'type' | 'elementSelector' | 'pageUrl'> {
  return {
    type: cutText(told.type, LIMITS.eventTypeCharacters),
    elementSelector: told.elementSelector && cutText(told.elementSelector, LIMITS.elementSelectorCharacters),
    pageUrl: told.pageUrl && cutText(told.pageUrl, LIMITS.pageUrlCharacters),
  };
}

/** Whether metadata is small enough to be kept. */
export function keepsMetadata({ metadata }: ToldEvent): boolean {
  return metadata === null || Buffer.byteLength(JSON.stringify(metadata)) <= LIMITS.eventMetadataBytes;
}

/** When an event happened (ms): as told, but neither after its receipt nor more than a year before. */
export function eventTime(told: number | null, receivedAt: Date): number {
  const received = receivedAt.getTime();
  return Math.max(received - OLDEST_MS, Math.min(told ?? received, received));
}
