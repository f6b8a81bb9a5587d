import type { Person } from '@halo/wire/dashboard/person.ts';
import type { Deps } from '../deps.ts';
import { peopleById } from './contact-list-store.ts';

/** Contacts as every page names them, oldest first. */
export function namePeople(deps: Pick<Deps, 'db'>, workspaceId: string, ids: readonly string[]): Promise<Person[]> {
  return peopleById(deps.db.sql, workspaceId, ids);
}
