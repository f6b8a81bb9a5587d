import type { Permission } from '@halo/wire/dashboard/permissions.ts';
import { Building2, Inbox, Megaphone, Settings, Sparkles, SquareTerminal, UsersRound } from 'lucide-react';
import type { ComponentType } from 'react';
import type { KeyId } from './keys.ts';

export interface Place {
  id: 'inbox' | 'contacts' | 'companies' | 'agent' | 'automations' | 'setup' | 'settings';
  name: string;
  icon: ComponentType<{ size?: number | string; className?: string }>;
  key: KeyId;
  /** What it asks for; who may not is not shown it. */
  needs: Permission;
}

/** The rail's entries: pages that exist, and no others. */
export const PLACES: Place[] = [
  { id: 'inbox', name: 'Inbox', icon: Inbox, key: 'goInbox', needs: 'inbox' },
  { id: 'contacts', name: 'Contacts', icon: UsersRound, key: 'goContacts', needs: 'contacts' },
  { id: 'companies', name: 'Companies', icon: Building2, key: 'goCompanies', needs: 'companies' },
  { id: 'agent', name: 'AI agent', icon: Sparkles, key: 'goAgent', needs: 'enter' },
  { id: 'automations', name: 'Automations', icon: Megaphone, key: 'goAutomations', needs: 'automations' },
];

export const LOWER_PLACES: Place[] = [
  { id: 'setup', name: 'Setup', icon: SquareTerminal, key: 'goSetup', needs: 'identity' },
  { id: 'settings', name: 'Settings', icon: Settings, key: 'goSettings', needs: 'enter' },
];

/** The first address of a place. */
export const PLACE_TO = {
  inbox: '/$workspaceId/inbox/$view',
  contacts: '/$workspaceId/contacts',
  companies: '/$workspaceId/companies',
  agent: '/$workspaceId/agent/character',
  automations: '/$workspaceId/automations/messages',
  setup: '/$workspaceId/setup/install',
  settings: '/$workspaceId/settings/workspace',
} as const;

/** Where somebody lands who may do this much: the first place that is theirs. */
export function firstPlace(permissions: readonly Permission[]): Place['id'] {
  return [...PLACES, ...LOWER_PLACES].find(({ needs }) => permissions.includes(needs))?.id ?? 'settings';
}

interface Tab {
  name: string;
  to: `/$workspaceId/${string}`;
  needs: Permission;
}

/** The pages of a place that has several, in the order of its tabs. */
export const TABS = {
  agent: [
    { name: 'Character', to: '/$workspaceId/agent/character', needs: 'enter' },
    { name: 'Style', to: '/$workspaceId/agent/style', needs: 'enter' },
    { name: 'Knowledge', to: '/$workspaceId/agent/knowledge', needs: 'enter' },
    { name: 'Actions', to: '/$workspaceId/agent/actions', needs: 'enter' },
    { name: 'Escalation', to: '/$workspaceId/agent/escalation', needs: 'enter' },
    { name: 'Playground', to: '/$workspaceId/agent/playground', needs: 'playground' },
  ],
  automations: [{ name: 'In-app messages', to: '/$workspaceId/automations/messages', needs: 'automations' }],
  settings: [
    { name: 'Workspace', to: '/$workspaceId/settings/workspace', needs: 'enter' },
    { name: 'Team', to: '/$workspaceId/settings/team', needs: 'enter' },
    { name: 'Routing', to: '/$workspaceId/settings/routing', needs: 'enter' },
    { name: 'Security', to: '/$workspaceId/settings/security', needs: 'identity' },
    { name: 'Identify log', to: '/$workspaceId/settings/log', needs: 'identity' },
    { name: 'Audit log', to: '/$workspaceId/settings/audit', needs: 'manage' },
    { name: 'Data', to: '/$workspaceId/settings/data', needs: 'enter' },
    { name: 'Lists', to: '/$workspaceId/settings/lists', needs: 'contacts' },
  ],
} as const satisfies Record<string, readonly Tab[]>;
