import { Building2, Inbox, Settings, SquareTerminal, UsersRound } from 'lucide-react';
import type { ComponentType } from 'react';
import type { KeyId } from '../keys.ts';

export interface Place {
  id: 'inbox' | 'contacts' | 'companies' | 'setup' | 'settings';
  name: string;
  icon: ComponentType<{ size?: number | string; className?: string }>;
  key: KeyId;
}

/** The rail's entries: pages that exist, and no others. */
export const PLACES: Place[] = [
  { id: 'inbox', name: 'Inbox', icon: Inbox, key: 'goInbox' },
  { id: 'contacts', name: 'Contacts', icon: UsersRound, key: 'goContacts' },
  { id: 'companies', name: 'Companies', icon: Building2, key: 'goCompanies' },
];

export const LOWER_PLACES: Place[] = [
  { id: 'setup', name: 'Setup', icon: SquareTerminal, key: 'goSetup' },
  { id: 'settings', name: 'Settings', icon: Settings, key: 'goSettings' },
];

/** The first address of a place. */
export const PLACE_TO = {
  inbox: '/$workspaceId/inbox/$view',
  contacts: '/$workspaceId/contacts',
  companies: '/$workspaceId/companies',
  setup: '/$workspaceId/setup/install',
  settings: '/$workspaceId/settings/workspace',
} as const;
