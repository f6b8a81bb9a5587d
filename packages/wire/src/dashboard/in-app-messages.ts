import { z } from 'zod';
import type { Timestamp } from '../sdk/values.ts';
import type { Person } from './person.ts';

export const inAppKind = z.enum(['message', 'banner']);
export type InAppKind = z.infer<typeof inAppKind>;

/** A draft is shown to nobody; what is paused may go on; what is archived is over for good. */
export const inAppState = z.enum(['draft', 'live', 'paused', 'archived']);
export type InAppState = z.infer<typeof inAppState>;

/** `everybody` takes visitors in too, and so can have no filter: a visitor matches nothing. */
export const inAppAudience = z.enum(['everybody', 'users', 'leads', 'all']);
export type InAppAudience = z.infer<typeof inAppAudience>;

/** Where a link may lead: an http(s) address, or a path of the page's own site. */
export function isLinkTarget(target: string): boolean {
  if (/^\/(?![/\\])/.test(target)) return !/[\s\\]/.test(target);
  if (!/^https?:\/\//i.test(target)) return false;
  return URL.canParse(target);
}

const button = z
  .strictObject({
    label: z.string().trim().min(1).max(40),
    /** `link` leads to `target`, `chat` opens the panel, `highlight` frames the element that the selector `target` finds. */
    does: z.enum(['link', 'chat', 'highlight']),
    target: z.string().trim().max(2_000),
  })
  .refine(({ does, target }) => does !== 'link' || isLinkTarget(target), {
    path: ['target'],
    message: 'A link begins with https://, http:// or /.',
  })
  .refine(({ does, target }) => does !== 'highlight' || target !== '', {
    path: ['target'],
    message: 'A highlight needs a CSS selector.',
  });
export type InAppButton = z.infer<typeof button>;

const moment = z.iso.datetime({ offset: true }).nullable();

/** An in-app message as an operator writes it. `filter` is checked as every filter is. */
export const inAppMessageBody = z
  .strictObject({
    kind: inAppKind,
    title: z.string().trim().max(120),
    /** Markdown, as in conversations. */
    body: z.string().trim().max(2_000),
    sender: z.string().trim().max(80),
    place: z.enum(['top', 'bottom']),
    button: button.nullable(),
    audience: inAppAudience,
    filter: z.record(z.string(), z.unknown()).nullable(),
    /** Globs on the page's path, as in `manualOnPaths`; none is every page. */
    paths: z.array(z.string().trim().min(1).max(200)).max(20),
    startsAt: moment,
    endsAt: moment,
    /** Of several that are due the highest comes first. */
    priority: z.int().min(0).max(100),
  })
  .refine(({ title, body }) => title !== '' || body !== '', { path: ['body'], message: 'Say something.' })
  .refine(({ audience, filter }) => audience !== 'everybody' || filter === null, {
    path: ['filter'],
    message: 'A message for everybody has no filter: a visitor matches nothing.',
  })
  .refine(({ startsAt, endsAt }) => !startsAt || !endsAt || Date.parse(startsAt) < Date.parse(endsAt), {
    path: ['endsAt'],
    message: 'It has to end after it begins.',
  });
export type InAppMessageBody = z.infer<typeof inAppMessageBody>;

export const inAppStateBody = z.strictObject({ state: z.enum(['live', 'paused', 'archived']) });

/** How many people each thing happened to; nobody counts twice. */
export interface InAppNumbers {
  shown: number;
  clicked: number;
  dismissed: number;
}

export interface InAppMessageRow extends InAppMessageBody {
  id: string;
  state: InAppState;
  numbers: InAppNumbers;
  createdAt: Timestamp;
  updatedAt: Timestamp;
}

export interface InAppMessagesAnswer {
  messages: InAppMessageRow[];
}

/** What became of a message with one person; `person` is null for a visitor. */
export interface InAppOutcome {
  person: Person | null;
  shownAt: Timestamp;
  clickedAt: Timestamp | null;
  dismissedAt: Timestamp | null;
}
