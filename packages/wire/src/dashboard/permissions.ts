import { z } from 'zod';

/** What a member may be let do, module by module. Owners and admins hold them all. */
export const MODULES = [
  'inbox',
  'contacts',
  'contacts.edit',
  'contacts.merge',
  'contacts.erase',
  'contacts.export',
  'companies',
  'companies.edit',
  'identity',
  'settings',
  'knowledge',
  'keys',
  'playground',
  'automations',
] as const;
export const module = z.enum(MODULES);
export type Module = z.infer<typeof module>;

/** What a new member holds until somebody says otherwise. */
export const FIRST_MODULES: readonly Module[] = [
  'inbox',
  'contacts',
  'contacts.edit',
  'companies',
  'companies.edit',
  'identity',
];

/** A module of records other than reading is of no use to somebody who may not read them. */
const RESTS_ON: Partial<Record<Module, Module>> = {
  'contacts.edit': 'contacts',
  'contacts.merge': 'contacts',
  'contacts.erase': 'contacts',
  'contacts.export': 'contacts',
  'companies.edit': 'companies',
  playground: 'contacts',
  automations: 'contacts',
};

/**
 * What a door asks for. `enter`: everybody of the workspace. A module: whoever holds it. `manage`: owners and admins, for
 * what no module may hold, since it could give itself more (the team, the audit log). `own`: owners.
 */
export type Permission = 'enter' | Module | 'manage' | 'own';

export type Role = 'owner' | 'admin' | 'member';

/** Everything a teammate may do in a workspace. `modules` counts for members only. */
export function permissionsOf(role: Role, modules: readonly Module[]): Permission[] {
  if (role === 'member') return ['enter', ...usable(modules)];
  return role === 'owner' ? ['enter', ...MODULES, 'manage', 'own'] : ['enter', ...MODULES, 'manage'];
}

/** The modules that do something, in the order of `MODULES`: those whose ground is held too. */
export function usable(modules: readonly Module[]): Module[] {
  return MODULES.filter((each) => {
    const ground = RESTS_ON[each];
    return modules.includes(each) && (ground === undefined || modules.includes(ground));
  });
}
