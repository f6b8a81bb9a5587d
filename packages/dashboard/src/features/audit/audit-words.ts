import type { AuditLine } from '@halo/wire/dashboard/log.ts';

/** What stands before the dot of an action, in words; unknown kinds are shown as they are. */
export function kindWords(kind: string): string {
  return KINDS[kind] ?? asWords(kind);
}

const KINDS: Record<string, string> = {
  workspace: 'Workspaces',
  settings: 'Settings',
  widget_key: 'Widget key',
  identity_secret: 'Identity secrets',
  public_key: 'Public keys',
  server_key: 'Server keys',
  attribute: 'Attributes',
  contact: 'Contacts',
  company: 'Companies',
  session: 'Sessions',
  teammate: 'Team',
  alert: 'Alerts',
  agent: 'AI agent',
  routing: 'Routing',
  inbox_view: 'Inbox views',
  knowledge: 'Knowledge',
  action: 'Actions',
  segment: 'Segments',
  list: 'Subscription lists',
  playground: 'Playground',
};

/** What somebody did, to be read behind their name: "changed identity mode from report to enforce". */
export function auditSentence({ action, subject, detail }: AuditLine): string {
  const words = SENTENCES[action];
  if (words) return words(subject ?? '', detail ?? {});
  const [kind = '', deed = ''] = action.split('.');
  return `${asWords(kind)} ${asWords(deed)}${subject ? `: ${subject}` : ''}`.trim();
}

type Sentence = (subject: string, detail: Record<string, unknown>) => string;

const SENTENCES: Record<string, Sentence> = {
  'workspace.created': () => 'created the workspace',
  'settings.changed': (_, detail) => `changed ${settingChanges(detail)}`,
  'widget_key.regenerated': () => 'regenerated the widget key',
  'identity_secret.created': (subject) => `created the identity secret ${subject}`,
  'identity_secret.ended': (subject) => `ended the identity secret ${subject}`,
  'public_key.added': (subject) => `added the public key ${subject}`,
  'public_key.ended': (subject) => `ended the public key ${subject}`,
  'server_key.created': (subject, { name, scopes }) =>
    `created the server key "${said(name) || subject}"${Array.isArray(scopes) ? ` for ${scopes.join(', ')}` : ''}`,
  'server_key.ended': (subject) => `ended the server key ${subject}`,
  'attribute.described': (subject) => `described the attribute ${subject}`,
  'attribute.declared': (subject) => `declared the attribute ${subject}`,
  'attribute.protected': (subject) => `changed who may write the attribute ${subject}`,
  'agent.escalation_changed': () => 'changed when the AI hands over',
  'routing.rule_created': (subject) => `added the routing rule "${subject}"`,
  'routing.rule_changed': (subject) => `changed the routing rule "${subject}"`,
  'routing.rule_removed': (subject) => `removed the routing rule "${subject}"`,
  'routing.reordered': () => 'changed the order of the routing rules',
  'routing.label_created': (subject, { kind }) => `added the ${said(kind)} "${subject}"`,
  'routing.label_renamed': (subject, { kind, before }) => `renamed the ${said(kind)} "${said(before)}" to "${subject}"`,
  'routing.label_removed': (subject, { kind }) => `removed the ${said(kind)} "${subject}"`,
  'inbox_view.shared': (subject) => `shared the inbox view "${subject}"`,
  'inbox_view.changed': (subject, { shared }) =>
    shared === false ? `keeps the inbox view "${subject}" to themselves` : `changed the inbox view "${subject}"`,
  'inbox_view.removed': (subject) => `removed the shared inbox view "${subject}"`,
  'agent.changed': (_, detail) => `changed the AI agent: ${Object.keys(detail).map(spaced).join(', ')}`,
  'agent.picture_added': () => 'added a picture for the widget',
  'agent.settings_changed': (_, detail) => `changed how the AI answers: ${Object.keys(detail).map(spaced).join(', ')}`,
  'agent.attributes_changed': () => 'chose which attributes the AI may see',
  'playground.used': (subject, { trust }) => `chatted as contact ${subject} (${said(trust)}) in the playground`,
  'in_app_message.created': (subject, { kind }) => `wrote the ${inAppKind(kind)} "${subject}"`,
  'in_app_message.deleted': (subject, { kind }) => `deleted the draft of the ${inAppKind(kind)} "${subject}"`,
  'in_app_message.changed': (subject, { kind }) => `changed the ${inAppKind(kind)} "${subject}"`,
  'in_app_message.state_changed': (subject, { after }) =>
    after === 'live' ? `set "${subject}" live` : `${said(after)} "${subject}"`,
  'knowledge.added': (subject, { kind }) =>
    `added the ${kind === 'url' ? 'page' : said(kind)} "${subject}" to the knowledge`,
  'knowledge.changed': (subject) => `changed the article "${subject}"`,
  'knowledge.removed': (subject) => `removed "${subject}" from the knowledge`,
  'knowledge.embedding_changed': (subject) => `had the knowledge searched by meaning, with the model "${subject}"`,
  'knowledge.embedding_stopped': () => 'switched search by meaning off for the knowledge',
  'knowledge.language_changed': (_, { after }) => `set the language of the knowledge to ${said(after)}`,
  'list.created': (subject) => `made the subscription list "${subject}"`,
  'list.changed': (subject) => `changed the subscription list "${subject}"`,
  'list.removed': (subject) => `removed the subscription list "${subject}"`,
  'contact.consent_changed': (subject, { list, state }) =>
    state === null
      ? `took back what contact ${subject} said about the list ${said(list)}`
      : `marked contact ${subject} as ${said(state)} for the list ${said(list)}`,
  'segment.created': (subject) => `saved the segment "${subject}"`,
  'segment.changed': (subject) => `changed the segment "${subject}"`,
  'segment.removed': (subject) => `removed the segment "${subject}"`,
  'action.added': (subject, { method, url }) => `defined the action "${subject}": ${said(method)} ${said(url)}`,
  'action.changed': (subject, detail) =>
    `changed the action "${subject}": ${Object.keys(detail).map(spaced).join(', ')}`,
  'action.removed': (subject) => `removed the action "${subject}"`,
  'action.secret_rotated': (subject) => `made a new signing secret for the action "${subject}"`,
  'action.tried': (subject, { contact }) =>
    `tried the action "${subject}" ${contact ? `as contact ${said(contact)}` : 'as a visitor'}`,
  'contact.session_ended': (subject) => `ended a session of contact ${subject}`,
  'contact.erasure_lifted': (subject) => `lifted the erasure of ${subject}`,
  'contact.signed_out': (subject) => `signed contact ${subject} out everywhere`,
  'contact.merged': (subject) => `merged contact ${subject}`,
  'contact.unmerged': (subject) => `took the merge of contact ${subject} back`,
  'contact.erased': (subject) => `erased contact ${subject}`,
  'contact.exported': (subject) => `exported contact ${subject}`,
  'teammate.invited': (subject, { role }) => `invited ${subject} as ${said(role)}`,
  'teammate.invitation_ended': (subject) => `ended the invitation of ${subject}`,
  'teammate.joined': (_, { role }) => `joined as ${said(role)}`,
  'teammate.role_changed': (subject, { before, after }) =>
    `made teammate ${subject} ${said(after)}, who was ${said(before)}`,
  'teammate.modules_changed': (subject, { after }) =>
    `chose what teammate ${subject} may do: ${Array.isArray(after) && after.length > 0 ? after.join(', ') : 'nothing'}`,
  'teammate.removed': (subject) => `removed teammate ${subject}`,
  'teammate.reset': (subject) => `reset the sign-in of ${subject}`,
  'alert.raised': (_, { people, minutes }) =>
    `alerted: ${said(people)} people who were proven before were refused within ${said(minutes)} minutes`,
  'alert.dismissed': () => 'dismissed the alert about refused people',
};

function inAppKind(kind: unknown): string {
  return kind === 'banner' ? 'banner' : 'in-app message';
}

/** "identity mode from report to enforce, time zone from UTC to Europe/Berlin". */
function settingChanges(detail: Record<string, unknown>): string {
  const changes = Object.entries(detail).map(([key, change]) => {
    const name = spaced(key);
    return Array.isArray(change) ? `${name} from ${said(change[0])} to ${said(change[1])}` : name;
  });
  return changes.length > 0 ? changes.join(', ') : 'settings';
}

/** "identityMode" as "identity mode". */
function spaced(key: string): string {
  return key.replaceAll(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
}

function said(value: unknown): string {
  if (value === null || value === undefined) return 'none';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function asWords(name: string): string {
  return name.replaceAll('_', ' ');
}
