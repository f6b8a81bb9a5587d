import { type Module, type Permission, permissionsOf, type Role } from '@halo/wire/dashboard/permissions.ts';
import { Refusal } from '../refusal.ts';

/** A human who signs in to the dashboard. */
export interface Teammate {
  id: string;
  name: string;
  email: string;
  twoFactor: boolean;
}

/** A teammate's standing in one workspace. `modules` counts for members only. */
export interface Access {
  role: Role;
  modules: Module[];
}

export function may({ role, modules }: Access, permission: Permission): boolean {
  return permissionsOf(role, modules).includes(permission);
}

/** Refuses `not_permitted` when the access does not carry the permission. */
export function requirePermission(access: Access, permission: Permission): void {
  if (may(access, permission)) return;
  throw new Refusal('not_permitted', NOT_PERMITTED[permission] ?? 'An owner or admin has not let you do this.', {
    needs: permission,
  });
}

const NOT_PERMITTED: Partial<Record<Permission, string>> = {
  own: 'Only an owner of this workspace may do this.',
  manage: 'Only an owner or an admin of this workspace may do this.',
};

/** E-mail addresses of teammates are compared in lower case. */
export function emailKey(email: string): string {
  return email.trim().toLowerCase();
}
