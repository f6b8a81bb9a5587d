import { z } from 'zod';
import type { AudienceHint, ExplainedCondition, FunnelStep } from '../sdk/previews.ts';
import type { Timestamp } from '../sdk/values.ts';
import { contactsQuery } from './contacts.ts';
import type { Person } from './person.ts';

export const contactType = z.enum(['users', 'leads', 'all']);

/** A saved filter. `filter` is checked as every filter is; what is wrong is refused as `invalid_filter` with its path. */
export const segmentBody = z.strictObject({
  name: z.string().trim().min(1).max(100),
  contactType: contactType.default('users'),
  filter: z.record(z.string(), z.unknown()),
});
export type SegmentBody = z.input<typeof segmentBody>;

export interface SegmentRow {
  id: string;
  name: string;
  contactType: z.infer<typeof contactType>;
  filter: unknown;
  /** `building` while those who passed already are being found; whoever is written meanwhile counts at once. */
  state: 'building' | 'live';
  members: number;
  createdAt: Timestamp;
  updatedAt: Timestamp;
}

export interface SegmentsAnswer {
  segments: SegmentRow[];
}

/** The segments one contact belongs to. */
export interface ContactSegmentsAnswer {
  segments: { id: string; name: string; since: Timestamp }[];
}

export const audienceBody = z.strictObject({
  filter: z.record(z.string(), z.unknown()),
  contactType: contactType.default('users'),
  /** Ask for the funnel as well. */
  explain: z.boolean().default(false),
  /** Ask why this contact matches or not. */
  contactId: z.uuid().optional(),
});
export type AudienceBody = z.input<typeof audienceBody>;

/** A page of the contacts a filter means, narrowed and ordered as the list of all contacts is. */
export const audienceListBody = z.strictObject({
  ...contactsQuery.shape,
  filter: z.record(z.string(), z.unknown()),
  contactType: contactType.default('all'),
});
export type AudienceListBody = z.input<typeof audienceListBody>;

/** Whom a filter means just now. `sample` holds a few of them, oldest contact first. */
export interface AudienceAnswer {
  count: number;
  sample: Person[];
  funnel?: FunnelStep[];
  /** With the funnel, when nobody matches: why, and what to do. */
  hints?: AudienceHint[];
  explanation?: { matches: boolean; conditions: (Omit<ExplainedCondition, 'at'> & { at: Timestamp | null })[] };
}
