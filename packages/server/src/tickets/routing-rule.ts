import type { RoutingActions, RoutingRule } from '@halo/wire/dashboard/routing.ts';
import type { Ticket } from './ticket.ts';

/** A rule as it is stored. */
export type StoredRule = RoutingRule;

/** What the names of a rule's actions stand for just now; null: it is gone. */
export interface ActionTargets {
  inbox: string | null;
  category: string | null;
  assignee: string | null;
}

/** What taking a ticket means: the ticket after it, what was done and what was not. */
export interface Routed {
  ticket: Ticket;
  done: NonNullable<Ticket['routing']>['done'];
  skipped: NonNullable<Ticket['routing']>['skipped'];
}

/** Lets a rule act on a new ticket. What whoever opened it decided stays: a ticket that is taken is not given away. */
export function applyActions(ticket: Ticket, actions: RoutingActions, targets: ActionTargets): Routed {
  const routed: Routed = { ticket: { ...ticket }, done: {}, skipped: {} };
  const { ticket: after, done, skipped } = routed;
  if (actions.inbox && targets.inbox !== null) {
    after.inboxId = actions.inbox;
    done.inbox = targets.inbox;
  } else if (actions.inbox) skipped.inbox = 'gone';
  if (actions.category && targets.category !== null) {
    after.categoryId = actions.category;
    done.category = targets.category;
  } else if (actions.category) skipped.category = 'gone';
  if (actions.priority && (ticket.status === 'open' || ticket.status === 'priority')) {
    after.status = 'priority';
    done.priority = true;
  } else if (actions.priority) skipped.priority = 'not_open';
  if (actions.assignee && ticket.assigneeId !== null) skipped.assignee = 'taken';
  else if (actions.assignee && targets.assignee === null) skipped.assignee = 'gone';
  else if (actions.assignee) {
    after.assigneeId = actions.assignee;
    after.assigneeName = targets.assignee;
    done.assignee = targets.assignee!;
  }
  return routed;
}

/** What stands in a ticket, by the names under which conditions ask for it. */
export function ticketValues(
  ticket: Ticket,
  told: { firstWords: string | null; channel: string },
): ReadonlyMap<string, unknown> {
  const { status, subject, source, metadata, assigneeId, assigneeName, autoCreated } = ticket;
  return new Map<string, unknown>([
    ['status', status],
    ['priority', status === 'priority' ? 'priority' : 'normal'],
    ['email_subject', subject],
    ['email_body', told.firstWords],
    ['source', source],
    ['channel', told.channel],
    ['assignee', assigneeName ?? assigneeId],
    ['auto_created', autoCreated],
    ...Object.entries(metadata).map(([key, value]): [string, unknown] => [`ticket.custom:${key}`, value]),
  ]);
}
