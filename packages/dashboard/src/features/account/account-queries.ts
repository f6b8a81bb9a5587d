import type { SettingsAnswer } from '@halo/wire/dashboard/settings.ts';
import type { MeAnswer, WorkspaceLink } from '@halo/wire/dashboard/teammates.ts';
import { queryOptions } from '@tanstack/react-query';
import { inWorkspace, read } from '../../api.ts';

/** Who is signed in. A 401 means nobody. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => read<MeAnswer>('/api/dashboard/me', {}, signal),
  staleTime: 60_000,
});

/** Every setting of one workspace. */
export function settingsQuery(workspaceId: string) {
  return queryOptions({
    queryKey: [workspaceId, 'settings'],
    queryFn: ({ signal }) => read<SettingsAnswer>(inWorkspace(workspaceId, 'settings'), {}, signal),
    staleTime: 60_000,
  });
}

const LAST_WORKSPACE = 'halo.workspace';

/** Remembers the workspace one worked in, for the next time the dashboard is opened without one. */
export function rememberWorkspace(id: string): void {
  try {
    localStorage.setItem(LAST_WORKSPACE, id);
  } catch {
    // Without storage the first workspace opens.
  }
}

/** The workspace to open when the address names none: the last one, else the first that is not the demo. */
export function homeWorkspace(workspaces: WorkspaceLink[]): WorkspaceLink | null {
  let last: string | null = null;
  try {
    last = localStorage.getItem(LAST_WORKSPACE);
  } catch {
    // Storage may be closed.
  }
  return workspaces.find(({ id }) => id === last) ?? workspaces.find(({ isDemo }) => !isDemo) ?? workspaces[0] ?? null;
}
