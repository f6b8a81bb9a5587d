import type { Permission } from '@halo/wire/dashboard/permissions.ts';
import type { WorkspaceSettings } from '@halo/wire/dashboard/settings.ts';
import type { MeAnswer, Role } from '@halo/wire/dashboard/teammates.ts';
import type { ReactNode } from 'react';
import { createContext, use } from 'react';

/** Where one is and who one is: what every page under a workspace may rely on. */
export interface OpenWorkspace {
  id: string;
  name: string;
  role: Role;
  /** Whether the teammate may do this here; a page offers nothing else. */
  may(permission: Permission): boolean;
  /** Owners and admins. */
  mayManage: boolean;
  me: MeAnswer['teammate'];
  settings: WorkspaceSettings;
}

const WorkspaceContext = createContext<OpenWorkspace | null>(null);

export function WorkspaceProvider({ workspace, children }: { workspace: OpenWorkspace; children: ReactNode }) {
  return <WorkspaceContext value={workspace}>{children}</WorkspaceContext>;
}

/** The open workspace. Only below the frame. */
export function useWorkspace(): OpenWorkspace {
  const workspace = use(WorkspaceContext);
  if (!workspace) throw new Error('useWorkspace is used outside a workspace');
  return workspace;
}
