import type { Role } from '@halo/wire/dashboard/teammates.ts';
import { Refusal } from '../refusal.ts';

/** A human who signs in to the dashboard. */
export interface Teammate {
  id: string;
  name: string;
  email: string;
  twoFactor: boolean;
}

/** What a role may do beyond reading and answering. Members work in the inbox; admins and owners change the workspace. */
export type Permission = 'work' | 'manage' | 'own';

const PERMISSIONS: Record<Role, readonly Permission[]> = {
  owner: ['work', 'manage', 'own'],
  admin: ['work', 'manage'],
  member: ['work'],
};

/** Refuses `not_permitted` when the role does not carry the permission. */
export function requirePermission(role: Role, permission: Permission): void {
  if (PERMISSIONS[role].includes(permission)) return;
  const who = permission === 'own' ? 'Only an owner' : 'Only an owner or an admin';
  throw new Refusal('not_permitted', `${who} of this workspace may do this.`, { needs: permission });
}

/** E-mail addresses of teammates are compared in lower case. */
export function emailKey(email: string): string {
  return email.trim().toLowerCase();
}
