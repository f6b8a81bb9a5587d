import type { TicketLabel } from '@halo/wire/dashboard/routing.ts';
import type { TeammatesAnswer } from '@halo/wire/dashboard/teammates.ts';
import type { FieldKind, FilterField } from './fields.ts';

/** What can be asked of tickets themselves; `keys` are those of custom fields that recent tickets carry. */
export function ticketFieldsOf(
  labels: readonly TicketLabel[],
  teammates: TeammatesAnswer['teammates'],
  keys: readonly string[] = [],
): FilterField[] {
  const field = (name: string, label: string, kind: FieldKind, choices?: [string, string][]): FilterField => ({
    ...{ name, label, kind, group: 'Ticket', hasTrust: false },
    ...(choices && { choices: choices.map(([value, words]) => ({ value, label: words })) }),
  });
  const named = (kind: TicketLabel['kind']) =>
    labels.flatMap((label): [string, string][] => (label.kind === kind ? [[label.id, label.name]] : []));
  return [
    field('email_subject', 'Subject', 'text'),
    field('email_body', 'First message', 'text'),
    field('status', 'Status', 'choice', [
      ['open', 'Open'],
      ['priority', 'Priority'],
      ['in_progress', 'In progress'],
      ['snoozed', 'Snoozed'],
      ['resolved', 'Resolved'],
      ['spam', 'Spam'],
    ]),
    field('priority', 'Priority', 'choice', [
      ['priority', 'Priority'],
      ['normal', 'Normal'],
    ]),
    field('channel', 'Channel', 'choice', [
      ['chat', 'Chat'],
      ['api', 'API'],
      ['mail', 'Mail'],
    ]),
    field('source', 'Source', 'text'),
    field(
      'assignee',
      'Assignee',
      'choice',
      teammates.map(({ id, name }) => [id, name]),
    ),
    field('inbox', 'Team inbox', 'choice', named('inbox')),
    field('category', 'Category', 'choice', named('category')),
    field('auto_created', 'Opened by the AI', 'boolean'),
    field(
      'ticket.custom:',
      'Custom field',
      'custom',
      keys.map((key) => [key, key]),
    ),
  ];
}
