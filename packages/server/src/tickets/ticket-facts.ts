import { cutText } from '../cut-text.ts';
import { type Facts, readFacts } from '../filters/read-value.ts';
import type { Ticket } from './ticket.ts';

/** Enough of a first message to ask for words of it. */
const BODY_CHARACTERS = 10_000;

/**
 * A ticket's own words as conditions compare them. Days without a zone are read in the workspace's zone of the moment:
 * what a ticket says is said when it is opened.
 */
export function ticketFacts(
  { subject, source, metadata }: Pick<Ticket, 'subject' | 'source' | 'metadata'>,
  firstWords: string | null,
  zone: string,
): Facts {
  const custom = Object.entries(metadata).map(([key, value]) => [`custom:${key}`, value]);
  const body = firstWords === null ? null : cutText(firstWords, BODY_CHARACTERS);
  return { ...readFacts({ ...Object.fromEntries(custom), email_body: body, source }, zone), ...subjectFacts(subject) };
}

/** Of these, what changes with a ticket's subject. */
export function subjectFacts(subject: string): Facts {
  return readFacts({ email_subject: subject }, 'UTC');
}
