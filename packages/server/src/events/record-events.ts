import { type Admitted, admitCaller } from '../contacts/admit-caller.ts';
import { readCallTime } from '../contacts/call-body.ts';
import { claimMessages } from '../contacts/claim-messages.ts';
import { holdContact } from '../contacts/hold-contact.ts';
import { newId } from '../db/new-id.ts';
import type { Deps } from '../deps.ts';
import type { Proof } from '../identity/prove-user.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import { type Event, eventTime, keepsMetadata, type ToldEvent, withinBounds } from './event.ts';
import { insertEvents } from './event-store.ts';

export interface EventsCall {
  workspace: Workspace;
  proof: Proof;
  sessionId: string | null;
  events: ToldEvent[];
  mayCreate(): boolean;
  requestId: string;
  sdk: string | null;
  userAgent?: string | null | undefined;
  receivedAt: Date;
}

export interface RecordedEvents {
  admitted: Admitted;
  accepted: number;
  dropped: { index: number; reason: 'metadata_too_large' }[];
}

/**
 * Keeps what a person did. The person is made if they were unknown, and was seen now. Over-long texts are cut, oversize
 * metadata is dropped and named, times are brought between a year ago and now, and an event told twice under its
 * `messageId` is kept once. Refuses `invalid_request` for an unreadable time, before anything is stored.
 */
export async function recordEvents(deps: Deps, call: EventsCall): Promise<RecordedEvents> {
  const { workspace, proof, sessionId, mayCreate, requestId, sdk, userAgent, receivedAt } = call;
  const times = call.events.map(({ timestamp }) =>
    eventTime(readCallTime({ timestamp }, receivedAt, workspace.timeZone), receivedAt),
  );
  const admitted = await admitCaller(deps, {
    ...{ workspace, proof, sessionId, mayCreate, requestId, sdk, userAgent, receivedAt },
    ...{ createContact: true, door: 'events' },
  });
  const events = call.events.map((told, index) => ({
    messageId: told.messageId,
    event: toEvent(admitted, told, new Date(times[index]!)),
  }));
  const { contactId, session, trust } = admitted;
  // One session's ids and one person's are apart: neither can suppress the other's.
  const subject = [contactId ?? session.id];
  const messageIds = [...new Set(events.flatMap(({ messageId }) => messageId ?? []))];
  await deps.db.transaction(async (tx) => {
    // Erased since the call was let in: what they did is not kept either.
    const held = contactId === null ? null : await holdContact(tx, workspace.id, contactId);
    if (contactId !== null && held === null) return;
    const origin = { workspaceId: workspace.id, door: 'events', subject, trust, receivedAt };
    const fresh = await claimMessages(tx, origin, messageIds);
    const kept = events.filter(({ messageId }) => messageId === null || fresh.delete(messageId));
    await insertEvents(
      tx.sql,
      kept.map(({ event }) => ({ ...event, contactId: held?.contactId ?? null })),
    );
    const types = [...new Set(kept.map(({ event }) => event.type))];
    if (contactId && types.length > 0) {
      await deps.publish(tx, 'eventsRecorded', [{ workspaceId: workspace.id, contactId, types }]);
    }
  });
  return {
    admitted,
    accepted: events.length,
    dropped: call.events.flatMap((told, index) =>
      keepsMetadata(told) ? [] : [{ index, reason: 'metadata_too_large' as const }],
    ),
  };
}

function toEvent({ workspaceId, contactId, session, trust }: Admitted, told: ToldEvent, at: Date): Event {
  return {
    ...{ workspaceId, id: newId(), contactId, sessionRowId: session.id, trust },
    ...withinBounds(told),
    at: at.toISOString(),
    metadata: keepsMetadata(told) ? told.metadata : null,
  };
}
