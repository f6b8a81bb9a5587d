/** Who changed something, as the audit log names them for good: people and keys may be gone when it is read. */
export type Actor =
  | { kind: 'teammate'; id: string; name: string; email: string }
  | { kind: 'server_key'; id: string }
  | { kind: 'command_line' }
  /** Halo itself: the demo workspace of a first start. */
  | { kind: 'halo' };

export type AuditAction =
  | 'workspace.created'
  | 'settings.changed'
  | 'alert.raised'
  | 'alert.dismissed'
  | 'widget_key.regenerated'
  | 'identity_secret.created'
  | 'identity_secret.ended'
  | 'public_key.added'
  | 'public_key.ended'
  | 'server_key.created'
  | 'server_key.ended'
  | 'attribute.described'
  | 'agent.changed'
  | 'agent.picture_added'
  | 'agent.settings_changed'
  | 'agent.attributes_changed'
  | 'playground.used'
  | 'agent.lead_form_changed'
  | 'agent.escalation_changed'
  | 'routing.rule_created'
  | 'routing.rule_changed'
  | 'routing.rule_removed'
  | 'routing.reordered'
  | 'routing.label_created'
  | 'routing.label_renamed'
  | 'routing.label_removed'
  | 'inbox_view.shared'
  | 'inbox_view.changed'
  | 'inbox_view.removed'
  | 'lead.added'
  | 'attribute.declared'
  | 'attribute.protected'
  | 'contact.signed_out'
  | 'contact.erased'
  | 'contact.erasure_lifted'
  | 'contact.exported'
  | 'contact.session_ended'
  | 'contact.merged'
  | 'contact.unmerged'
  | 'contact.consent_changed'
  | 'list.created'
  | 'list.changed'
  | 'list.removed'
  | 'segment.created'
  | 'segment.changed'
  | 'segment.removed'
  | 'in_app_message.created'
  | 'in_app_message.deleted'
  | 'in_app_message.changed'
  | 'in_app_message.state_changed'
  | 'knowledge.added'
  | 'knowledge.changed'
  | 'knowledge.removed'
  | 'knowledge.language_changed'
  | 'knowledge.embedding_changed'
  | 'knowledge.embedding_stopped'
  | 'action.added'
  | 'action.changed'
  | 'action.removed'
  | 'action.secret_rotated'
  | 'action.tried'
  | 'teammate.invited'
  | 'teammate.invitation_ended'
  | 'teammate.joined'
  | 'teammate.role_changed'
  | 'teammate.modules_changed'
  | 'teammate.removed'
  | 'teammate.reset';

/** One line of the append-only audit log. `detail` never holds a secret. */
export interface AuditEntry {
  workspaceId: string;
  actor: Actor;
  action: AuditAction;
  subject?: string | null;
  detail?: Record<string, unknown> | null;
}

/** The actor in words, with what is needed to find them again. */
export function nameActor(actor: Actor): string {
  switch (actor.kind) {
    case 'teammate':
      return `${actor.name} <${actor.email}>`;
    case 'server_key':
      return `server key ${actor.id}`;
    case 'command_line':
      return 'command line';
    case 'halo':
      return 'Halo';
  }
}
