import { z } from 'zod';
import type { Timestamp } from '../sdk/values.ts';
import type { FilterVerdict } from './escalation.ts';
import type { Person } from './person.ts';

/** Names a workspace gives and tickets carry: team inboxes beside the one there always is, and categories. */
export const TICKET_LABELS = ['inbox', 'category'] as const;
export const ticketLabelKind = z.enum(TICKET_LABELS);
export type TicketLabelKind = z.infer<typeof ticketLabelKind>;

export const LABELS_PER_KIND = 100;
export const ROUTING_RULES = 50;

const labelName = z.string().trim().min(1).max(60);
export const ticketLabelBody = z.strictObject({ kind: ticketLabelKind, name: labelName });
export type TicketLabelBody = z.input<typeof ticketLabelBody>;
export const ticketLabelPatch = z.strictObject({ name: labelName });

export interface TicketLabel {
  id: string;
  kind: TicketLabelKind;
  name: string;
}

export interface TicketLabelsAnswer {
  labels: TicketLabel[];
}

/** What a rule does with the ticket it takes; at least one of them. Ids are those of labels and teammates. */
export const routingActions = z
  .strictObject({
    inbox: z.uuid(),
    category: z.uuid(),
    priority: z.literal(true),
    assignee: z.string().min(1).max(64),
  })
  .partial()
  .refine((actions) => Object.keys(actions).length > 0, 'A rule does something with the tickets it takes.');
export type RoutingActions = z.infer<typeof routingActions>;

/** A routing rule. Its filter may ask for everything of the ticket and of the contact it is from. */
export const routingRuleBody = z.strictObject({
  name: z.string().trim().min(1).max(100),
  filter: z.record(z.string(), z.unknown()),
  actions: routingActions,
  enabled: z.boolean().default(true),
});
export type RoutingRuleBody = z.input<typeof routingRuleBody>;

export interface RoutingRule {
  id: string;
  name: string;
  filter: Record<string, unknown>;
  actions: RoutingActions;
  enabled: boolean;
}

/** In their order: the first that matches takes the ticket. */
export interface RoutingAnswer {
  rules: RoutingRule[];
}

/** All rules, in their new order. */
export const routingOrderBody = z.strictObject({ ids: z.array(z.uuid()).max(ROUTING_RULES) });

/** Rules to try without saving them, in order. */
export const routingTryBody = z.strictObject({ rules: z.array(routingRuleBody).max(ROUTING_RULES) });
export type RoutingTryBody = z.input<typeof routingTryBody>;

/** Which rule would take each of the tickets that moved last, as it stands now; `rule` counts from 0, null is none. */
export interface RoutingTryAnswer {
  tickets: {
    id: string;
    conversationId: string;
    title: string;
    person: Person;
    at: Timestamp;
    rule: number | null;
  }[];
}

/** What a rule did not do, since the ticket was somebody's or something's already or what it names is gone. */
export type RoutingSkip = 'taken' | 'not_open' | 'gone';

/** Which rule took a ticket, what was found, and what came of it. */
export interface RoutingDecision {
  ruleId: string;
  rule: string;
  at: Timestamp;
  /** What was done, by what it is called: the inbox, the category, the teammate. */
  done: { inbox?: string; category?: string; priority?: true; assignee?: string };
  skipped: Partial<Record<keyof RoutingActions, RoutingSkip>>;
  conditions: FilterVerdict['conditions'];
}

/** Keys of custom fields seen on recent tickets, the most frequent first. */
export interface TicketKeysAnswer {
  keys: string[];
}
